#include "base/zone_rules.h"

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

#include <date/tz.h>

namespace logscan {
namespace {

static_assert(USE_OS_TZDB == 1, "the package's library is built for the system's database");

// No clock was changed before: the first zones began to keep a common time around 1850.
constexpr std::int64_t kBeforeAllChanges = -10'000'000'000;

std::int64_t seconds_of(date::sys_seconds moment) {
  return moment.time_since_epoch().count();
}

std::vector<ZoneChange> changes_of(const date::time_zone& zone) {
  std::vector<ZoneChange> changes;
  std::int64_t at = kBeforeAllChanges;
  while (at < kFarthestMoment) {
    const date::sys_info info = zone.get_info(date::sys_seconds(std::chrono::seconds(at)));
    const auto offset = static_cast<std::int32_t>(info.offset.count());
    // A zone that only changed its letters did not change its clocks.
    if (changes.empty() || changes.back().offset != offset) changes.push_back({at, offset});
    const std::int64_t end = seconds_of(info.end);
    if (end <= at) break;
    at = end;
  }
  return changes;
}

// The library throws from its own copy of the C++ runtime, which a program that has a copy of its
// own linked in does not survive everywhere, and it asserts what it reads. So it is asked for
// nothing before a look shows that it is there.
constexpr const char* kDatabase = "/usr/share/zoneinfo";

bool is_zone_file(const std::filesystem::path& path) {
  std::array<char, 4> magic = {};
  std::ifstream(path, std::ios::binary).read(magic.data(), magic.size());
  return std::string_view(magic.data(), magic.size()) == "TZif";  // RFC 8536
}

const date::time_zone* find_zone(std::string_view name) {
  for (const date::time_zone& zone : date::get_tzdb().zones) {
    if (zone.name() == name) return &zone;
  }
  return nullptr;
}

}  // namespace

ZoneRange ZoneRules::range_at(std::int64_t utc) const {
  const auto after =
      std::upper_bound(changes_.begin() + 1, changes_.end(), utc,
                       [](std::int64_t moment, const ZoneChange& c) { return moment < c.from; });
  const auto in = after - 1;
  ZoneRange range;
  range.offset = in->offset;
  if (in != changes_.begin()) range.from = in->from;
  if (after != changes_.end()) range.to = after->from;
  return range;
}

FoundRules load_rules(const std::string& name) try {
  // A name that everybody has tells a wrong name from a database that is not there.
  if (!is_zone_file(std::filesystem::path(kDatabase) / "UTC"))
    return {nullptr, ZoneProblem::kNoDatabase};
  const date::time_zone* const zone = find_zone(name);
  if (zone == nullptr) return {nullptr, ZoneProblem::kNoSuchZone};
  if (!is_zone_file(std::filesystem::path(kDatabase) / name))
    return {nullptr, ZoneProblem::kNoDatabase};
  return {std::make_shared<ZoneRules>(name, changes_of(*zone)), ZoneProblem::kNone};
} catch (const std::exception&) {
  return {nullptr, ZoneProblem::kNoDatabase};
}

std::string system_zone_name() {
  std::error_code problem;
  const std::string file = std::filesystem::canonical("/etc/localtime", problem).string();
  if (problem) return "UTC";
  constexpr std::string_view kFolder = "/zoneinfo/";
  const std::size_t folder = file.find(kFolder);
  if (folder != std::string::npos) return file.substr(folder + kFolder.size());
  // A copy does not tell its name; some systems keep it here.
  std::string name;
  std::getline(std::ifstream("/etc/timezone"), name);
  return name;
}

}  // namespace logscan
