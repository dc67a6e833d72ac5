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

/// The offsets of a zone's clocks from UTC, and the moments at which they change. UTC by default.
/// Immutable and cheap to copy. Thread-safe.
///
/// The changes come from the system's time zone database: first the listed ones, then those from
/// its rule for later years, up to the year 2200. Later moments keep the last offset.
class TimeZone {
 public:
  TimeZone() = default;

  /// Returns a zone whose clock never changes, less than a day from UTC.
  static TimeZone fixed(std::int32_t offset_seconds);

  /// Finds a zone by `UTC` or `Z`, by an offset (`+02:00`, `-0330`, `+5`) or by its name in the
  /// database (`Europe/Berlin`, case matters). `local` is the zone in the environment variable TZ,
  /// or that of /etc/localtime if TZ names none. TZ may hold a name, a colon and a name, or a path
  /// of the database, but no POSIX rules. The database is in the folder TZDIR, by default
  /// /usr/share/zoneinfo. Reads files. Returns nullopt if there is no such zone; problem() has the
  /// reason.
  static std::optional<TimeZone> find(std::string_view name);

  /// Returns why find() fails for this name, to be appended to it: `is no time zone; ...`.
  /// Distinguishes a wrong name from a missing database. Returns an empty text if find() succeeds.
  static std::string_view problem(std::string_view name);

  /// Returns `UTC`, `+05:30` or `Europe/Berlin`; for `local`, the zone it stands for.
  std::string name() const;

  std::int32_t offset_at(std::int64_t utc) const {
    return rules_ == nullptr ? fixed_ : range_at(utc).offset;
  }

  /// Returns the range without changes that contains a moment. Takes a binary search, or nothing
  /// for a fixed offset.
  ZoneRange range_at(std::int64_t utc) const;

  LocalTime local(std::int64_t utc) const { return local_time(utc, offset_at(utc)); }

  /// Returns the moment at which the clock shows a local time. That is given in seconds since
  /// 1970-01-01T00:00 on the same clock, as if it never changed. A time that occurs twice (clocks
  /// go back) means the earlier moment. A time that is skipped (clocks go forward) moves by the
  /// length of the gap: 02:30 in a night without that hour is 03:30.
  std::int64_t utc_of_local(std::int64_t local_seconds) const;

  /// Returns the first moment at which the clock shows this time or a later one. For a skipped
  /// time, that is the change itself; for a midnight, the start of its day.
  std::int64_t first_at(std::int64_t local_seconds) const;

 private:
  std::shared_ptr<const ZoneRules> rules_;  ///< null: a fixed offset
  std::int32_t fixed_ = 0;
};

/// Returns `stamp` with the offset of `zone`'s clock if it names none, else `stamp` itself.
LogTime with_offset(const LogTime& stamp, const TimeZone& zone);

/// A zone for moments near each other. It caches the last range, so most results cost two
/// comparisons. Not thread-safe.
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
