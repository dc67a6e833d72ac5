#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "logscan/log_time.h"
#include "text/time_zone.h"
#include <gtest/gtest.h>

/// Zones and times as a test writes them. One that cannot be read fails the test.
namespace logscan::test {

constexpr std::int64_t kHour = 3600;  // seconds
constexpr std::int64_t kDay = 24 * kHour;

inline TimeZone zone(std::string_view name) {
  const std::optional<TimeZone> found = TimeZone::find(name);
  if (!found) ADD_FAILURE() << name << ' ' << TimeZone::problem(name);
  return found.value_or(TimeZone());
}

inline std::int64_t utc(std::string_view text) {
  const std::optional<LogTime> time = parse_log_time(text);
  if (!time) ADD_FAILURE() << text;
  return time ? time->seconds : 0;
}

}  // namespace logscan::test
