#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "logscan/log_time.h"
#include "text/local_time.h"
#include "text/zone_rules.h"

namespace logscan {

class ZoneRules;

/// How far the clocks of a place are ahead of UTC, and when they are changed. UTC unless told
/// otherwise. Cheap to copy, never changes, and may be used by many threads.
///
/// The changes come from the system's time zone database: those that it lists, and behind them
/// those that its rule for later years lays down, up to the year 2200. Later moments have the
/// offset that the last change left.
class TimeZone {
 public:
  TimeZone() = default;

  /// A clock that is never changed; less than a day from UTC.
  static TimeZone fixed(std::int32_t offset_seconds);

  /// `UTC` and `Z`; an offset: `+02:00`, `-0330`, `+5`; a name of the database: `Europe/Berlin`
  /// (capitals as there); `local`: what the environment variable TZ names, or /etc/localtime where
  /// it names nothing. TZ may hold a name, a colon before it, or a path of the database; rules
  /// spelled out as in POSIX are not understood. The database is /usr/share/zoneinfo, or the folder
  /// that the variable TZDIR names. Reads files; nullopt when there is no such zone, and then
  /// problem() says why.
  static std::optional<TimeZone> find(std::string_view name);

  /// Why find() gives nothing for this name, to be put behind it: `is no time zone; ...`. Tells a
  /// wrong name from a database that is missing. Empty when find() gives a zone.
  static std::string_view problem(std::string_view name);

  /// `UTC`, `+05:30`, `Europe/Berlin`; what `local` stood for.
  std::string name() const;

  std::int32_t offset_at(std::int64_t utc) const {
    return rules_ == nullptr ? fixed_ : range_at(utc).offset;
  }

  /// The stretch that holds a moment. A binary search, or nothing at all for a fixed offset.
  ZoneRange range_at(std::int64_t utc) const;

  LocalTime local(std::int64_t utc) const { return local_time(utc, offset_at(utc)); }

  /// The moment at which the clock shows a local time, given as the seconds that lie between it and
  /// 1970-01-01T00:00 of the same clock, were that never changed. A time that is shown twice
  /// (clocks go back) means the earlier. A time that is skipped (clocks go forward) is moved on by
  /// what is skipped: 02:30 of a night without that hour is 03:30.
  std::int64_t utc_of_local(std::int64_t local_seconds) const;

  /// The first moment at which the clock shows this time or a later one. For a time that is skipped
  /// that is the change itself. Of a midnight: where its day begins.
  std::int64_t first_at(std::int64_t local_seconds) const;

 private:
  std::shared_ptr<const ZoneRules> rules_;  ///< null: an offset that never changes
  std::int32_t fixed_ = 0;
};

/// Returns `stamp` with the offset of `zone`'s clock if it names none; else `stamp` itself.
LogTime with_offset(const LogTime& stamp, const TimeZone& zone);

/// A zone for one thread that asks for moments near each other: remembers the last stretch, so that
/// most answers cost two compares.
class ZoneClock {
 public:
  explicit ZoneClock(TimeZone zone) : zone_(std::move(zone)), range_(zone_.range_at(0)) {}

  const TimeZone& zone() const { return zone_; }

  std::int32_t offset_at(std::int64_t utc) {
    if (!range_.has(utc)) range_ = zone_.range_at(utc);
    return range_.offset;
  }

  LocalTime local(std::int64_t utc) { return local_time(utc, offset_at(utc)); }

 private:
  TimeZone zone_;
  ZoneRange range_;
};

/// Parses `+02:00` or `-0330` and returns seconds. Hours go to 23, minutes to 59. Returns nullopt
/// for anything else.
std::optional<std::int32_t> parse_utc_offset(std::string_view text);

}  // namespace logscan
