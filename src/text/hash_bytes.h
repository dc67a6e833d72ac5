#pragma once

#include <cstdint>
#include <string_view>

namespace logscan {

/// Returns the 64-bit hash (XXH3) of a string, the same in every run on every machine. Use it for
/// data that is stored, printed or sketched. Do not use it for hash tables, since attackers can
/// choose strings with equal hashes.
std::uint64_t hash_bytes(std::string_view bytes);

}  // namespace logscan
