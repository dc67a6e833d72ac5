#include "query/threshold_tables.h"

#include <algorithm>

#include "query/measure_needs.h"

namespace logscan {
namespace {

/// The data that the shown groups have about groups by some keys.
struct Shown {
  bool counts = false;
  bool percentiles = false;
};

Shown shown_of(const QuerySpec& spec, const std::vector<std::string>& keys) {
  Shown shown;
  for (const GroupSpec& groups : spec.groups) {
    if (groups.by != keys) continue;
    shown.counts = true;
    shown.percentiles = shown.percentiles || MeasureNeeds(groups).percentiles;
  }
  return shown;
}

bool has_column(const ThresholdTable& table, const ThresholdTable::Column& column) {
  return std::find(table.columns.begin(), table.columns.end(), column) != table.columns.end();
}

}  // namespace

bool ThresholdTable::Column::counts(StatusCode code) const {
  Threshold threshold;
  threshold.amount = amount;
  threshold.status = status;
  return threshold.counts(code);
}

std::optional<ThresholdTable::Column> column_of(const Threshold& threshold) {
  switch (threshold.amount) {
    case Threshold::Amount::kClientErrors:
    case Threshold::Amount::kServerErrors:
      return ThresholdTable::Column{threshold.amount};
    case Threshold::Amount::kStatus:
      return ThresholdTable::Column{threshold.amount, threshold.status};
    case Threshold::Amount::kRequests:
    case Threshold::Amount::kErrors:
    case Threshold::Amount::kMalformed:
    case Threshold::Amount::kDuration:
      break;
  }
  return std::nullopt;
}

bool holds_tables(const QuerySpec& spec, const std::vector<ThresholdTable>& tables) {
  return std::all_of(tables.begin(), tables.end(), [&](const ThresholdTable& wanted) {
    return std::any_of(spec.tables.begin(), spec.tables.end(), [&](const ThresholdTable& table) {
      return table.by == wanted.by && (table.durations || !wanted.durations) &&
             std::all_of(wanted.columns.begin(), wanted.columns.end(),
                         [&](const auto& column) { return has_column(table, column); });
    });
  });
}

std::vector<std::vector<std::string>> judged_keys(const QuerySpec& spec) {
  std::vector<std::vector<std::string>> lists;
  const auto add = [&lists](const std::vector<std::string>& keys) {
    const bool is_known = std::find(lists.begin(), lists.end(), keys) != lists.end();
    if (!is_known && !keys.empty()) lists.push_back(keys);
  };
  for (const GroupSpec& groups : spec.groups)
    add(groups.by);
  for (const SeriesSpec& series : spec.series)
    add(series.groups.by);
  return lists;
}

std::vector<ThresholdTable> threshold_tables(const QuerySpec& spec) {
  std::vector<ThresholdTable> tables;
  std::vector<std::vector<std::string>> lists = judged_keys(spec);
  const bool of_total = lists.empty();
  if (of_total) lists.emplace_back();
  for (const std::vector<std::string>& keys : lists) {
    const Shown shown = shown_of(spec, keys);
    ThresholdTable table;
    table.by = keys;
    bool is_needed = false;
    for (const Threshold& threshold : spec.thresholds) {
      if (threshold.amount == Threshold::Amount::kMalformed) continue;
      const bool is_duration = threshold.amount == Threshold::Amount::kDuration;
      if (of_total && !is_duration) continue;  // statuses of all lines are counted anyway
      const auto column = column_of(threshold);
      is_needed = is_needed || column || (is_duration ? !shown.percentiles : !shown.counts);
      table.durations = table.durations || (is_duration && !shown.percentiles);
      if (column && !has_column(table, *column)) table.columns.push_back(*column);
    }
    // Sorted, so that the counts do not depend on the order of the thresholds.
    std::sort(table.columns.begin(), table.columns.end(), [](const auto& a, const auto& b) {
      return std::pair(a.amount, a.status) < std::pair(b.amount, b.status);
    });
    if (is_needed) tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace logscan
