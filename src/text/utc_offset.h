#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace logscan {

/// Parses `+02:00` or `-0330` and returns seconds. Hours go to 23, minutes to 59. Returns nullopt
/// for anything else.
std::optional<std::int32_t> parse_utc_offset(std::string_view text);

}  // namespace logscan
