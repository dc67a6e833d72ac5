#include "aggregate/part_table.h"

#include <algorithm>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "record/table_hash.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using Table = GroupTable<GroupMeasures>;

auto part_rows_of(const Table& table) {
  std::vector<std::tuple<std::string, GroupMeasures, std::uint64_t>> rows;
  table.each([&](const Table::View& row) {
    rows.emplace_back(std::string(row.key), *row.measures, row.missed);
  });
  return rows;
}

std::string random_part_key(std::mt19937_64& random) {
  const std::string name = std::to_string(random() % (1u << (random() % 10)));
  return std::string(name.size() == 1 ? 0 : name.size() * 20, 'k') + name;
}

/// Merges parts into several tables of the run, in turn with the same rows in a GroupTable.
void check_parts(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const std::size_t budget = random() % 2 == 0 ? 1 << 24 : 300 + random() % 30'000;
  std::vector<PartTable<GroupMeasures>> workers;
  for (int i = 0; i < 2; ++i)
    workers.emplace_back(random() % 2 == 0 ? 1 << 24 : 0);
  std::vector<Table> merged;
  std::vector<Table> right;
  for (int i = 0; i < 2; ++i) {
    merged.emplace_back(budget);
    right.emplace_back(budget);
  }
  PartRows<GroupMeasures> rows;
  for (int part = 0; part < 20; ++part) {
    PartTable<GroupMeasures>& worker = workers[random() % 2];
    Table plain(1 << 24);
    for (std::size_t times = random() % 10; times > 0; --times) {
      std::vector<std::string> keys(1 + random() % worker.kMostAtOnce);
      std::generate(keys.begin(), keys.end(), [&] { return random_part_key(random); });
      const std::vector<std::string_view> views(keys.begin(), keys.end());
      const std::span<const std::uint32_t> found = worker.find_rows(views);
      for (std::size_t i = 0; i < keys.size(); ++i) {
        LogLine fields;
        fields.status = random() % 3 == 0 ? 404 : 200;
        if (random() % 2 == 0) fields.bytes = random() % 8;
        worker.measures(found[i]).add(fields);
        plain.row(keys[i], table_hash(keys[i])).add(fields);
      }
    }
    ASSERT_EQ(worker.size(), plain.size());
    worker.finish_part(rows);
    ASSERT_EQ(rows.size(), plain.size());
    ASSERT_EQ(rows.memory(), plain.memory());
    const std::size_t to = random() % 4 == 0 ? 1 : 0;
    if (random() % 8 == 0) {
      merged[to].clear();
      right[to].clear();
    }
    rows.merge_into(merged[to]);
    right[to].merge(plain);
    ASSERT_EQ(part_rows_of(merged[to]), part_rows_of(right[to]));
    ASSERT_EQ(merged[to].bound(), right[to].bound());
    ASSERT_EQ(merged[to].memory(), right[to].memory());
    ASSERT_EQ(merged[to].total(), right[to].total());
    rows.clear();
    if (random() % 2 == 0) worker.reuse(rows);
  }
}

TEST(PartTable, GivesTheRowsOfAGroupTable) {
  for (std::uint64_t seed = 0; seed < 200 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    check_parts(seed);
  }
}

TEST(PartTable, LetsPartsOutliveItsKeys) {
  PartTable<GroupMeasures> worker(0);
  std::vector<PartRows<GroupMeasures>> parts(5);
  for (std::size_t part = 0; part < parts.size(); ++part) {
    for (std::size_t i = 0; i < 1000; ++i) {
      const std::string key = std::string(part * 20, '/') + std::to_string(i);
      const std::string_view view = key;
      ++worker.measures(worker.find_rows({&view, 1})[0]).count;
    }
    worker.finish_part(parts[part]);
  }
  Table table(1 << 24);
  for (const PartRows<GroupMeasures>& part : parts)
    part.merge_into(table);
  EXPECT_EQ(table.size(), 5000u);
  EXPECT_EQ(table.total().count, 5000u);
}

}  // namespace
}  // namespace logscan
