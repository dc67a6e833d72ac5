#include "aggregate/quantiles.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace logscan {
namespace {

using Values = std::vector<std::uint64_t>;

constexpr std::size_t kShapes = 8;

// Values of one shape each, the way durations and sizes come.
std::uint64_t value_of(std::size_t shape, std::mt19937_64& random) {
  switch (shape) {
    case 0:  // about log-normal around a quarter of a second
      return (std::uint64_t{1} << (16 + std::popcount(random() & 0xffffff))) + random() % 65536;
    case 1:  // skewed: half of them 0, the rest over all sizes
      return random() % 2 == 0 ? 0 : random() >> (random() % 64);
    case 2:  // uniform, narrow
      return 5000000 + random() % 1000000;
    case 3:  // uniform over all
      return random();
    case 4:  // constant
      return 1234567;
    case 5:  // tiny
      return random() % 130;
    case 6:  // huge
      return (std::uint64_t{1} << 63) + random() % 1000;
    default:  // two humps far apart
      return random() % 3 == 0 ? random() % 300 : 30000000000 + random() % 5000000000;
  }
}

Values values_of(std::size_t shape, std::mt19937_64& random) {
  Values values(1 + random() % (1u << random() % 14));
  for (std::uint64_t& value : values)
    value = value_of(shape, random);
  return values;
}

Quantiles quantiles_of(const Values& values) {
  Quantiles quantiles;
  for (const std::uint64_t value : values)
    quantiles.add(value);
  return quantiles;
}

// The value of rank ceil(percent * n / 100).
std::uint64_t exact_percentile(const Values& ascending, std::size_t percent) {
  const std::size_t rank = (percent * ascending.size() + 99) / 100;
  return ascending[std::max(rank, std::size_t{1}) - 1];
}

void check_error(std::uint64_t found, std::uint64_t right) {
  const std::uint64_t off = found > right ? found - right : right - found;
  EXPECT_LE(off, right / 100) << found << " for " << right;
  EXPECT_TRUE(found == right || right >= Quantiles::kExactBelow) << found << " for " << right;
}

void check(const Quantiles& quantiles, Values values) {
  std::sort(values.begin(), values.end());
  Quantiles::Sum sum = 0;
  for (const std::uint64_t value : values)
    sum += value;
  EXPECT_EQ(quantiles.count(), values.size());
  EXPECT_TRUE(quantiles.sum() == sum);
  EXPECT_EQ(quantiles.min(), values.front());
  EXPECT_EQ(quantiles.max(), values.back());
  EXPECT_EQ(quantiles.quantile(0), values.front());
  EXPECT_EQ(quantiles.quantile(1), values.back());
  std::uint64_t last = 0;
  for (std::size_t percent = 0; percent <= 100; ++percent) {
    const std::uint64_t found = quantiles.quantile(static_cast<double>(percent) / 100).value();
    check_error(found, exact_percentile(values, percent));
    EXPECT_GE(found, last);
    EXPECT_GE(found, values.front());
    EXPECT_LE(found, values.back());
    last = found;
  }
}

TEST(Quantiles, AreNullWithoutValues) {
  Quantiles none;
  none.add(5, 0);
  EXPECT_EQ(none.count(), 0u);
  EXPECT_TRUE(none.sum() == 0);
  EXPECT_EQ(none.min(), std::nullopt);
  EXPECT_EQ(none.max(), std::nullopt);
  EXPECT_EQ(none.quantile(0.5), std::nullopt);
  EXPECT_EQ(none.memory(), sizeof(Quantiles));
  EXPECT_EQ(none, Quantiles());
}

TEST(Quantiles, TakeTheNearestRank) {
  Values values;
  for (std::uint64_t i = 1; i <= 100; ++i)
    values.push_back(i);
  const Quantiles hundred = quantiles_of(values);
  const Quantiles three = quantiles_of({10, 20, 30});
  const Quantiles inexact =
      quantiles_of({1000, 5000, 9000});  // only the first and the last are exact
  const struct {
    const Quantiles& quantiles;
    double q;
    std::uint64_t value;
  } rows[] = {
      {hundred, 0.07, 7},   // the double is above 7 / 100
      {hundred, 0.95, 95},  // and here below 95 / 100
      {hundred, 0.99, 99},
      {hundred, 0.990000001, 100},
      {hundred, 0.9900000001, 99},  // the tenth decimal does not count
      {hundred, 0.999, 100},
      {hundred, 0.001, 1},
      {hundred, 0, 1},
      {hundred, -1, 1},
      {hundred, 7, 100},
      {hundred, std::numeric_limits<double>::infinity(), 100},
      {hundred, std::nan(""), 1},
      {three, 0.333333333, 10},
      {three, 0.333333334, 20},
      {three, 0.5, 20},
      {three, 0.67, 30},
      {inexact, 0.33, 1000},
      {inexact, 0.34, 5024},
      {inexact, 0.67, 9000},
  };
  for (const auto& row : rows)
    EXPECT_EQ(row.quantiles.quantile(row.q), row.value) << row.q;
}

// The bound at both edges of every bucket, and beside them: between two values so far away that
// min() and max() do not help.
TEST(Quantiles, KeepTheirBoundInEveryBucket) {
  for (unsigned shift = 0; shift < 58; ++shift) {
    for (std::uint64_t leading = 64; leading < 128; ++leading) {
      const std::uint64_t edge = leading << shift;
      for (const std::uint64_t value : {edge - 1, edge, edge + 1}) {
        Quantiles quantiles = quantiles_of({0, value, UINT64_MAX});
        check_error(quantiles.quantile(0.5).value(), value);
      }
    }
  }
  for (std::uint64_t value = 0; value < 1000; ++value)
    check_error(quantiles_of({0, value, UINT64_MAX}).quantile(0.5).value(), value);
}

TEST(Quantiles, KeepTheirBoundForAnyValues) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    std::mt19937_64 random(seed);
    const Values values = values_of(seed % kShapes, random);
    check(quantiles_of(values), values);
    if (HasFailure()) FAIL() << "seed " << seed;
  }
}

