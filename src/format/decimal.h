#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace logscan {

/// Parses a decimal number (`-12.5e3`: digits with at most one point, then perhaps an exponent) and
/// returns it times ten to the power `power`, rounded down. Exact, because it works on the digits:
/// 0.3 s are 300,000,000 ns. Returns nullopt when the text is not such a number or the result
/// exceeds 64 bits.
std::optional<std::int64_t> scaled_decimal(std::string_view text, int power);

/// Accepts digits, perhaps with a point and more digits.
bool is_decimal(std::string_view text);

}  // namespace logscan
