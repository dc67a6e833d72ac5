#pragma once

#include <cstdint>
#include <string>

namespace logscan::detail {

/// Appends the decimal digits.
void append_number(std::string& to, std::uint64_t value);

/// Appends a duration as seconds, exactly: `0.012`, `-1.5`, `3`; at most nine decimals, none that
/// is a trailing zero.
void append_seconds(std::string& to, std::int64_t nanoseconds);

}  // namespace logscan::detail
