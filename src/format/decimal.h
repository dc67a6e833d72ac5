#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace logscan {

/// A decimal number (`-12.5e3`: digits, at least one of them, with at most one point, then perhaps
/// an exponent) times ten to the power, rounded down to a whole number. Worked out from the digits,
/// so 0.3 s are 300,000,000 ns. nullopt when the text is no such number or the result is not within
/// 64 bits.
std::optional<std::int64_t> scaled_decimal(std::string_view text, int power);

}  // namespace logscan
