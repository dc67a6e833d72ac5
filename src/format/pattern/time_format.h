#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "format/pattern/role.h"

/// Time formats: strftime's, and `%3` and `%6` for three and six digits of a fraction, so that
/// `%s%3` is a number of milliseconds.
namespace logscan::pattern {

struct TimeReading {
  Role role = Role::kTime;
  std::int64_t unit = 1;  ///< of Role::kEpoch
  bool zoned = true;      ///< the text includes its offset from UTC, or needs none
};

/// Returns how text in this format is read, or nullopt if it cannot be.
std::optional<TimeReading> time_reading(std::string_view format);

/// Returns how often `text` occurs in every time of this format (month names and digits never
/// count). That many occurrences are skipped to find the end of the time.
std::size_t times_inside(std::string_view format, std::string_view text);

}  // namespace logscan::pattern
