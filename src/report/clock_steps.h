#pragma once

#include <cstdint>

#include "logscan/log_time.h"

namespace logscan::detail {

/// Returns what a clock shows at a time, as seconds since its 1970-01-01.
inline std::int64_t clock_seconds(const LogTime& time) {
  return time.seconds + std::int64_t{time.offset_minutes} * 60;
}

/// Returns how many whole steps, of `by` above 0, fit into a value; rounds down below 0, too.
inline std::int64_t floor_div(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

}  // namespace logscan::detail
