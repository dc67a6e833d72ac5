#pragma once

#include <cstdint>

namespace logscan {

/// Seconds of a day on which the clock does not change.
inline constexpr std::int64_t kDay = 86400;

}  // namespace logscan
