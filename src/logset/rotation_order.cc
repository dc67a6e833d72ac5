#include "logset/rotation_order.h"

#include <algorithm>
#include <tuple>

namespace logscan {
namespace {

using Rotation = LogName::Rotation;

bool is_numbered(const RotatedFile& file) {
  return file.rotation == Rotation::kNumber && !file.is_compressed;
}

const RotatedFile* find_number(const std::vector<RotatedFile>& files, std::uint64_t number) {
  const auto found = std::find_if(files.begin(), files.end(), [&](const RotatedFile& file) {
    return is_numbered(file) && file.number == number;
  });
  return found == files.end() ? nullptr : &*found;
}

}  // namespace

std::optional<FileId> newest_file(const std::vector<RotatedFile>& files,
                                  const std::optional<RotatedFile>& live) {
  std::optional<FileId> newest;
  timespec written{};
  if (live) {
    newest = live->id;
    written = live->written;
  }
  for (const RotatedFile& file : files) {
    if (!is_numbered(file) || !is_before(written, file.written)) continue;
    newest = file.id;
    written = file.written;
  }
  return newest;
}

std::optional<std::uint64_t> written_number(const std::vector<RotatedFile>& files,
                                            const std::optional<FileId>& live,
                                            const std::optional<FileId>& written) {
  if (!written) return std::nullopt;
  if (written == live) return 0;
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const RotatedFile& file) { return file.id == *written; });
  if (found == files.end() || !is_numbered(*found)) return std::nullopt;
  return found->number;
}

std::set<FileId> newer_files(const std::vector<RotatedFile>& files,
                             const std::function<bool(const RotatedFile&)>& is_known,
                             std::optional<std::uint64_t> written, const timespec& since) {
  std::set<FileId> newer;
  std::set<Rotation> ended;
  for (auto file = files.rbegin(); file != files.rend(); ++file) {
    if (file->is_compressed || is_known(*file)) {
      ended.insert(file->rotation);
    } else if (!ended.contains(file->rotation)) {
      newer.insert(file->id);
    }
  }
  while (written) {
    const RotatedFile* const next = find_number(files, ++*written);
    if (next == nullptr || is_before(next->written, since)) break;
    newer.insert(next->id);
  }
  return newer;
}

std::set<FileId> ring_files(const std::vector<RotatedFile>& files,
                            std::optional<std::uint64_t> written) {
  std::set<FileId> ring;
  if (!written) return ring;
  if (const RotatedFile* const now = find_number(files, *written)) ring.insert(now->id);
  const RotatedFile* const next = find_number(files, *written + 1);
  if (next == nullptr) return ring;
  const bool is_oldest = std::all_of(files.begin(), files.end(), [&](const RotatedFile& other) {
    return !other.is_compressed &&
           (!is_numbered(other) || !is_before(other.written, next->written));
  });
  if (is_oldest) ring.insert(next->id);
  return ring;
}

}  // namespace logscan
