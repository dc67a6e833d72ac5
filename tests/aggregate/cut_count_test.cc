#include "aggregate/cut_count.h"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace logscan {
namespace {

std::size_t weight_above(const std::vector<Weighed>& keys, std::uint64_t count) {
  std::size_t weight = 0;
  for (const Weighed& key : keys)
    weight += key.count > count ? key.weight : 0;
  return weight;
}

TEST(CutCount, IsTheSmallestThatFits) {
  std::mt19937_64 random(11);
  for (int i = 0; i < 2000; ++i) {
    const std::uint64_t counts = 1 + random() % 30;
    std::vector<Weighed> keys;
    for (std::uint64_t k = random() % 40; k > 0; --k)
      keys.push_back({1 + random() % counts, 1 + random() % 100});
    const std::size_t room = random() % 2500;
    std::uint64_t wanted = 0;
    while (weight_above(keys, wanted) > room)
      ++wanted;
    ASSERT_EQ(cut_count(keys, room), wanted);
  }
}

}  // namespace
}  // namespace logscan