// These numbers hold on every machine.
TEST(Quantiles, AreTheSameEverywhere) {
  const struct {
    std::uint64_t value;
    std::uint64_t middle;
  } rows[] = {{127, 127},
              {128, 129},
              {129, 129},
              {1000, 1004},
              {1007, 1004},
              {250000000, 250609664},
              {std::uint64_t{1} << 63, (std::uint64_t{1} << 63) + (std::uint64_t{1} << 56)},
              {UINT64_MAX - 1, UINT64_MAX - (std::uint64_t{1} << 56) + 1}};
  for (const auto& row : rows)
    EXPECT_EQ(quantiles_of({0, row.value, UINT64_MAX}).quantile(0.5), row.middle) << row.value;
}

TEST(Quantiles, AreTheSameForAnySplitAndOrder) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    std::mt19937_64 random(seed);
    const Values values = values_of(seed % kShapes, random);
    const Quantiles whole = quantiles_of(values);
    std::vector<Quantiles> parts(2 + random() % 6);
    for (const std::uint64_t value : values)
      parts[random() % (parts.size() - 1)].add(value);  // the last is empty
    std::shuffle(parts.begin(), parts.end(), random);
    while (parts.size() > 1) {  // any two next, in any order
      std::swap(parts[random() % (parts.size() - 1)], parts[parts.size() - 2]);
      parts[parts.size() - 2].merge(parts.back());
      parts.pop_back();
    }
    EXPECT_EQ(parts.front(), whole);
    EXPECT_EQ(parts.front().memory(), whole.memory());
    Values again = values;
    std::sort(again.begin(), again.end());
    EXPECT_EQ(quantiles_of(again), whole);
    std::reverse(again.begin(), again.end());
    EXPECT_EQ(quantiles_of(again), whole);
    if (HasFailure()) FAIL() << "seed " << seed;
  }
}

TEST(Quantiles, CountManyAtOnceAsOneByOne) {
  std::mt19937_64 random(3);
  Quantiles at_once;
  Quantiles one_by_one;
  for (int i = 0; i < 2000; ++i) {
    const std::uint64_t value = value_of(static_cast<std::size_t>(i) % kShapes, random);
    const std::uint64_t count = random() % 4;
    at_once.add(value, count);
    for (std::uint64_t n = 0; n < count; ++n)
      one_by_one.add(value);
  }
  EXPECT_EQ(at_once, one_by_one);
}

