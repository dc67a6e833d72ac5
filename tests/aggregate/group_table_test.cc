#include "aggregate/group_table.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "record/table_hash.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

/// GroupMeasures with the set of values, a stand-in for a sketch.
struct Valued : GroupMeasures {
  std::set<std::uint64_t> values;

  void merge(const Valued& other) {
    GroupMeasures::merge(other);
    values.insert(other.values.begin(), other.values.end());
  }
  std::size_t memory() const { return 40 * values.size(); }

  friend bool operator==(const Valued&, const Valued&) = default;
};

struct Line {
  std::string key;
  LogLine line;
};

std::vector<Line> random_lines(std::mt19937_64& random, std::size_t most) {
  std::vector<Line> lines(random() % most);
  for (Line& each : lines) {
    const std::string name = std::to_string(random() % (1u << (random() % 12)));
    each.key = std::string(name.size() % 2 == 0 ? 0 : name.size() * 9, 'k') + name;
    each.line.status = random() % 3 == 0 ? 404 : 200;
    if (random() % 2 == 0) each.line.bytes = random() % 8;
    if (random() % 2 == 0) each.line.time = LogTime{static_cast<std::int64_t>(random() % 9999), 60};
  }
  return lines;
}

void add_to(GroupMeasures& measures, const LogLine& line) {
  measures.add(line);
}
void add_to(Valued& measures, const LogLine& line) {
  measures.add(line);
  measures.values.insert(line.bytes.value_or(9));
}

template <class Measures>
void add_all(GroupTable<Measures>& table, const std::vector<Line>& lines) {
  for (const Line& each : lines)
    add_to(table.row(each.key, table_hash(each.key)), each.line);
}

template <class Measures>
using Truth = std::map<std::string, Measures>;

template <class Measures>
Truth<Measures> truth_of(const std::vector<Line>& lines) {
  Truth<Measures> truth;
  for (const Line& each : lines)
    add_to(truth[each.key], each.line);
  return truth;
}

template <class View>
bool by_count(const View& a, const View& b) {
  return a.count() > b.count();
}

template <class Measures>
auto all_of(const GroupTable<Measures>& table) {
  return table.top(table.size() + 1, by_count<typename GroupTable<Measures>::View>);
}

/// Rows as values: key, measures, missed.
template <class Measures>
auto rows_of(const GroupTable<Measures>& table) {
  std::vector<std::tuple<std::string, Measures, std::uint64_t>> rows;
  for (const auto& row : all_of(table))
    rows.emplace_back(std::string(row.key), *row.measures, row.missed);
  return rows;
}

/// Returns the weight of the lines if nothing is dropped.
template <class Measures>
std::size_t weight_of(const Truth<Measures>& truth) {
  std::size_t weight = 0;
  for (const auto& [key, measures] : truth)
    weight += key.size() + GroupTable<Measures>::kRowCost + measures.memory();
  return weight;
}

template <class Measures>
void check(const GroupTable<Measures>& table, const std::vector<Line>& lines, std::size_t budget) {
  Truth<Measures> truth = truth_of<Measures>(lines);
  Measures total;
  for (const auto& [key, measures] : truth)
    total.merge(measures);
  EXPECT_EQ(table.total(), total);
  EXPECT_EQ(table.exact(), weight_of(truth) <= budget);
  if (table.exact()) {
    EXPECT_EQ(table.bound(), 0u);
    EXPECT_EQ(table.size(), truth.size());
    EXPECT_EQ(table.memory(), weight_of(truth));
  }

  const auto rows = all_of(table);
  ASSERT_EQ(rows.size(), table.size());
  std::size_t kept = 0;
  for (const auto& row : rows) {
    const std::string key(row.key);
    ASSERT_TRUE(truth.contains(key));
    const Measures right = truth[key];
    EXPECT_LE(row.missed, table.bound());
    EXPECT_LE(row.measures->count, right.count);
    EXPECT_GE(row.count(), right.count);
    EXPECT_LE(row.measures->errors, right.errors);
    EXPECT_LE(row.measures->bytes, right.bytes);
    if (row.missed == 0) {
      EXPECT_EQ(*row.measures, right);
    }
    kept += row.key.size() + GroupTable<Measures>::kRowCost + row.measures->memory();
    truth.erase(key);
  }
  EXPECT_EQ(table.memory(), kept);
  for (const auto& [key, measures] : truth)
    EXPECT_LE(measures.count, table.bound());
}

template <class Measures>
void check_totals(const GroupTable<Measures>& table) {
  for (const std::size_t most : {std::size_t{0}, std::size_t{3}, table.size()}) {
    const auto rows = table.top(most, by_count<typename GroupTable<Measures>::View>);
    Measures sum = table.others(rows);
    for (const auto& row : rows)
      sum.merge(*row.measures);
    EXPECT_EQ(sum, table.total());
  }
}

