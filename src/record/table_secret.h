#pragma once

#include <array>
#include <cstdint>

namespace logscan {

/// The random numbers that table_hash() depends on.
struct TableSecret {
  std::array<unsigned char, 192> key{};  ///< as long as XXH3's own secret
  std::uint64_t multiplier = 1;          ///< odd
};

/// Draws a secret from the kernel's random numbers. Throws std::system_error if there are none.
TableSecret draw_table_secret();

/// Replaces the secret of the process, for tests. No hash table may exist at that time.
void replace_table_secret(const TableSecret& secret);

}  // namespace logscan
