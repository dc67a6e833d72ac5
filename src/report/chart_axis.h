#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/document.h"

/// Where the axes of a chart have ticks, and what stands beside them.
namespace logscan::detail {

/// A tick of the time axis.
struct TimeTick {
  std::size_t bucket = 0;
  std::string time;  ///< `14:00`; empty if buckets are days or longer
  std::string date;  ///< `Mar 28`, where it differs from that of the tick before
};

/// Returns at most `most` ticks, at round times, for buckets of `every` seconds.
std::vector<TimeTick> time_ticks(const std::vector<LogTime>& starts, std::uint64_t every,
                                 std::size_t most);

/// Returns the distance between ticks of a value axis from 0 to `peak`: 1, 2 or 5 and zeros.
std::uint64_t value_step(std::uint64_t peak);

/// Returns a number that fits beside a tick: `1.5M`, `200k`.
std::string short_number(std::uint64_t value);

}  // namespace logscan::detail
