#include "text/time_zone.h"

#include <algorithm>
#include <cstdlib>

#include "text/day.h"
#include "text/local_time.h"
#include "text/word_reader.h"
#include "text/zone_rules.h"

namespace logscan {
namespace {

struct ResolvedZone {
  std::optional<std::int32_t> offset;  ///< of a zone that never changes
  FoundRules named;
};

std::optional<std::int32_t> offset_of(std::string_view name) {
  if (equals_ignoring_case(name, "utc") || equals_ignoring_case(name, "z") ||
      equals_ignoring_case(name, "etc/utc"))
    return 0;
  if (const auto offset = parse_utc_offset(name)) return offset;
  // `+5` and `+05`
  WordReader reader(name);
  const bool west = reader.consume('-');
  if (!west && !reader.consume('+')) return std::nullopt;
  const std::size_t count = reader.rest().size();
  const std::optional<int> hours = reader.digits(count <= 2 ? count : 0, 0, 23);
  if (count == 0 || !hours || !reader.done()) return std::nullopt;
  return west ? -*hours * 3600 : *hours * 3600;
}

/// Returns the zone name that `local` stands for. Empty when it is unknown.
std::string local_name() {
  const char* const variable = std::getenv("TZ");
  if (variable == nullptr) return system_zone_name();
  std::string_view name = variable;
  if (name.starts_with(':')) name.remove_prefix(1);
  if (name.empty()) return "UTC";
  if (name == "/etc/localtime") return system_zone_name();
  constexpr std::string_view kFolder = "/zoneinfo/";
  const std::size_t folder = name.find(kFolder);
  if (name.front() == '/' && folder != std::string_view::npos) {
    name.remove_prefix(folder + kFolder.size());
  }
  return std::string(name);
}

ResolvedZone resolve(std::string_view name) {
  if (!equals_ignoring_case(name, "local")) {
    if (const auto offset = offset_of(name)) return {offset, {}};
    return {std::nullopt, load_rules(std::string(name))};
  }
  const std::string local = local_name();
  if (equals_ignoring_case(local, "utc") || equals_ignoring_case(local, "etc/utc")) return {0, {}};
  ResolvedZone found{std::nullopt, load_rules(local)};
  if (found.named.problem == ZoneProblem::kNoSuchZone) {
    found.named.problem = ZoneProblem::kNoLocalZone;
  }
  return found;
}

// Wider than any moment, so that the last bucket has an end, too.
constexpr std::int64_t kFarthestLocal = 4 * kFarthestMoment;

std::int64_t clamped_local(std::int64_t seconds) {
  return std::clamp(seconds, -kFarthestLocal, kFarthestLocal);
}

/// The range of a zone in which a local time falls: the first one that reaches it. If the time is
/// before that range, it is in the gap of a clock change.
struct LocalPosition {
  ZoneRange range;
  std::int32_t offset_before;
};

LocalPosition locate(const TimeZone& zone, std::int64_t local) {
  // Offsets are less than a day, so two days back the clock has not reached the local time.
  ZoneRange range = zone.range_at(local - 2 * kDay);
  std::int32_t before = range.offset;
  while (local - range.offset >= range.to) {
    before = range.offset;
    range = zone.range_at(range.to);
  }
  return {range, before};
}

}  // namespace

LocalTime local_time(std::int64_t utc, std::int32_t offset) {
  return inline_local_time(utc, offset);
}

TimeZone TimeZone::fixed(std::int32_t offset_seconds) {
  TimeZone zone;
  zone.fixed_ = offset_seconds;
  return zone;
}

std::optional<TimeZone> TimeZone::find(std::string_view name) {
  ResolvedZone found = resolve(name);
  if (found.offset) return fixed(*found.offset);
  if (found.named.rules == nullptr) return std::nullopt;
  TimeZone zone;
  zone.rules_ = std::move(found.named.rules);
  return zone;
}

std::string_view TimeZone::problem(std::string_view name) {
  switch (resolve(name).named.problem) {
    case ZoneProblem::kNone:
      return {};
    case ZoneProblem::kNoSuchZone:
      return "is not a time zone; use a name like Europe/Berlin, an offset like +02:00, UTC or "
             "local";
    case ZoneProblem::kNoDatabase:
      return "cannot be looked up: the system's time zone database is missing or corrupt; install "
             "the package tzdata, or use an offset like +02:00 or UTC";
    case ZoneProblem::kNoLocalZone:
      return "is unknown: neither the variable TZ nor /etc/localtime leads to a time zone of the "
             "database; use a name like Europe/Berlin, an offset like +02:00, or UTC";
  }
  return {};
}

std::string TimeZone::name() const {
  if (rules_ != nullptr) return rules_->name();
  if (fixed_ == 0) return "UTC";
  const std::int32_t minutes = (fixed_ < 0 ? -fixed_ : fixed_) / 60;
  std::string text = fixed_ < 0 ? "-" : "+";
  for (const std::int32_t part : {minutes / 60, minutes % 60}) {
    if (text.size() > 1) text += ':';
    text += static_cast<char>('0' + part / 10 % 10);
    text += static_cast<char>('0' + part % 10);
  }
  return text;
}

ZoneRange TimeZone::range_at(std::int64_t utc) const {
  if (rules_ != nullptr) return rules_->range_at(utc);
  ZoneRange range;
  range.offset = fixed_;
  return range;
}

std::int64_t TimeZone::utc_of_local(std::int64_t local_seconds) const {
  const std::int64_t local = clamped_local(local_seconds);
  const LocalPosition position = locate(*this, local);
  const std::int64_t utc = local - position.range.offset;
  // In a gap, the old offset applies, which moves the time past the gap.
  return utc >= position.range.from ? utc : local - position.offset_before;
}

std::int64_t TimeZone::first_at(std::int64_t local_seconds) const {
  const std::int64_t local = clamped_local(local_seconds);
  const ZoneRange range = locate(*this, local).range;
  return std::max(local - range.offset, range.from);
}

LogTime with_offset(const LogTime& stamp, const TimeZone& zone) {
  if (stamp.offset_minutes != kNoOffset) return stamp;
  const std::int64_t utc = zone.utc_of_local(stamp.seconds);
  return {utc, static_cast<std::int16_t>(zone.offset_at(utc) / 60)};
}

std::optional<std::int32_t> parse_utc_offset(std::string_view text) {
  WordReader reader(text);
  const bool west = reader.consume('-');
  if (!west && !reader.consume('+')) return std::nullopt;
  const std::optional<int> hours = reader.digits(2, 0, 23);
  reader.consume(':');
  const std::optional<int> minutes = reader.digits(2, 0, 59);
  if (!hours || !minutes || !reader.done()) return std::nullopt;
  const std::int32_t seconds = *hours * 3600 + *minutes * 60;
  return west ? -seconds : seconds;
}

}  // namespace logscan
