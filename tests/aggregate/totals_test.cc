#include "aggregate/totals.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

#include "text/byte_reader.h"
#include "text/byte_writer.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(Totals, AnySplitGivesTheSame) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::uint64_t> values(random() % 20);
    for (std::uint64_t& value : values)
      value = random() >> (random() % 32);
    Totals all;
    Totals parts[3];
    for (const std::uint64_t value : values) {
      EXPECT_TRUE(all.add(value));
      parts[random() % 3].add(value);
    }
    Totals merged = parts[2];
    EXPECT_TRUE(merged.merge(parts[0]) && merged.merge(parts[1]));
    EXPECT_EQ(merged, all);
    EXPECT_EQ(all.count(), values.size());
    EXPECT_TRUE(all.sum() == std::accumulate(values.begin(), values.end(), std::uint64_t{0}));
    if (values.empty()) {
      EXPECT_FALSE(all.min() || all.max());
    } else {
      EXPECT_EQ(all.min(), *std::min_element(values.begin(), values.end()));
      EXPECT_EQ(all.max(), *std::max_element(values.begin(), values.end()));
    }
    ByteWriter to;
    all.write(to);
    const std::string bytes = to.release();
    ByteReader from(bytes);
    EXPECT_EQ(Totals::read(from), all);
    EXPECT_TRUE(from.at_end());
  }
}

TEST(Totals, LeavesOutValuesThatDoNotFit) {
  Totals all;
  EXPECT_FALSE(all.add(1, 0));
  EXPECT_TRUE(all.add(UINT64_MAX, Totals::kMostValues));
  EXPECT_FALSE(all.add(1));
  Totals one;
  one.add(1);
  EXPECT_FALSE(all.merge(one));
  EXPECT_EQ(all.count(), Totals::kMostValues);
  EXPECT_TRUE(all.sum() == Totals::Sum{UINT64_MAX} * Totals::kMostValues);
}

TEST(Totals, RefusesBytesThatContradictThemselves) {
  for (const std::uint64_t sum : {std::uint64_t{5}, std::uint64_t{21}}) {
    ByteWriter to;
    for (const std::uint64_t number : {std::uint64_t{2}, std::uint64_t{3}, std::uint64_t{10}})
      to.number(number);  // two values from 3 to 10
    to.number(0);
    to.word(sum);
    const std::string bytes = to.release();
    ByteReader from(bytes);
    EXPECT_THROW(Totals::read(from), BytesError) << sum;
  }
}

}  // namespace
}  // namespace logscan
