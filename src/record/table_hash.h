#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace logscan {

/// The position of a key in the hash tables of this process.
///
/// Attackers write log bytes, so they could fill one slot with keys of their choice and make every
/// search walk through all of them. The bits therefore depend on random numbers that each process
/// draws when it starts (I16). Nothing that is stored, printed, ordered or sketched may depend on
/// them: use hash_bytes() for that.
struct TableHash {
  std::uint32_t bits = 0;

  friend bool operator==(TableHash, TableHash) = default;
};

/// Returns the hash of `key`, the same throughout a process.
TableHash table_hash(std::string_view key);

/// Returns how many slots are probed when every entry of an open-addressed table with linear
/// probing is searched once. `slots` is a power of two. `home(slot)` returns a pointer to the hash
/// of the entry in a slot, or null if the slot is free.
template <class Home>
std::size_t search_steps(std::size_t slots, Home home) {
  std::size_t steps = 0;
  for (std::size_t slot = 0; slot < slots; ++slot) {
    if (const auto hash = home(slot)) steps += ((slot - hash->bits) & (slots - 1)) + 1;
  }
  return steps;
}

/// Doubles the slots of such a table, or makes `first` of them. A slot holds a hash, then 32 bits
/// that are not all zero; 0 is free. Takes the hashes from the old slots in their order, so that
/// hardly any access misses the caches.
void grow_slots(std::vector<std::uint64_t>& slots, std::size_t first);

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
