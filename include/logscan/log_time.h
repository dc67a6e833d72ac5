#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logscan {

/// A moment as logged: seconds since 1970-01-01T00:00:00Z, and the offset of the clock that wrote
/// it. Ordered by moment, then by offset, so that the earliest of many lines does not depend on
/// their order.
struct LogTime {
  std::int64_t seconds = 0;
  std::int16_t offset_minutes = 0;

  friend auto operator<=>(const LogTime&, const LogTime&) = default;
};

/// The offset of a time stamp that names none. Its `seconds` then follow the clock of the server.
constexpr std::int16_t kNoOffset = -2047;

/// Parses a time stamp as servers write it, without brackets or quotes around it:
///
/// - `10/Oct/2000:13:55:36 -0700`: local time of Apache and nginx; also a space for the first colon
/// - `2000-10-10T13:55:36-07:00`: ISO 8601; also a space for the T, or slashes and a space or colon
/// - `Tue, 10 Oct 2000 13:55:36 GMT`: RFC 1123
/// - `Tue Oct 10 13:55:36 2000`: ctime; date(1) adds a zone before the year
/// - `1700000000`, `1700000000.250`: seconds since 1970, ten digits before the fraction
/// - `1700000000250`: milliseconds since 1970, thirteen digits
///
/// A day below ten has one digit or two. A fraction of a second (`.123` or `,123`) is dropped. The
/// offset is `-0700`, `-07:00`, `-07`, `Z` or a name that means one offset everywhere (UTC, CET,
/// EDT, ...), with or without a space before it; without one, offset_minutes is kNoOffset. Names
/// of months and days are English in any locale. Every part is range-checked; a leap second (60)
/// passes. Returns nullopt for anything else.
std::optional<LogTime> parse_stamp(std::string_view text);

/// Parses the same, but reads a stamp without an offset as UTC.
std::optional<LogTime> parse_log_time(std::string_view text);

/// Formats as RFC 3339: `2000-10-10T13:55:36-07:00`. A zero offset is written as `+00:00`.
std::string format_rfc3339(const LogTime& time);

/// Returns the days since 1970-01-01 of a valid date in the proleptic Gregorian calendar.
std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day);

}  // namespace logscan
