#include "gen/skew.h"

#include <limits>

namespace logscan::gen {

Skew::Skew(std::uint32_t size, std::uint32_t flat) {
  // Weights are below 2^25 and ranks at most 2^20, so weight * size < 2^45. A weight below the mean
  // is below the sum, which is under 2^30, so its shift by 32 also fits in 64 bits.
  std::vector<std::uint64_t> scaled(size);
  std::uint64_t sum = 0;
  for (std::uint32_t rank = 0; rank < size; ++rank) {
    const std::uint64_t weight = (std::uint64_t{1} << 24) / (rank + 1 + flat) + 1;
    sum += weight;
    scaled[rank] = weight * size;
  }
  std::vector<std::uint32_t> small;
  std::vector<std::uint32_t> large;
  for (std::uint32_t rank = 0; rank < size; ++rank) {
    (scaled[rank] < sum ? small : large).push_back(rank);
  }
  slots_.resize(size);
  for (std::uint32_t rank = 0; rank < size; ++rank) {
    slots_[rank] = {std::numeric_limits<std::uint32_t>::max(), rank};
  }
  while (!small.empty() && !large.empty()) {
    const std::uint32_t poor = small.back();
    const std::uint32_t rich = large.back();
    small.pop_back();
    slots_[poor] = {static_cast<std::uint32_t>((scaled[poor] << 32) / sum), rich};
    scaled[rich] -= sum - scaled[poor];
    if (scaled[rich] < sum) {
      large.pop_back();
      small.push_back(rich);
    }
  }
}

}  // namespace logscan::gen
