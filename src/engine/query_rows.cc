#include "engine/query_rows.h"

#include <algorithm>
#include <array>

#include "text/hash_bytes.h"
#include <fmt/core.h>

namespace logscan {
namespace {

constexpr std::uint64_t kSign = std::uint64_t{1} << 63;

std::size_t budget_of_each(std::size_t tables, std::size_t budget) {
  return budget / std::max<std::size_t>(tables, 1);
}

void check_exact(const QuerySpec& spec, const QueryTable& table, const char* what) {
  if (!spec.exact || table.rows.exact()) return;
  throw MemoryError(fmt::format("the {} do not fit into {} bytes of memory", what, spec.memory));
}

// Calls `each` with each list of tables and the name of its rows.
template <class Rows, class Each>
void each_list(Rows& rows, Each&& each) {
  each(rows.groups, "groups");
  each(rows.series, "rows of the series");
  each(rows.judged, "groups of the thresholds");
}

template <class Rows, class Each>
void each_table(Rows& rows, Each&& each) {
  each_list(rows, [&](auto& tables, const char*) {
    for (auto& table : tables)
      each(table);
  });
}

template <class Rows, class Holds>
bool all_tables(const Rows& rows, Holds&& holds) {
  bool all = true;
  each_table(rows, [&](const auto& table) { all = all && holds(table); });
  return all;
}

}  // namespace

void QueryPart::clear() {
  each_table(*this, [](Table& table) {
    table.rows.clear();
    table.undated = 0;
  });
}

bool QueryPart::is_empty() const {
  return all_tables(
      *this, [](const Table& table) { return table.rows.size() == 0 && table.undated == 0; });
}

std::size_t QueryPart::memory() const {
  std::size_t bytes = 0;
  each_table(*this, [&](const Table& table) { bytes += table.rows.memory(); });
  return bytes;
}

std::int64_t start_of(std::string_view key) {
  std::uint64_t bits = 0;
  for (const char byte : key.substr(0, kStartBytes))
    bits = bits << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(bits ^ kSign);
}

void append_start(std::int64_t start, std::string& key) {
  const std::uint64_t bits = static_cast<std::uint64_t>(start) ^ kSign;
  std::array<char, kStartBytes> bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<char>(bits >> (56 - 8 * i) & 0xff);
  key.append(bytes.data(), bytes.size());
}

void QueryTable::count_keys(const GroupTable<RowMeasures>& table) {
  table.each([this](const auto& view) { keys.add(hash_bytes(view.key)); });
}

// Call it while all rows are still present.
void QueryTable::start_keys() {
  if (keys_are_counted) return;
  keys_are_counted = true;
  count_keys(rows);
}

void QueryTable::set_budget(std::size_t budget) {
  if (rows.memory() > budget) start_keys();
  rows.set_budget(budget);
}

// Prepares for rows that take `memory` by themselves.
void QueryTable::expect(std::size_t memory) {
  if (rows.memory() + memory > rows.budget()) start_keys();
}

void QueryTable::merge(const QueryPart::Table& part) {
  expect(part.rows.memory());
  if (keys_are_counted)
    part.rows.each_key([this](std::string_view key) { keys.add(hash_bytes(key)); });
  part.rows.merge_into(rows);
  undated += part.undated;
}

void QueryTable::merge(const QueryTable& other) {
  expect(other.rows.memory());
  if (other.rows.sketched()) start_keys();
  if (keys_are_counted && other.keys_are_counted) {
    keys.merge(other.keys);
  } else if (keys_are_counted) {
    count_keys(other.rows);
  }
  rows.merge(other.rows);
  undated += other.undated;
}

void QueryTable::clear() {
  rows.clear();
  spilled.reset();
  keys = Distinct();
  keys_are_counted = false;
  undated = 0;
}

QueryRows::QueryRows(const QuerySpec& spec, std::size_t budget) {
  const std::size_t tables = spec.groups.size() + spec.series.size() + spec.tables.size();
  const std::size_t each = budget_of_each(tables, budget);
  const auto add = [each](std::vector<QueryTable>& list, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
      list.emplace_back(each);
  };
  add(groups, spec.groups.size());
  add(series, spec.series.size());
  add(judged, spec.tables.size());
}

template <class Others>
void QueryRows::merge_lists(const QuerySpec& spec, const Others& others) {
  const auto merge = [&](std::vector<QueryTable>& mine, const auto& theirs, const char* what) {
    for (std::size_t i = 0; i < mine.size(); ++i) {
      if (spills(spec)) {
        mine[i].merge(theirs[i], form_of(spec, mine, i));
        continue;
      }
      mine[i].merge(theirs[i]);
      check_exact(spec, mine[i], what);
    }
  };
  merge(groups, others.groups, "groups");
  merge(series, others.series, "rows of the series");
  merge(judged, others.judged, "groups of the thresholds");
}

void QueryRows::merge(const QuerySpec& spec, const QueryRows& other) {
  if (spill_folder.empty()) spill_folder = other.spill_folder;
  merge_lists(spec, other);
}

void QueryRows::merge(const QuerySpec& spec, const QueryPart& part) {
  merge_lists(spec, part);
}

void QueryRows::set_budget(const QuerySpec& spec) {
  const std::size_t tables = groups.size() + series.size() + judged.size();
  const std::size_t each = budget_of_each(tables, static_cast<std::size_t>(spec.memory));
  each_list(*this, [&](std::vector<QueryTable>& list, const char* what) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (spills(spec)) {
        list[i].set_budget(each, form_of(spec, list, i));
        continue;
      }
      list[i].set_budget(each);
      check_exact(spec, list[i], what);
    }
  });
}

bool QueryRows::exact() const {
  return all_tables(*this, [](const QueryTable& table) { return table.rows.exact(); });
}

void QueryRows::clear() {
  each_table(*this, [](QueryTable& table) { table.clear(); });
}

std::uint64_t QueryRows::spilled_bytes() const {
  std::uint64_t bytes = 0;
  each_table(*this, [&](const QueryTable& table) {
    bytes += table.spilled == nullptr ? 0 : table.spilled->bytes_written();
  });
  return bytes;
}

bool QueryRows::has_no_tables() const {
  return groups.empty() && series.empty() && judged.empty();
}

}  // namespace logscan
