#include "logset/rotated_files.h"

#include <algorithm>
#include <string_view>
#include <sys/stat.h>
#include <tuple>
#include <utility>

#include "logset/folder.h"
#include "os/place.h"

namespace logscan {
namespace {

constexpr int kMostLooks = 20;

std::vector<RotatedFile> look(const LogName& log, std::string_view own) {
  std::vector<RotatedFile> found;
  for (const std::string& name : rotated_set(names_if_readable(log.folder), log.live)) {
    if (name == own) continue;
    RotatedFile file;
    file.path = log.folder + name;
    struct stat status {};
    if (stat_found(file.path, status) != 0 || !S_ISREG(status.st_mode)) continue;
    const LogName parsed = parse_log_name(name);
    file.id = id_of(status);
    file.rotation = parsed.rotation;
    file.number = parsed.number;
    file.is_compressed = !parsed.compression.empty();
    file.size = static_cast<std::uint64_t>(status.st_size);
    file.written = status.st_mtim;
    found.push_back(std::move(file));
  }
  return found;
}

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

bool is_before(const timespec& a, const timespec& b) {
  return std::tie(a.tv_sec, a.tv_nsec) < std::tie(b.tv_sec, b.tv_nsec);
}

std::vector<RotatedFile> rotated_files(const std::string& path, bool& is_settled) {
  const LogName log = parse_log_name(path);
  // The files of other days are logs of their own.
  if (!log.is_live()) return {};
  const std::string_view own = std::string_view(path).substr(log.folder.size());
  std::vector<RotatedFile> seen = look(log, own);
  for (int looks = 1; looks < kMostLooks; ++looks) {
    std::vector<RotatedFile> again = look(log, own);
    const bool agree =
        std::equal(again.begin(), again.end(), seen.begin(), seen.end(),
                   [](const RotatedFile& a, const RotatedFile& b) { return a.same_file(b); });
    seen = std::move(again);
    if (agree) return seen;
  }
  is_settled = false;
  return seen;
}

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