template <class Measures>
int run_seeds(int seeds) {
  int sketched = 0;
  for (int seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(static_cast<std::uint64_t>(seed));
    const std::size_t budget = 400 + random() % 30000;
    const std::vector<Line> lines = random_lines(random, 3000);
    GroupTable<Measures> table(budget);
    GroupTable<Measures> again(budget);
    add_all(table, lines);
    add_all(again, lines);
    check(table, lines, budget);
    check_totals(table);
    EXPECT_EQ(rows_of(table), rows_of(again));
    EXPECT_EQ(table.bound(), again.bound());
    sketched += !table.exact();
    if (testing::Test::HasFailure()) break;
  }
  return sketched;
}

TEST(GroupTable, KeepsItsBoundsAndTotals) {
  EXPECT_GT(run_seeds<GroupMeasures>(200), 50);
}

TEST(GroupTable, CountsWhatTheMeasuresTakeAgainstTheBudget) {
  EXPECT_GT(run_seeds<Valued>(200), 50);
}

TEST(GroupTable, ExactnessDoesNotDependOnTheOrder) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    std::mt19937_64 random(seed);
    std::vector<Line> lines = random_lines(random, 300);
    const std::size_t weight = weight_of(truth_of<Valued>(lines));
    for (const bool fits : {true, false}) {
      if (weight == 0) continue;
      std::shuffle(lines.begin(), lines.end(), random);
      GroupTable<Valued> table(fits ? weight : weight - 1);
      add_all(table, lines);
      EXPECT_EQ(table.exact(), fits) << seed;
    }
  }
}

template <class Measures>
void check_merges(std::uint64_t seed, bool fits) {
  std::mt19937_64 random(seed);
  std::vector<Line> all;
  std::vector<std::vector<Line>> parts;
  for (int i = 0; i < 4; ++i) {
    parts.push_back(random_lines(random, 1500));
    all.insert(all.end(), parts.back().begin(), parts.back().end());
  }
  const std::size_t budget = fits ? weight_of(truth_of<Measures>(all)) : 500 + random() % 20000;
  std::vector<GroupTable<Measures>> tables;
  for (const std::vector<Line>& part : parts)
    add_all(tables.emplace_back(budget), part);
  GroupTable<Measures> forward(budget);
  GroupTable<Measures> backward(budget);
  GroupTable<Measures> pairs(budget);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    forward.merge(tables[i]);
    backward.merge(tables[parts.size() - 1 - i]);
  }
  check(forward, all, budget);
  check(backward, all, budget);
  tables[0].merge(tables[1]);
  tables[2].merge(tables[3]);
  pairs.merge(tables[0]);
  pairs.merge(tables[2]);
  check(pairs, all, budget);
  check_totals(pairs);
  if (fits) {
    GroupTable<Measures> one(budget);
    add_all(one, all);
    EXPECT_EQ(rows_of(forward), rows_of(one));
    EXPECT_EQ(rows_of(backward), rows_of(one));
    EXPECT_EQ(rows_of(pairs), rows_of(one));
  }
  // And on with it.
  const std::vector<Line> more = random_lines(random, 500);
  add_all(forward, more);
  all.insert(all.end(), more.begin(), more.end());
  check(forward, all, budget);
}

TEST(GroupTable, MergesExactPartsToWhatOnePassGives) {
  for (std::uint64_t seed = 0; seed < 50 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    check_merges<GroupMeasures>(seed, true);
    check_merges<Valued>(seed, true);
  }
}

TEST(GroupTable, MergesSketchesWithinTheirBounds) {
  for (std::uint64_t seed = 0; seed < 200 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    check_merges<GroupMeasures>(seed, false);
    check_merges<Valued>(seed, false);
  }
}

TEST(GroupTable, SelectsByAnyMeasureWithTiesByBytes) {
  using View = GroupTable<GroupMeasures>::View;
  std::mt19937_64 random(3);
  const std::vector<Line> lines = random_lines(random, 4000);
  GroupTable<GroupMeasures> table(1 << 24);
  add_all(table, lines);
  const auto by_errors = [](const View& a, const View& b) {
    return a.measures->errors > b.measures->errors;
  };
  std::vector<std::pair<std::uint64_t, std::string>> wanted;
  for (const auto& [key, measures] : truth_of<GroupMeasures>(lines))
    wanted.emplace_back(measures.errors, key);
  std::stable_sort(wanted.begin(), wanted.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  ASSERT_GT(wanted.size(), 50u);
  for (const std::size_t most : {0u, 1u, 10u, 50u, 100000u}) {
    const std::vector<View> rows = table.top(most, by_errors);
    ASSERT_EQ(rows.size(), std::min(most, wanted.size()));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      EXPECT_EQ(rows[i].key, wanted[i].second);
      EXPECT_EQ(rows[i].measures->errors, wanted[i].first);
    }
  }
}

