#include "follow/siblings.h"

#include <string_view>
#include <sys/stat.h>
#include <tuple>
#include <utility>

#include "base/place.h"
#include "input/folder.h"

namespace logscan {
namespace {

constexpr int kMostLooks = 20;

bool is_before(const timespec& a, const timespec& b) {
  return std::tie(a.tv_sec, a.tv_nsec) < std::tie(b.tv_sec, b.tv_nsec);
}

std::vector<Sibling> look(const LogName& log, std::string_view own, const timespec& since) {
  std::vector<Sibling> found;
  for (const std::string& name : rotated_set(names_if_readable(log.folder), log.live)) {
    const LogName parsed = parse_log_name(name);
    if (name == own || !parsed.compression.empty()) continue;
    const std::string sibling = log.folder + name;
    struct stat status {};
    if (stat_found(sibling, status) != 0 || !S_ISREG(status.st_mode)) continue;
    found.push_back({sibling, id_of(status), parsed.rotation, !is_before(status.st_ctim, since)});
  }
  return found;
}

}  // namespace

std::vector<Sibling> rotated_files(const std::string& path, const timespec& since,
                                   bool& is_settled) {
  const LogName log = parse_log_name(path);
  // The files of other days are logs of their own.
  if (!log.is_live()) return {};
  const std::string_view own = std::string_view(path).substr(log.folder.size());
  std::vector<Sibling> seen = look(log, own, since);
  for (int looks = 1; looks < kMostLooks; ++looks) {
    std::vector<Sibling> again = look(log, own, since);
    if (again == seen) return seen;
    seen = std::move(again);
  }
  is_settled = false;
  return seen;
}

}  // namespace logscan
