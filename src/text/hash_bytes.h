#pragma once

#include <cstdint>
#include <string_view>

namespace logscan {

/// Returns the 64-bit hash of a string, the same in every run on every machine (XXH3). For what is
/// stored, printed or sketched; not for hash tables, since anybody can choose strings of one hash.
std::uint64_t hash_bytes(std::string_view bytes);

}  // namespace logscan