TEST(GroupTable, FindsTheFrequentAmongMany) {
  GroupTable<GroupMeasures> table(20000);
  const auto add = [&table](const std::string& key) { ++table.row(key, table_hash(key)).count; };
  for (int i = 0; i < 30000; ++i) {
    add("rare" + std::to_string(i));
    if (i % 10 == 0) add("often" + std::to_string(i % 50));
    EXPECT_LE(table.memory(), 20000 + GroupTable<GroupMeasures>::kRowCost + 9);
  }
  EXPECT_FALSE(table.exact());
  for (const auto& row : table.top(5, by_count<GroupTable<GroupMeasures>::View>))
    EXPECT_TRUE(row.key.starts_with("often"));
}

TEST(GroupTable, RowsStayWhereTheyAreUntilTheNextCall) {
  GroupTable<GroupMeasures> table(1);  // too small for anything
  for (int i = 0; i < 100; ++i) {
    const std::string key = std::to_string(i % 7);
    GroupMeasures& row = table.row(key, table_hash(key));
    row.count += 2;
    EXPECT_FALSE(table.exact());
    const auto rows = all_of(table);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].key, key);
    EXPECT_EQ(rows[0].measures, &row);
  }
  EXPECT_EQ(table.total().count, 200u);
}

TEST(GroupTable, TakesKeysOfAnyBytesAndEqualHashes) {
  GroupTable<GroupMeasures> table(1 << 24);
  std::set<std::string> keys = {"",     std::string(1, '\0'),     std::string(2, '\0'),
                                "\xff", std::string(300000, 'x'), std::string(300000, 'y')};
  for (int round = 0; round < 2; ++round) {
    for (const std::string& key : keys)
      ++table.row(key, TableHash{42}).count;
  }
  ASSERT_EQ(table.size(), keys.size());
  for (const auto& row : all_of(table)) {
    EXPECT_TRUE(keys.contains(std::string(row.key)));
    EXPECT_EQ(row.count(), 2u);
  }
}

TEST(GroupMeasures, MeasuresLines) {
  GroupMeasures measures;
  EXPECT_FALSE(measures.dated());
  LogLine line;
  line.status = 503;
  line.bytes = 10;
  line.time = LogTime{100, 60};
  measures.add(line);
  line.status = 200;
  line.bytes.reset();
  line.time = LogTime{90, 0};
  measures.add(line);
  line.time.reset();
  measures.add(line);
  EXPECT_EQ(measures.count, 3u);
  EXPECT_EQ(measures.errors, 1u);
  EXPECT_EQ(measures.bytes, 10u);
  EXPECT_EQ(measures.bytes_known, 1u);
  ASSERT_TRUE(measures.dated());
  EXPECT_EQ(measures.first.unpack(), (LogTime{90, 0}));
  EXPECT_EQ(measures.last.unpack(), (LogTime{100, 60}));
  GroupMeasures merged;
  merged.merge(measures);
  merged.merge(GroupMeasures());
  EXPECT_EQ(merged, measures);
}

TEST(GroupMeasures, BytesStopAtTheLargestNumber) {
  LogLine line;
  line.bytes = std::uint64_t{1} << 63;
  GroupMeasures measures;
  measures.add(line);
  measures.add(line);
  measures.add(line);
  EXPECT_EQ(measures.bytes, UINT64_MAX);
}

template <class Measures>
void check_clear(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const std::size_t budget = random() % 40'000;
  GroupTable<Measures> table(budget);
  for (int round = 0; round < 6; ++round) {
    const std::vector<Line> lines = random_lines(random, 600);
    GroupTable<Measures> fresh(budget);
    add_all(fresh, lines);
    add_all(table, lines);
    ASSERT_EQ(rows_of(table), rows_of(fresh));
    ASSERT_EQ(table.memory(), fresh.memory());
    ASSERT_EQ(table.bound(), fresh.bound());
    ASSERT_EQ(table.exact(), fresh.exact());
    ASSERT_EQ(table.total(), fresh.total());
    table.clear();
    ASSERT_EQ(table.size(), 0u);
    ASSERT_EQ(table.memory(), 0u);
    ASSERT_TRUE(table.exact());
    ASSERT_EQ(table.total(), Measures());
    ASSERT_TRUE(all_of(table).empty());
  }
}

TEST(GroupTable, IsAsAFreshOneWhenItWasCleared) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    check_clear<GroupMeasures>(seed);
    check_clear<Valued>(seed);
  }
}

}  // namespace
}  // namespace logscan
