#include "aggregate/spilled_rows.h"

#include <filesystem>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "logscan/query_spec.h"
#include "support/temp_folder.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using Rows = SpilledRows::Rows;

constexpr std::size_t kSpillAny = std::numeric_limits<std::size_t>::max();

/// Everything that was added to rows: lines and bytes by key.
using SpilledSums = std::map<std::string, std::pair<std::uint64_t, std::uint64_t>>;
using SpilledList = std::vector<std::pair<std::string, std::pair<std::uint64_t, std::uint64_t>>>;

void add_spilled(const std::string& key, std::uint64_t bytes, Rows& rows, SpilledSums& truth) {
  LogLine line;
  line.status = 200;
  line.bytes = bytes;
  rows.row(key, table_hash(key)).add(line, MeasureNeeds());
  ++truth[key].first;
  truth[key].second += bytes;
}

SpilledList visited_rows(const SpilledRows& spilled, const Rows& rest, bool by_key = false) {
  SpilledList all;
  const auto visit = [&](std::string_view key, RowMeasures& row) {
    all.push_back({std::string(key), {row.count, row.bytes}});
  };
  by_key ? spilled.each_by_key(rest, visit) : spilled.each(rest, visit);
  return all;
}

SpilledList sums_in_order(const SpilledSums& truth) {
  return {truth.begin(), truth.end()};
}

// Keys with a common front or none, the empty one, those of zeros, and long ones.
std::string key_of_any_bytes(std::mt19937_64& random, const std::string& front) {
  const std::size_t size = random() % 8 == 0 ? random() % 100'000 : random() % 12;
  std::string key = front;
  for (std::size_t i = 0; i < size; ++i)
    key += static_cast<char>(random() % 3 == 0 ? 0 : "\x01z\xff"[random() % 3]);
  return key;
}

TEST(SpilledRows, VisitsEachKeyOnceInOrder) {
  const test::TempFolder folder;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    std::mt19937_64 random(seed);
    const std::string front = seed % 2 == 0 ? "" : "/a/common/front/";
    SpilledSums truth;
    SpilledRows spilled({folder.path()});
    Rows rows(kSpillAny);
    for (std::size_t runs = random() % 200; runs > 0; --runs) {
      for (std::size_t lines = random() % 6; lines > 0; --lines)
        add_spilled(key_of_any_bytes(random, front), random() % 1000, rows, truth);
      if (random() % 4 == 0) continue;
      spilled.add(rows);
      rows.clear();
    }
    ASSERT_EQ(visited_rows(spilled, rows), sums_in_order(truth)) << seed;
    ASSERT_EQ(visited_rows(spilled, rows, true), sums_in_order(truth)) << seed;
    ASSERT_EQ(spilled.count(rows), truth.size()) << seed;

    SpilledRows both({folder.path()});
    both.add(rows);
    both.add(spilled);
    ASSERT_EQ(visited_rows(both, Rows(kSpillAny)), sums_in_order(truth)) << seed;
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(SpilledRows, KeepsGroupsOfASeriesTogether) {
  const test::TempFolder folder;
  std::mt19937_64 random(1);
  SpilledSums truth;
  SpilledRows spilled({folder.path(), {}, 0, 2});
  Rows rows(20'000);
  for (int i = 0; i < 3000; ++i) {
    const std::string start = {static_cast<char>(random() % 3), static_cast<char>(random() % 256)};
    add_spilled(start + "group" + std::to_string(random() % 50), 1, rows, truth);
    if (rows.memory() < 15'000) continue;
    spilled.add(rows);
    rows.clear();
  }
  const auto all = visited_rows(spilled, rows);
  ASSERT_EQ(all.size(), truth.size());
  for (std::size_t i = 1; i < all.size(); ++i) {
    const auto turned = [](const std::string& key) { return std::pair(key.substr(2), key); };
    ASSERT_LT(turned(all[i - 1].first), turned(all[i].first));
  }
  EXPECT_EQ(visited_rows(spilled, rows, true), sums_in_order(truth));
}

TEST(SpilledRows, WritesEachRowOnceForEachLevel) {
  const test::TempFolder folder;
  SpilledSums truth;
  SpilledRows spilled({folder.path()});
  std::uint64_t once = 0;
  for (int i = 0; i < 200; ++i) {
    Rows rows(kSpillAny);
    add_spilled("key " + std::to_string(i), 1, rows, truth);
    spilled.add(rows);
    if (i == 62) once = spilled.bytes_written();
  }
  EXPECT_EQ(visited_rows(spilled, Rows(kSpillAny)), sums_in_order(truth));
  EXPECT_GT(spilled.bytes_written(), once * 4);
  EXPECT_LT(spilled.bytes_written(), once * 7);
}

TEST(SpilledRows, NamesTheFolder) {
  SpilledSums truth;
  Rows rows(kSpillAny);
  add_spilled("key", 1, rows, truth);
  SpilledRows spilled({"/nowhere\n"});
  try {
    spilled.add(rows);
    FAIL() << "no SpillError";
  } catch (const SpillError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot create a temporary file in /nowhere\\x0a: No such file or directory");
  }
}

}  // namespace
}  // namespace logscan
