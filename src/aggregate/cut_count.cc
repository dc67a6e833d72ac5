#include "aggregate/cut_count.h"

#include <algorithm>

namespace logscan {

std::uint64_t cut_count(std::span<Weighed> keys, std::size_t room) {
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