TEST(Quantiles, TellDifferentValuesApart) {
  const Quantiles one = quantiles_of({1000, 2000});
  EXPECT_NE(one, quantiles_of({1000, 2000, 2000}));
  EXPECT_NE(one, quantiles_of({1000, 2048}));
  EXPECT_NE(one, Quantiles());
}

TEST(Quantiles, MergeWithThemselves) {
  std::mt19937_64 random(4);
  for (const std::size_t shape : {0u, 1u, 2u, 5u}) {
    Values values;
    for (int i = 0; i < 700; ++i)
      values.push_back(value_of(shape, random));
    Quantiles doubled = quantiles_of(values);
    doubled.merge(doubled);
    values.insert(values.end(), values.begin(), values.end());
    EXPECT_EQ(doubled, quantiles_of(values));
  }
}

TEST(Quantiles, SumBeyond64Bits) {
  Quantiles quantiles;
  quantiles.add(UINT64_MAX, Quantiles::kMostValues);
  EXPECT_TRUE(quantiles.sum() == Quantiles::Sum{UINT64_MAX} * Quantiles::kMostValues);
  EXPECT_EQ(quantiles.quantile(0.5), UINT64_MAX);
}

TEST(Quantiles, IgnoreValuesBeyondTheLimit) {
  Quantiles quantiles;
  quantiles.add(7, Quantiles::kMostValues - 2);
  quantiles.add(9, 3);
  quantiles.add(9, UINT64_MAX);
  EXPECT_EQ(quantiles.max(), 7u);
  quantiles.add(9, 2);
  EXPECT_EQ(quantiles.count(), Quantiles::kMostValues);
  const Quantiles full = quantiles;
  quantiles.add(11);
  quantiles.merge(quantiles_of({11}));
  quantiles.merge(full);
  EXPECT_EQ(quantiles, full);
  EXPECT_EQ(quantiles.quantile(0.999999999), 7u);
  EXPECT_EQ(quantiles.quantile(1), 9u);
}

TEST(Quantiles, AreSmall) {
  EXPECT_LE(sizeof(Quantiles), 80u);
  EXPECT_EQ(quantiles_of({0}).memory(), sizeof(Quantiles) + 16);
  EXPECT_EQ(quantiles_of({0, 0, UINT64_MAX}).memory(), sizeof(Quantiles) + 16);
  EXPECT_EQ(quantiles_of({1, 2, 3, 900, 1000000}).memory(), sizeof(Quantiles) + 64);
  std::mt19937_64 random(6);
  for (std::size_t shape = 0; shape < kShapes; ++shape) {
    Quantiles quantiles;
    Values values;
    for (int i = 0; i < 20000; ++i) {
      quantiles.add(values.emplace_back(value_of(shape, random)));
      if (i == 9) {
        EXPECT_LE(quantiles.memory(), sizeof(Quantiles) + 128);
      }
    }
    EXPECT_LE(quantiles.memory(), sizeof(Quantiles) + 30 * 1024) << shape;
    check(quantiles, values);
  }
}

// One far value must not blow up what holds a few near ones, whenever it comes.
TEST(Quantiles, StaySmallWithStrayValues) {
  Values near;
  for (std::uint64_t i = 0; i < 60; ++i)
    near.push_back(1000000 + i * 16384);
  const std::size_t before = quantiles_of(near).memory();
  EXPECT_EQ(before, sizeof(Quantiles) + 128 * sizeof(std::uint64_t));  // two powers of two, dense
  Values stray_last = near;
  stray_last.push_back(UINT64_MAX);
  Values stray_first = stray_last;
  std::rotate(stray_first.begin(), stray_first.end() - 1, stray_first.end());
  EXPECT_EQ(quantiles_of(stray_last), quantiles_of(stray_first));
  EXPECT_LE(quantiles_of(stray_last).memory(), before);
  check(quantiles_of(stray_last), stray_last);
}

}  // namespace
}  // namespace logscan
