#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "logscan/log_format.h"
#include "logscan/status.h"

/// The order of status codes and log formats, the same in all reports.
namespace logscan::detail {

/// Returns the codes whose count is not zero, in ascending order; `-1` and then `-` come last.
std::vector<StatusCode> codes_seen(const std::array<std::uint64_t, kStatusCodes>& counts);

/// Returns the log formats that have lines, most lines first; ties keep the order of the enum.
std::vector<LogFormat> formats_by_lines(const std::array<std::uint64_t, kLogFormats>& lines);

}  // namespace logscan::detail
