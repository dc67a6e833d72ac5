#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "logscan/log_format.h"
#include "logscan/status.h"

/// The orders that all reports share.
namespace logscan::detail {

/// The codes with a count, ascending; `-1` and then `-` come last.
std::vector<StatusCode> codes_seen(const std::array<std::uint64_t, kStatusCodes>& counts);

/// The log formats with lines, most lines first, then in the table's order.
std::vector<LogFormat> formats_by_lines(const std::array<std::uint64_t, kLogFormats>& lines);

}  // namespace logscan::detail
