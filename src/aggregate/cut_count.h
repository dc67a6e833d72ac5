#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace logscan {

/// The count of a key and the memory it takes.
struct Weighed {
  std::uint64_t count;
  std::size_t weight;
};

/// Returns the smallest count such that the keys above it weigh no more than `room`; 0 if all keys
/// fit. Reorders `keys`. Takes linear time on average.
inline std::uint64_t cut_count(std::span<Weighed> keys, std::size_t room) {
  std::uint64_t count = 0;
  while (!keys.empty()) {
    const auto middle = keys.begin() + static_cast<std::ptrdiff_t>(keys.size() / 2);
    std::nth_element(keys.begin(), middle, keys.end(),
                     [](const Weighed& a, const Weighed& b) { return a.count > b.count; });
    std::size_t weight = 0;
    for (auto at = keys.begin(); at <= middle; ++at)
      weight += at->weight;
    const std::size_t front = static_cast<std::size_t>(middle - keys.begin());
    if (weight > room) {
      count = middle->count;
      keys = keys.first(front);
    } else {
      room -= weight;
      keys = keys.subspan(front + 1);
    }
  }
  return count;
}

}  // namespace logscan
