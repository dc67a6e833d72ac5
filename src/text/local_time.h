#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace logscan {

/// The largest distance of moments from 1970 in calendar functions, in seconds: about 28,500 years.
/// They clamp other moments to it, so that no time stamp of a log makes them overflow. A moment is
/// the number of seconds since 1970-01-01T00:00:00Z.
constexpr std::int64_t kFarthestMoment = 900'000'000'000;

/// The date and time that a wall clock and a calendar show (proleptic Gregorian).
struct LocalTime {
  std::int32_t year = 1970;
  std::uint8_t month = 1;    ///< 1 to 12
  std::uint8_t day = 1;      ///< 1 to 31
  std::uint8_t hour = 0;     ///< 0 to 23
  std::uint8_t minute = 0;   ///< 0 to 59
  std::uint8_t second = 0;   ///< 0 to 59
  std::uint8_t weekday = 3;  ///< 0 is Monday, 6 Sunday
  std::int32_t offset = 0;   ///< seconds that the clock is ahead of UTC

  friend bool operator==(const LocalTime&, const LocalTime&) = default;
};

/// Returns what a clock shows that is `offset` seconds (less than a day) ahead of UTC.
LocalTime local_time(std::int64_t utc, std::int32_t offset);

/// Does the same as local_time(), inlined for callers that convert every line: passing the parts
/// through a call would cost a third of the conversion.
inline LocalTime inline_local_time(std::int64_t utc, std::int32_t offset) {
  using std::chrono::floor, std::chrono::days, std::chrono::seconds;
  const seconds local(std::clamp(utc, -kFarthestMoment, kFarthestMoment) + offset);
  const std::chrono::sys_days date(floor<days>(local));
  const std::chrono::year_month_day calendar(date);
  const auto second = static_cast<unsigned>((local - date.time_since_epoch()).count());
  LocalTime time;
  time.year = static_cast<int>(calendar.year());
  time.month = static_cast<std::uint8_t>(static_cast<unsigned>(calendar.month()));
  time.day = static_cast<std::uint8_t>(static_cast<unsigned>(calendar.day()));
  time.hour = static_cast<std::uint8_t>(second / 3600);
  time.minute = static_cast<std::uint8_t>(second / 60 % 60);
  time.second = static_cast<std::uint8_t>(second % 60);
  time.weekday = static_cast<std::uint8_t>(std::chrono::weekday(date).iso_encoding() - 1);
  time.offset = offset;
  return time;
}

}  // namespace logscan
