#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace logscan {

/// What a key counts, and what it costs to keep.
struct Weighed {
  std::uint64_t count;
  std::size_t weight;
};

/// The smallest count of which the keys above it weigh no more than `room`; 0 where all of them
/// fit. Reorders `keys`. In linear time on average.
std::uint64_t cut_count(std::span<Weighed> keys, std::size_t room);

}  // namespace logscan
