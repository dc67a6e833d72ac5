#include "engine/judge_thresholds.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>

#include "query/key_tuple.h"
#include "query/measure_needs.h"
#include "query/threshold_tables.h"

namespace logscan {
namespace {

using Amount = Threshold::Amount;

/// Judges groups one by one and keeps the result of the threshold.
class Result {
 public:
  Result(const Threshold& threshold, std::uint64_t min_requests)
      : threshold_(threshold), min_requests_(min_requests) {
    result_.threshold = threshold;
  }

  const Threshold& threshold() const { return threshold_; }

  /// Judges a group.
  void take(const JudgedGroup& group, std::string_view key) {
    const Judgement judgement = judge_group(threshold_, min_requests_, group);
    if (judgement.holding == Holding::kNotJudged) {
      unmeasured_ = unmeasured_ || (threshold_.amount == Amount::kDuration && !group.duration &&
                                    group.all.low > 0 && group.all.low >= min_requests_);
      return;
    }
    ++result_.judged;
    if (judgement.holding == Holding::kUnsure) {
      ++result_.unsure;
      return;
    }
    const bool holds = judgement.holding == Holding::kYes;
    result_.failing += holds;
    const Rank rank{holds, nearness(judgement.value), group.all.low};
    if (result_.value && (rank < rank_ || (rank == rank_ && key_ <= key))) return;
    rank_ = rank;
    key_ = key;
    result_.value = judgement.value;
    const bool upper = threshold_.is_upper();
    result_.part = upper ? group.part.low : group.part.high;
    result_.whole = threshold_.rate ? result_.part + (upper ? group.other.high : group.other.low)
                                    : group.all.low;
  }

  /// Judges a group that may have been dropped, known only by its upper bounds.
  void take_unseen(const JudgedGroup& most) {
    if (most.all.high == 0) return;
    const Holding holding = judge_group(threshold_, min_requests_, most).holding;
    if (holding == Holding::kYes || holding == Holding::kUnsure) result_.unseen = most.all.high;
  }

  /// Returns the result, and the bytes of its key.
  std::pair<ThresholdResult, std::string> finish() {
    result_.holds = result_.failing > 0;
    result_.unmeasured = unmeasured_ && result_.judged == 0;
    return {std::move(result_), std::move(key_)};
  }

 private:
  using Rank = std::tuple<bool, double, std::uint64_t>;

  double nearness(double value) const {
    using Order = Threshold::Order;
    if (threshold_.order == Order::kSame || threshold_.order == Order::kOther) return 0;
    return threshold_.is_upper() ? value : -value;
  }

