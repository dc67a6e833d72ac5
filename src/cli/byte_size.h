#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace logscan::cli {

/// Parses a whole number that may end in K, M, G, T (powers of 1000) or Ki, Mi, Gi, Ti (powers of
/// 1024). Returns nullopt for anything else, and for numbers beyond 64 bits.
std::optional<std::uint64_t> byte_size(std::string_view text);

/// Parses a whole number of digits alone.
std::optional<std::uint64_t> whole_number(std::string_view text);

}  // namespace logscan::cli
