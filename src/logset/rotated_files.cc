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

}  // namespace logscan
