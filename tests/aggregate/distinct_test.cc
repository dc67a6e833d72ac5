#include "aggregate/distinct.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "record/string_pool.h"
#include "text/hash_bytes.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using Hashes = std::vector<std::uint64_t>;

// Hash number i of a seed: well mixed, and no two alike, since every step can be undone
// (the finalizer of SplitMix64).
std::uint64_t hash_of(std::uint64_t seed, std::uint64_t i) {
  std::uint64_t x = (seed << 32) + i;
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
  x = (x ^ x >> 27) * 0x94d049bb133111ebu;
  return x ^ x >> 31;
}

Distinct counted(const Hashes& hashes) {
  Distinct distinct;
  for (const std::uint64_t hash : hashes)
    distinct.add(hash);
  return distinct;
}

Distinct counted(std::uint64_t seed, std::uint64_t size) {
  Distinct distinct;
  for (std::uint64_t i = 0; i < size; ++i)
    distinct.add(hash_of(seed, i));
  return distinct;
}

TEST(Distinct, CountsNothing) {
  const Distinct none;
  EXPECT_EQ(none.count(), 0u);
  EXPECT_TRUE(none.exact());
  EXPECT_EQ(none.error(), 0);
  EXPECT_EQ(none.memory(), sizeof(Distinct));
}

TEST(Distinct, CountsEachHashOnce) {
  EXPECT_EQ(counted({0}).count(), 1u);
  EXPECT_EQ(counted({0, 0, UINT64_MAX, 0, UINT64_MAX, 1}).count(), 3u);
  EXPECT_NE(counted({5}), counted({6}));
  Distinct distinct = counted(1, Distinct::kMostExact);
  for (std::uint64_t i = 0; i < Distinct::kMostExact; ++i)
    distinct.add(hash_of(1, i));
  EXPECT_TRUE(distinct.exact());
  EXPECT_EQ(distinct, counted(1, Distinct::kMostExact));
}

// Off by at most four standard errors each time; and on the whole by no more than one, nor to one
// side (but for 1,001, since it is known to be no less).
TEST(Distinct, KeepsItsBound) {
  const struct {
    std::uint64_t size;
    std::uint64_t seeds;
  } rows[] = {{0, 1000},    {1, 1000},    {999, 1000},   {1000, 1000}, {1001, 1000},
              {5000, 1000}, {40000, 200}, {100000, 100}, {1000000, 20}};
  for (const auto& row : rows) {
    SCOPED_TRACE(std::to_string(row.size) + " hashes");
    const auto size = static_cast<double>(row.size);
    const auto seeds = static_cast<double>(row.seeds);
    double off = 0;
    double squares = 0;
    for (std::uint64_t seed = 0; seed < row.seeds; ++seed) {
      const Distinct distinct = counted(seed, row.size);
      const double error = static_cast<double>(distinct.count()) - size;
      ASSERT_EQ(distinct.exact(), row.size <= Distinct::kMostExact);
      ASSERT_LE(std::abs(error), distinct.error() * size) << "seed " << seed;
      off += error / std::max(size, 1.0);
      squares += error * error / std::max(size * size, 1.0);
    }
    const double standard_error = Distinct::kRelativeError / 4;
    EXPECT_LE(std::sqrt(squares / seeds), standard_error * 1.1);
    if (row.size == Distinct::kMostExact + 1) continue;
    EXPECT_LE(std::abs(off / seeds), standard_error * 4 / std::sqrt(seeds));
  }
}

TEST(Distinct, CountsStringsByTheirHash) {
  for (const std::uint64_t size : {500u, 3000u, 200000u}) {
    Distinct paths;
    Distinct clients;
    for (std::uint64_t i = 0; i < size; ++i) {
      paths.add(hash_bytes("/products/" + std::to_string(i)));
      clients.add(hash_bytes("2001:db8::" + std::to_string(i % 9999) + ":" + std::to_string(i)));
    }
    for (const Distinct& distinct : {paths, clients}) {
      const double error = static_cast<double>(distinct.count()) - static_cast<double>(size);
      EXPECT_LE(std::abs(error), distinct.error() * static_cast<double>(size)) << size;
    }
  }
}

