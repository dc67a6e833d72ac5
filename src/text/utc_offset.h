#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace logscan {

/// `+02:00` or `-0330` as seconds; hours to 23, minutes to 59. Nothing for all else.
std::optional<std::int32_t> parse_utc_offset(std::string_view text);

}  // namespace logscan