  const Threshold& threshold_;
  const std::uint64_t min_requests_;
  ThresholdResult result_;
  Rank rank_;
  std::string key_;
  bool unmeasured_ = false;  ///< there was a group of lines without durations
};

/// The rows that have the counts for a threshold and some keys.
struct Rows {
  const QueryTable* table = nullptr;
  std::size_t column = 0;  ///< column of a ThresholdTable, for a threshold that needs one
};

// Prefers the tables made for thresholds, since only these have columns.
Rows rows_for(const Threshold& threshold, const std::vector<std::string>& keys,
              const QuerySpec& spec, const QueryRows& rows) {
  const bool is_duration = threshold.amount == Amount::kDuration;
  const std::optional<ThresholdTable::Column> column = column_of(threshold);
  for (std::size_t i = 0; i < spec.tables.size(); ++i) {
    const ThresholdTable& table = spec.tables[i];
    if (table.by != keys || (is_duration && !table.durations)) continue;
    const auto found = std::find(table.columns.begin(), table.columns.end(), column);
    if (column && found == table.columns.end()) continue;
    return {&rows.judged[i], static_cast<std::size_t>(found - table.columns.begin())};
  }
  for (std::size_t i = 0; i < spec.groups.size(); ++i) {
    if (spec.groups[i].by != keys || column) continue;
    if (!is_duration || MeasureNeeds(spec.groups[i]).percentiles) return {&rows.groups[i]};
  }
  throw std::logic_error("nothing was counted for " + threshold.text);
}

std::uint64_t part_of(const Threshold& threshold, const RowMeasures& row, std::size_t column) {
  if (threshold.amount == Amount::kRequests) return row.count;
  return threshold.amount == Amount::kErrors ? row.errors : row.column(column);
}

void judge_counts(const Rows& rows, Result& result) {
  rows.table->each([&](std::string_view key, const RowMeasures& measures, std::uint64_t missed) {
    const std::uint64_t part = part_of(result.threshold(), measures, rows.column);
    const std::uint64_t other = measures.count - part;
    result.take({{measures.count, measures.count + missed},
                 {part, part + missed},
                 {other, other + missed},
                 std::nullopt},
                key);
  });
  const CountBounds most{0, rows.table->rows.bound()};
  result.take_unseen({most, most, most, std::nullopt});
}

void judge_durations(const QueryTable& table, Result& result) {
  table.each([&](std::string_view key, const RowMeasures& measures, std::uint64_t missed) {
    result.take({{measures.count, measures.count + missed},
                 {},
                 {},
                 measures.duration(result.threshold().quantile),
                 missed == 0},
                key);
  });
  result.take_unseen({{0, table.rows.bound()}, {}, {}, std::nullopt, false});
}

ThresholdResult judge_groups(const QuerySpec& spec, const Threshold& threshold,
                             const std::vector<std::string>& keys, const QueryRows& rows) {
  Result made(threshold, spec.min_requests);
  const Rows found = rows_for(threshold, keys, spec, rows);
  if (threshold.amount == Amount::kDuration) {
    judge_durations(*found.table, made);
  } else {
    judge_counts(found, made);
  }
  auto [result, key] = made.finish();
  result.by = keys;
  if (result.value) result.key = key_values(key, keys.size());
  return result;
}

JudgedGroup total_of(const QuerySpec& spec, const Threshold& threshold, const QueryRows& rows,
                     const Summary& summary) {
  std::uint64_t all = summary.totals.parsed;
  std::uint64_t part = 0;
  for (StatusCode code = 0; code < kStatusCodes; ++code)
    part += threshold.counts(code) ? summary.status.codes[code] : 0;
  if (threshold.amount == Amount::kMalformed) {
    part = summary.totals.malformed;
    all += part + summary.totals.filtered;
  }
  JudgedGroup total{{all, all}, {part, part}, {all - part, all - part}, std::nullopt};
  if (threshold.amount == Amount::kDuration) {
    const QueryTable& table = *rows_for(threshold, {}, spec, rows).table;
    total.duration = table.total().duration(threshold.quantile);
  }
  return total;
}

struct ValueBounds {
  double low = 0;
  double high = 0;
};

double share(std::uint64_t part, std::uint64_t other) {
  if (part == 0) return 0;
  return static_cast<double>(part) / (static_cast<double>(part) + static_cast<double>(other));
}

ValueBounds value_of(const Threshold& threshold, const JudgedGroup& group) {
  if (threshold.amount == Threshold::Amount::kDuration) return {*group.duration, *group.duration};
  const CountBounds& part =
      threshold.amount == Threshold::Amount::kRequests ? group.all : group.part;
  if (threshold.rate) return {share(part.low, group.other.high), share(part.high, group.other.low)};
  return {static_cast<double>(part.low), static_cast<double>(part.high)};
}

// If a threshold holds at both ends of the range, it holds in between; if at neither end, nowhere.
// Exceptions are the two orders that test for one value.
Holding holding_of(const Threshold& threshold, const ValueBounds& values) {
  const bool low = threshold.holds(values.low);
  const bool high = threshold.holds(values.high);
  const bool inside = values.low < threshold.limit && threshold.limit < values.high;
  const bool asks_one =
      threshold.order == Threshold::Order::kSame || threshold.order == Threshold::Order::kOther;
  if (low != high || (asks_one && inside)) return Holding::kUnsure;
  return low ? Holding::kYes : Holding::kNo;
}

}  // namespace

Judgement judge_group(const Threshold& threshold, std::uint64_t min_requests,
                      const JudgedGroup& group) {
  const bool is_always_judged = threshold.amount == Amount::kRequests;
  if (!is_always_judged && group.all.high < min_requests) return {};
  if (threshold.rate && group.all.high == 0) return {};
  if (threshold.amount == Amount::kDuration && !group.duration)
    return {group.duration_is_sure ? Holding::kNotJudged : Holding::kUnsure, 0};

  const ValueBounds values = value_of(threshold, group);
  Judgement judgement{holding_of(threshold, values),
                      threshold.is_upper() ? values.low : values.high};
  const std::uint64_t least = std::max<std::uint64_t>(min_requests, threshold.rate ? 1 : 0);
  const bool may_be_too_few = !is_always_judged && group.all.low < least;
  const bool not_sure = threshold.amount == Amount::kDuration && !group.duration_is_sure;
  if (not_sure || (may_be_too_few && judgement.holding == Holding::kYes))
    judgement.holding = Holding::kUnsure;
  return judgement;
}

void judge_thresholds(const QuerySpec& spec, const QueryRows& rows, Summary& summary) {
  const auto lists = judged_keys(spec);
  for (const Threshold& threshold : spec.thresholds) {
    if (lists.empty() || threshold.amount == Amount::kMalformed) {
      Result total(threshold, spec.min_requests);
      total.take(total_of(spec, threshold, rows, summary), {});
      summary.thresholds.push_back(total.finish().first);
      continue;
    }
    for (const std::vector<std::string>& keys : lists)
      summary.thresholds.push_back(judge_groups(spec, threshold, keys, rows));
  }
}

}  // namespace logscan
