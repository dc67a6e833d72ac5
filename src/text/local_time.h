#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "logscan/time_zone.h"

namespace logscan {

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
