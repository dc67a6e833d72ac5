#include "base/zone_rules.h"

#include <algorithm>
#include <exception>
#include <filesystem>
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

bool has_database() {
  try {
    return !date::get_tzdb().zones.empty();
  } catch (const std::exception&) {
    return false;
  }
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

FoundRules load_rules(const std::string& name) {
  if (!has_database()) return {nullptr, ZoneProblem::kNoDatabase};
  const date::time_zone* zone = nullptr;
  try {
    zone = date::locate_zone(name);
  } catch (const std::exception&) {
    return {nullptr, ZoneProblem::kNoSuchZone};
  }
  try {
    return {std::make_shared<ZoneRules>(name, changes_of(*zone)), ZoneProblem::kNone};
  } catch (const std::exception&) {
    return {nullptr, ZoneProblem::kNoDatabase};
  }
}

std::string system_zone_name() {
  std::error_code problem;
  if (!std::filesystem::exists("/etc/localtime", problem)) return "UTC";
  try {
    return date::current_zone()->name();
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace logscan
