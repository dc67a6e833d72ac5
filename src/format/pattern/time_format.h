#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "format/pattern/role.h"

/// The formats of times: strftime's, and `%3` and `%6` for three and six digits of a fraction, so
/// that `%s%3` is a number of milliseconds.
namespace logscan::pattern {

struct TimeReading {
  Role role = Role::kTime;
  std::int64_t unit = 1;  ///< of Role::kEpoch
  bool zoned = true;      ///< the text says its offset from UTC, or needs none
};

/// How text of this format is read; nullopt when it cannot be.
std::optional<TimeReading> time_reading(std::string_view format);

/// How often `text` stands in a time of this format, whatever the time (a month's name or a digit
/// never counts): so many must be passed over to find the time's end.
std::size_t times_inside(std::string_view format, std::string_view text);

}  // namespace logscan::pattern
