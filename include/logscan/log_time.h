#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logscan {

/// A moment as logged: seconds since 1970-01-01T00:00:00Z and the offset of the clock that wrote
/// it. Ordered by moment, then by offset, so that the earliest of many lines does not depend on
/// their order.
struct LogTime {
  std::int64_t seconds = 0;
  std::int16_t offset_minutes = 0;

  friend auto operator<=>(const LogTime&, const LogTime&) = default;
};

/// Reads the text between the brackets of an access log: `10/Oct/2000:13:55:36 -0700` (Apache's and
/// nginx's local time, English month names in any locale) or ISO 8601 `2000-10-10T13:55:36-07:00`
/// (nginx's $time_iso8601; also `Z`, a space for the `T`). Fractions of a second are cut off. A
/// missing offset means UTC. Every part is range-checked, a leap second (60) is let through;
/// anything else is nullopt.
std::optional<LogTime> parse_log_time(std::string_view text);

/// RFC 3339: `2000-10-10T13:55:36-07:00`; an offset of zero is written `+00:00`.
std::string format_rfc3339(const LogTime& time);

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar; the date must be valid.
std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day);

}  // namespace logscan