// These numbers hold on every machine.
TEST(Distinct, IsTheSameEverywhere) {
  const struct {
    std::uint64_t size;
    std::uint64_t count;
  } rows[] = {{1000, 1000}, {1001, 1002}, {5000, 5060}, {100000, 99928}, {1000000, 1008252}};
  for (const auto& row : rows)
    EXPECT_EQ(counted(77, row.size).count(), row.count) << row.size;
}

// Any split, with repeats and in any order, gives the same state and so the same results.
TEST(Distinct, IsTheSameForAnySplitAndOrder) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    std::mt19937_64 random(seed);
    const std::uint64_t sizes[] = {random() % 20, 990 + random() % 21, 1000, 1001, random() % 4000};
    const std::uint64_t size = sizes[seed % std::size(sizes)];
    const Distinct whole = counted(seed, size);
    Hashes hashes;
    for (std::uint64_t i = 0; i < size; ++i)
      hashes.insert(hashes.end(), 1 + random() % 2, hash_of(seed, i));
    std::shuffle(hashes.begin(), hashes.end(), random);
    EXPECT_EQ(counted(hashes), whole);
    std::vector<Distinct> parts(2 + random() % 6);
    for (const std::uint64_t hash : hashes)
      parts[random() % (parts.size() - 1)].add(hash);  // the last is empty
    std::shuffle(parts.begin(), parts.end(), random);
    while (parts.size() > 1) {  // any two next, in any order
      std::swap(parts[random() % (parts.size() - 1)], parts[parts.size() - 2]);
      parts[parts.size() - 2].merge(parts.back());
      parts.pop_back();
    }
    EXPECT_EQ(parts.front(), whole);
    EXPECT_EQ(parts.front().exact(), size <= Distinct::kMostExact);
    EXPECT_EQ(parts.front().count(), whole.count());
    EXPECT_EQ(parts.front().memory(), whole.memory());
    if (HasFailure()) FAIL() << "seed " << seed << ", " << size << " hashes";
  }
}

TEST(Distinct, MergesAnEstimateWithAnyOther) {
  for (const std::uint64_t size : {0u, 1u, 1000u, 1001u, 50000u}) {
    const Distinct large = counted(1, 30000);
    const Distinct other = counted(2, size);
    Distinct forward = large;
    forward.merge(other);
    Distinct backward = other;
    backward.merge(large);
    Distinct one_pass = large;
    for (std::uint64_t i = 0; i < size; ++i)
      one_pass.add(hash_of(2, i));
    EXPECT_EQ(forward, one_pass) << size;
    EXPECT_EQ(backward, one_pass) << size;
    Distinct itself = other;
    itself.merge(itself);
    EXPECT_EQ(itself, other) << size;
  }
}

// Hashes that no hash function gives: everything stays in bounds, and there is an answer.
TEST(Distinct, TakesHashesOfAnyKind) {
  Distinct low;
  Distinct zeros;
  Distinct nearly_zeros;
  Distinct high;
  for (std::uint64_t i = 0; i < 2 * Distinct::kRegisters; ++i) {
    low.add(i);
    zeros.add(i << 50);
    nearly_zeros.add(i << 50 | 1);
    high.add(UINT64_MAX - i);
  }
  EXPECT_EQ(low.count(), Distinct::kMostExact + 1);  // known to be more, whatever the estimate
  EXPECT_EQ(high.count(), Distinct::kMostExact + 1);
  EXPECT_GT(zeros.count(), std::uint64_t{1} << 60);
  EXPECT_NE(zeros, nearly_zeros);
}

TEST(Distinct, IsSmall) {
  EXPECT_LE(sizeof(Distinct), 48u);
  EXPECT_EQ(counted({7, 7}).memory(), sizeof(Distinct) + 16);
  EXPECT_EQ(counted(1, 5).memory(), sizeof(Distinct) + 64);
  EXPECT_EQ(counted(1, 1000).memory(), sizeof(Distinct) + 8 * 1024);
  EXPECT_EQ(counted(1, 1001).memory(), sizeof(Distinct) + 16 * 1024);
}

}  // namespace
}  // namespace logscan
