// Counts and sketches as bytes: objects that are read back continue like the originals.

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>

#include "aggregate/distinct.h"
#include "aggregate/minute_counts.h"
#include "aggregate/quantiles.h"
#include "aggregate/top_keys.h"
#include "record/table_hash.h"
#include "text/byte_reader.h"
#include "text/byte_writer.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

template <class Counts>
std::string bytes_of(const Counts& counts) {
  ByteWriter to;
  counts.write(to);
  return to.release();
}

template <class Counts>
Counts read_back(const std::string& bytes) {
  ByteReader from(bytes);
  Counts counts = Counts::read(from);
  EXPECT_TRUE(from.at_end());
  return counts;
}

TEST(KeptCounts, OfDistinctContinue) {
  std::mt19937_64 random(1);
  for (const std::size_t before : {0u, 1u, 999u, 1000u, 1001u, 30'000u}) {
    Distinct written;
    for (std::size_t i = 0; i < before; ++i)
      written.add(random());
    Distinct read = read_back<Distinct>(bytes_of(written));
    EXPECT_EQ(read, written);
    for (int i = 0; i < 1500; ++i) {
      const std::uint64_t hash = random();
      written.add(hash);
      read.add(hash);
    }
    EXPECT_EQ(read, written) << before;
  }
}

TEST(KeptCounts, OfQuantilesContinue) {
  std::mt19937_64 random(2);
  for (int round = 0; round < 300; ++round) {
    Quantiles written;
    const auto add = [&](Quantiles& to, std::uint64_t seed) {
      std::mt19937_64 values(seed);
      for (std::uint64_t i = values() % 200; i > 0; --i)
        to.add(values() >> values() % 64, 1 + values() % 3);
    };
    add(written, random());
    Quantiles read = read_back<Quantiles>(bytes_of(written));
    EXPECT_EQ(read, written);
    EXPECT_EQ(read.memory(), written.memory());
    const std::uint64_t seed = random();
    add(written, seed);
    add(read, seed);
    EXPECT_EQ(read, written);
  }
}

TEST(KeptCounts, OfMinutesKeepTheirUnit) {
  std::mt19937_64 random(3);
  for (const std::int64_t minutes : {1, 100, 65'536, 70'000, 3'000'000}) {
    MinuteCounts written;
    for (std::int64_t i = 0; i < std::min<std::int64_t>(minutes, 70'000); ++i) {
      const auto minute = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(minutes));
      written.add(minutes == 70'000 ? i : minute - minutes / 2, 1 + random() % 3, random() % 2);
    }
    const std::string bytes = bytes_of(written);
    const MinuteCounts read = read_back<MinuteCounts>(bytes);
    EXPECT_EQ(read.unit_seconds(), written.unit_seconds());
    EXPECT_EQ(read.requests(), written.requests());
    EXPECT_EQ(bytes_of(read), bytes);
  }
}

void add_random(TopKeys& keys, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (int i = 0; i < 4000; ++i) {
    const std::string key = "/" + std::to_string(random() % (1 + random() % 3000));
    keys.add({key, table_hash(key), static_cast<std::uint32_t>(random() % 3 * random() % 5), 1});
  }
}

TEST(KeptCounts, OfListsContinueEvenAsSketches) {
  std::size_t sketches = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const std::size_t budget = seed % 4 == 0 ? TopKeys::kDefaultBudget : 70'000 + seed * 1000;
    TopKeys written(budget);
    for (std::uint64_t i = 0; i < seed % 5; ++i)
      add_random(written, seed * 10 + i);
    const std::string bytes = bytes_of(written);
    TopKeys read(budget);
    ByteReader from(bytes);
    read.read(from);
    EXPECT_TRUE(from.at_end());
    EXPECT_TRUE(bytes_of(read) == bytes);
    add_random(written, seed + 1000);
    add_random(read, seed + 1000);
    EXPECT_TRUE(bytes_of(read) == bytes_of(written)) << seed;
    for (std::size_t list = 0; list < 9; ++list) {
      EXPECT_EQ(read.exact(list), written.exact(list));
      EXPECT_EQ(read.bound(list), written.bound(list));
      sketches += !read.exact(list);
    }
  }
  EXPECT_GT(sketches, 20u);
}

}  // namespace
}  // namespace logscan
