#include "aggregate/listed_rows.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

#include "logscan/query_spec.h"
#include <fmt/core.h>

namespace logscan {
namespace {

using Listed = GroupTable<RowMeasures>;

constexpr std::size_t kUnlimited = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kMoreRows = 1024;  // to choose from at a time, so that choosing is rare

void add_row(std::string_view key, RowMeasures&& measures, Listed& rows) {
  rows.restore_row(key, table_hash(key), 0, std::move(measures));
}

void copy_row(const Listed::View& view, Listed& rows) {
  RowMeasures copy;
  copy.merge(*view.measures);
  add_row(view.key, std::move(copy), rows);
}

[[noreturn]] void refuse_list(const char* what, std::size_t budget) {
  throw MemoryError(fmt::format("the {} to list do not fit into {} bytes of memory", what, budget));
}

void check_fits(const Listed& rows, std::size_t budget, const char* what) {
  if (rows.memory() > budget) refuse_list(what, budget);
}

// Keeps the rows that are chosen, and those that were dropped before.
void thin_groups(const ChooseListed& choose, Listed& rows) {
  const ListedViews chosen = choose(rows);
  Listed kept(kUnlimited);
  for (const Listed::View& view : chosen)
    copy_row(view, kept);
  kept.restore(0, false, rows.others(chosen));
  rows = std::move(kept);
}

/// The rows of a series, group by group.
class SeriesList {
 public:
  SeriesList(std::size_t start_bytes, std::size_t most, std::size_t budget,
             const ChooseListed& choose)
      : start_bytes_(start_bytes), most_(most), budget_(budget), choose_(choose) {}

  /// Adds a row. The rows of a group come one after the other.
  void add(std::string_view key, RowMeasures&& measures) {
    const std::string_view group = key.substr(start_bytes_);
    if (listed_.keys > 0 && group != group_) end_group();
    group_ = group;
    ++listed_.keys;
    sum_.merge(measures);
    add_row(key, std::move(measures), listed_.rows);
    // A group is not listed in parts.
    if (listed_.rows.memory() > before_ + budget_) refuse_list(kWhat, budget_);
  }

  ListedRows finish() {
    if (listed_.keys > 0) end_group();
    thin();
    return std::move(listed_);
  }

 private:
  static constexpr const char* kWhat = "rows of the series";

  void end_group() {
    add_row(group_, std::exchange(sum_, RowMeasures()), sums_);
    const bool are_many = sums_.size() / 2 > most_ && sums_.size() > kMoreRows;
    if (are_many || listed_.rows.memory() > 2 * budget_) thin();
    before_ = listed_.rows.memory();
  }

  // Keeps the groups that are chosen.
  void thin() {
    Listed sums(kUnlimited);
    std::set<std::string_view> kept;
    const ListedViews chosen = choose_(sums_);
    for (const Listed::View& view : chosen) {
      copy_row(view, sums);
      kept.insert(view.key);
    }
    Listed rows(kUnlimited);
    RowMeasures dropped;
    dropped.merge(listed_.rows.dropped());
    listed_.rows.each([&](const Listed::View& view) {
      if (kept.contains(view.key.substr(start_bytes_))) {
        copy_row(view, rows);
      } else {
        listed_.other_starts[std::string(view.key.substr(0, start_bytes_))] += view.count();
        dropped.merge(*view.measures);
      }
    });
    rows.restore(0, false, std::move(dropped));
    listed_.rows = std::move(rows);
    sums_ = std::move(sums);
    check_fits(listed_.rows, budget_, kWhat);
  }

  const std::size_t start_bytes_;
  const std::size_t most_;
  const std::size_t budget_;
  const ChooseListed& choose_;
  ListedRows listed_{Listed(kUnlimited), 0, {}};
  Listed sums_{kUnlimited};
  std::string group_;
  RowMeasures sum_;         ///< of the rows of the group
  std::size_t before_ = 0;  ///< memory of the rows of the groups before
};

}  // namespace

ListedRows listed_groups(const SpilledRows& spilled, const GroupTable<RowMeasures>& rest,
                         std::size_t most, const ChooseListed& choose) {
  ListedRows listed{Listed(kUnlimited), 0, {}};
  Listed& rows = listed.rows;
  spilled.each(rest, [&](std::string_view key, RowMeasures& measures) {
    ++listed.keys;
    add_row(key, std::move(measures), rows);
    const bool are_many = rows.size() / 2 > most && rows.size() > kMoreRows;
    if (!are_many && rows.memory() <= 2 * rest.budget()) return;
    thin_groups(choose, rows);
    check_fits(rows, rest.budget(), "groups");
  });
  thin_groups(choose, rows);
  check_fits(rows, rest.budget(), "groups");
  return listed;
}

ListedRows listed_series(const SpilledRows& spilled, const GroupTable<RowMeasures>& rest,
                         std::size_t start_bytes, std::size_t most, const ChooseListed& choose) {
  SeriesList list(start_bytes, most, rest.budget(), choose);
  spilled.each(rest, [&](std::string_view key, RowMeasures& measures) {
    list.add(key, std::move(measures));
  });
  return list.finish();
}

}  // namespace logscan
