#include "engine/judge_thresholds.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "engine/judge_group.h"
#include "engine/threshold_tables.h"
#include "query/key_tuple.h"

namespace logscan {
namespace {

using Table = GroupTable<RowMeasures>;
using View = Table::View;
using Amount = Threshold::Amount;

/// Takes the groups one by one, and remembers what a result says of them.
class Result {
 public:
  Result(const Threshold& threshold, std::uint64_t min_requests)
      : threshold_(threshold), min_requests_(min_requests) {
    result_.threshold = threshold;
  }

  const Threshold& threshold() const { return threshold_; }

  /// `key` must outlive this.
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

  /// A group that may have been there, of which no more is known than how large it is at most.
  void take_unseen(const JudgedGroup& most) {
    if (most.all.high == 0) return;
    const Holding holding = judge_group(threshold_, min_requests_, most).holding;
    if (holding == Holding::kYes || holding == Holding::kUnsure) result_.unseen = most.all.high;
  }

  /// The result, with the key as its bytes.
  std::pair<ThresholdResult, std::string_view> finish() {
    result_.holds = result_.failing > 0;
    result_.unmeasured = unmeasured_ && result_.judged == 0;
    return {std::move(result_), key_};
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
  std::string_view key_;
  bool unmeasured_ = false;  ///< there was a group of lines without durations
};

void judge_counts(const Table& rows, Result& result) {
  const bool errors = result.threshold().amount == Amount::kErrors;
  rows.each([&](const View& view) {
    const std::uint64_t part = errors ? view.measures->errors : view.measures->count;
    const std::uint64_t other = view.measures->count - part;
    result.take({{view.measures->count, view.count()},
                 {part, part + view.missed},
                 {other, other + view.missed},
                 std::nullopt},
                view.key);
  });
  const CountBounds most{0, rows.bound()};
  result.take_unseen({most, most, most, std::nullopt});
}

void judge_durations(const Table& rows, Result& result) {
  rows.each([&](const View& view) {
    result.take({{view.measures->count, view.count()},
                 {},
                 {},
                 view.measures->duration(result.threshold().quantile),
                 view.missed == 0},
                view.key);
  });
  result.take_unseen({{0, rows.bound()}, {}, {}, std::nullopt, false});
}

/// `503`, `-`, or of a class any of its statuses.
StatusCode status_of(std::string_view value) {
  if (value == "-1") return kStatusMinusOne;
  StatusCode code = 0;
  for (const char c : value) {
    if (c != 'x' && (c < '0' || c > '9')) return kStatusDash;  // `-`, and `other`
    code = static_cast<StatusCode>(code * 10 + (c == 'x' ? 0 : c - '0'));
  }
  return code;
}

/// Groups by some keys from rows that have the status, or its class, as one key more.
class StatusRows {
 public:
  StatusRows(const Table& rows, const std::array<std::uint64_t, kStatusCodes>& seen, bool classes)
      : rows_(rows) {
    std::array<bool, kStatusClasses> known{};
    for (StatusCode code = 0; code < kStatusCodes; ++code) {
      bool& is_known = known[static_cast<std::size_t>(status_class(code))];
      if (seen[code] == 0 || (classes && is_known)) continue;
      is_known = true;
      values_.push_back(code);
    }
    rows.each([&](const View& view) { views_.push_back(view); });
    std::sort(views_.begin(), views_.end(),
              [](const View& a, const View& b) { return a.key < b.key; });
  }

  void judge(Result& result) const {
    const std::uint64_t bound = rows_.bound();
    CountBounds missing_part;  // of values that have no row, in a group that has none at all
    CountBounds missing_other;
    for (const StatusCode value : values_)
      (result.threshold().counts(value) ? missing_part : missing_other).high += bound;

    for (std::size_t begin = 0, end = 0; begin < views_.size(); begin = end) {
      const std::string_view group = group_of(views_[begin]);
      CountBounds part = missing_part;
      CountBounds other = missing_other;
      for (; end < views_.size() && group_of(views_[end]) == group; ++end) {
        const View& view = views_[end];
        const std::string_view value = view.key.substr(group.size() + 1);
        CountBounds& sum = result.threshold().counts(status_of(value)) ? part : other;
        sum += {view.measures->count, view.count()};
        sum.high -= bound;
      }
      CountBounds all = part;
      all += other;
      result.take({all, part, other, std::nullopt}, group);
    }
    CountBounds all = missing_part;
    all += missing_other;
    result.take_unseen({all, missing_part, missing_other, std::nullopt});
  }

 private:
  // The status is the last value of the tuple: the mark of a value, then text without such a mark.
  static std::string_view group_of(const View& view) {
    return view.key.substr(0, view.key.rfind('\2'));
  }

  const Table& rows_;
  std::vector<StatusCode> values_;  ///< of all lines: a status, or one of each class
  std::vector<View> views_;         ///< by key
};

std::vector<std::optional<std::string>> group_key(std::string_view tuple, std::size_t count,
                                                  bool has_status) {
  if (!has_status) return key_values(tuple, count);
  // The status was cut off: null stands for it.
  std::vector<std::optional<std::string>> key = key_values(std::string(tuple) + '\1', count + 1);
  key.pop_back();
  return key;
}

ThresholdResult judge_groups(const Query& query, const Threshold& threshold,
                             const std::vector<GroupKey>& keys, const QueryRows& rows,
                             const Summary& summary) {
  Result made(threshold, query.min_requests);
  const TableNeed need = need_of(threshold);
  const std::size_t table = find_table(query, keys, need).value();
  const Table& groups = rows.groups[table].rows;
  const bool has_status = need == TableNeed::kClasses || need == TableNeed::kStatuses;
  std::optional<StatusRows> statuses;
  if (has_status) {
    const bool classes = query.groups[table].by.back().name() == "class";
    statuses.emplace(groups, summary.status.codes, classes).judge(made);
  } else if (need == TableNeed::kDurations) {
    judge_durations(groups, made);
  } else {
    judge_counts(groups, made);
  }
  auto [result, key] = made.finish();
  for (const GroupKey& each : keys)
    result.by.push_back(each.name());
  if (result.value) result.key = group_key(key, keys.size(), has_status);
  return result;
}

JudgedGroup total_of(const Query& query, const Threshold& threshold, const QueryRows& rows,
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
    const std::size_t table = find_table(query, {}, TableNeed::kDurations).value();
    total.duration = rows.groups[table].rows.total().duration(threshold.quantile);
  }
  return total;
}

}  // namespace

void judge_thresholds(const Query& query, const QueryRows& rows, Summary& summary) {
  const auto lists = judged_keys(query);
  for (const Threshold& threshold : query.thresholds) {
    if (lists.empty() || threshold.amount == Amount::kMalformed) {
      Result total(threshold, query.min_requests);
      total.take(total_of(query, threshold, rows, summary), {});
      summary.thresholds.push_back(total.finish().first);
      continue;
    }
    for (const auto* keys : lists)
      summary.thresholds.push_back(judge_groups(query, threshold, *keys, rows, summary));
  }
}

}  // namespace logscan
