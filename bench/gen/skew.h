#pragma once

#include <cstdint>
#include <vector>

#include "gen/random.h"

namespace logscan::gen {

/// Draws ranks in [0, size) with weight 1 / (rank + 1 + flat): Zipf's law with a flattened head.
/// Uses an alias table of integers, so a draw costs one random number and one look-up.
class Skew {
 public:
  /// `size` is 1 to 2^20.
  Skew(std::uint32_t size, std::uint32_t flat);

  std::uint32_t pick(Rng& rng) const {
    const std::uint64_t r = rng.next();
    const auto i = static_cast<std::uint32_t>(((r >> 32) * slots_.size()) >> 32);
    const Slot& slot = slots_[i];
    return static_cast<std::uint32_t>(r) < slot.keep ? i : slot.other;
  }

 private:
  struct Slot {
    std::uint32_t keep;   ///< 2^32 times the probability of this slot's own rank.
    std::uint32_t other;  ///< The other rank of this slot.
  };

  std::vector<Slot> slots_;
};

}  // namespace logscan::gen
