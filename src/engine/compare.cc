#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "engine/exact_test.h"
#include "logscan/engine.h"
#include "logscan/summary.h"

namespace logscan {
namespace {

constexpr std::uint64_t kLeastVolume = 10;  // on one side, to be tested at all
constexpr double kLeastRatio = 1.5;         // of the rates, to be of interest
constexpr double kFalseReports = 0.01;      // at most, in which anything is reported by chance

using Key = std::vector<std::optional<std::string>>;
using CountsByKey = std::map<Key, ComparedCount>;

double rate(std::uint64_t count, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(count) / static_cast<double>(whole);
}

/// A list of the most frequent keys.
struct KeyList {
  CountsByKey counts;
  ComparedCount unlisted;  ///< of each key that has no entry

  ComparedCount of(const Key& key) const {
    const auto found = counts.find(key);
    return found == counts.end() ? unlisted : found->second;
  }
};

/// Collects the rates that are tested.
class Tests {
 public:
  void add(Change change) {
    const ComparedCount& before = change.before;
    const ComparedCount& after = change.after;
    if (before.whole == 0 || after.whole == 0) return;
    if (std::max(before.most, after.most) < kLeastVolume) return;
    tests_.push_back({std::move(change), false});
  }

  ReportComparison result() {
    ReportComparison comparison;
    comparison.tests = tests_.size();
    for (Test& test : tests_)
      judge(test);
    // Holm's method: the i-th smallest p-value, from 0, is multiplied by the number of tests - i.
    std::stable_sort(tests_.begin(), tests_.end(),
                     [](const Test& a, const Test& b) { return a.change.p < b.change.p; });
    double least = 0;
    for (std::size_t i = 0; i < tests_.size(); ++i) {
      Change& change = tests_[i].change;
      least = std::max(least, change.p * static_cast<double>(tests_.size() - i));
      change.p = std::min(1.0, least);
      if (change.p <= kFalseReports && tests_[i].is_large) comparison.changes.push_back(change);
    }
    std::stable_sort(comparison.changes.begin(), comparison.changes.end(), comes_first);
    return comparison;
  }

 private:
  struct Test {
    Change change;
    bool is_large;
  };

  /// Sets p and the verdict, at the counts that differ least.
  static void judge(Test& test) {
    Change& change = test.change;
    const ComparedCount& before = change.before;
    const ComparedCount& after = change.after;
    const bool rises = rate(after.least, after.whole) > rate(before.most, before.whole);
    const bool falls = rate(after.most, after.whole) < rate(before.least, before.whole);
    if (!rises && !falls) return;
    const std::uint64_t was = rises ? before.most : before.least;
    const std::uint64_t is = rises ? after.least : after.most;
    change.p = exact_test(was, before.whole, is, after.whole);
    const double low = rises ? rate(was, before.whole) : rate(is, after.whole);
    const double high = rises ? rate(is, after.whole) : rate(was, before.whole);
    test.is_large = std::max(was, is) >= kLeastVolume && high >= kLeastRatio * low;
    const bool of_errors = change.of != Change::Of::kGroup && (change.of != Change::Of::kStatus ||
                                                               is_error(change.status.value_or(0)));
    using enum Change::Verdict;
    if (!of_errors) {
      change.verdict = rises ? kMore : kLess;
    } else if (rises) {
      change.verdict = was == 0 ? kNew : kWorse;
    } else {
      change.verdict = is == 0 ? kGone : kBetter;
    }
  }

  static double difference(const Change& change) {
    return std::abs(rate(change.after.most, change.after.whole) -
                    rate(change.before.most, change.before.whole));
  }

  static bool comes_first(const Change& a, const Change& b) {
    if (a.verdict != b.verdict) return a.verdict < b.verdict;
    const double by_a = difference(a);
    const double by_b = difference(b);
    if (by_a != by_b) return by_a > by_b;
    if (a.of != b.of) return a.of < b.of;
    return std::pair(a.status, a.key) < std::pair(b.status, b.key);
  }

  std::vector<Test> tests_;
};

ComparedCount exactly(std::uint64_t count, std::uint64_t whole) {
  return {count, count, whole};
}

const ErrorSummary* find_error(const Summary& summary, StatusCode status) {
  for (const ErrorSummary& error : summary.top_errors) {
    if (error.status == status) return &error;
  }
  return nullptr;
}

/// Returns the keys of an error status. One that is not listed came at most as often as the last
/// one that is, and as the lines that are left.
KeyList key_list(const Summary& summary, StatusCode status,
                 std::vector<KeyCount> ErrorSummary::*member) {
  const std::uint64_t whole = summary.totals.parsed;
  KeyList list;
  list.unlisted.whole = whole;
  const ErrorSummary* const error = find_error(summary, status);
  if (error == nullptr) return list;
  std::uint64_t rest = error->count;
  std::uint64_t last = error->count;
  for (const KeyCount& key : error->*member) {
    const std::uint64_t least = key.count - std::min(key.count, error->error_bound);
    list.counts[{key.key}] = {least, key.count, whole};
    rest -= std::min(rest, least);
    last = key.count;
  }
  list.unlisted.most = std::min(last, rest);
  return list;
}

std::set<StatusCode> error_statuses(const Summary& before, const Summary& after) {
  std::set<StatusCode> statuses;
  for (const Summary* summary : {&before, &after}) {
    for (const ErrorSummary& error : summary->top_errors)
      statuses.insert(error.status);
  }
  return statuses;
}

std::set<Key> keys_of(const KeyList& before, const KeyList& after) {
  std::set<Key> keys;
  for (const KeyList* list : {&before, &after}) {
    for (const auto& [key, count] : list->counts)
      keys.insert(key);
  }
  return keys;
}

void add_statuses(Tests& tests, const Summary& before, const Summary& after) {
  const std::uint64_t was = before.totals.parsed;
  const std::uint64_t is = after.totals.parsed;
  const auto add = [&](Change::Of of, std::optional<StatusCode> status, std::uint64_t count,
                       std::uint64_t now) {
    Change change;
    change.of = of;
    change.status = status;
    change.before = exactly(count, was);
    change.after = exactly(now, is);
    tests.add(std::move(change));
  };
  add(Change::Of::kErrors, std::nullopt, before.status.errors(), after.status.errors());
  add(Change::Of::kServerErrors, std::nullopt, before.status.server_errors,
      after.status.server_errors);
  for (StatusCode code = 0; code < kStatusCodes; ++code)
    add(Change::Of::kStatus, code, before.status.codes[code], after.status.codes[code]);
}

void add_keys(Tests& tests, const Summary& before, const Summary& after, Change::Of of,
              std::vector<KeyCount> ErrorSummary::*member) {
  for (const StatusCode status : error_statuses(before, after)) {
    const KeyList was = key_list(before, status, member);
    const KeyList is = key_list(after, status, member);
    for (const Key& key : keys_of(was, is)) {
      Change change;
      change.of = of;
      change.status = status;
      change.key = key;
      change.before = was.of(key);
      change.after = is.of(key);
      tests.add(std::move(change));
    }
  }
}

/// Returns the counts of the groups. One that is no row is among the others.
KeyList group_list(const GroupSummary& groups) {
  const std::uint64_t whole = groups.total.count;
  KeyList list;
  for (const GroupRow& row : groups.rows)
    list.counts[row.key] = {row.count - std::min(row.count, groups.error_bound), row.count, whole};
  list.unlisted = {0, groups.exact ? groups.others.count : whole, whole};
  return list;
}

/// Returns the errors of the groups, as far as they are exact.
CountsByKey group_errors(const GroupSummary& groups) {
  CountsByKey counts;
  if (!groups.exact) return counts;
  for (const GroupRow& row : groups.rows)
    counts[row.key] = exactly(row.errors, row.count);
  return counts;
}

void add_groups(Tests& tests, const GroupSummary& before, const GroupSummary& after) {
  const KeyList was = group_list(before);
  const KeyList is = group_list(after);
  Change change;
  change.by = after.by;
  for (const Key& key : keys_of(was, is)) {
    change.of = Change::Of::kGroup;
    change.key = key;
    change.before = was.of(key);
    change.after = is.of(key);
    tests.add(change);
  }
  const CountsByKey errors_before = group_errors(before);
  for (const auto& [key, errors] : group_errors(after)) {
    const auto found = errors_before.find(key);
    if (found == errors_before.end()) continue;
    change.of = Change::Of::kGroupErrors;
    change.key = key;
    change.before = found->second;
    change.after = errors;
    tests.add(change);
  }
}

ComparedSide side_of(const Summary& summary) {
  return {summary.first, summary.last, summary.totals.parsed, summary.status.errors()};
}

}  // namespace

ReportComparison compare(const Summary& before, const Summary& after) {
  Tests tests;
  add_statuses(tests, before, after);
  add_keys(tests, before, after, Change::Of::kPath, &ErrorSummary::paths);
  add_keys(tests, before, after, Change::Of::kClient, &ErrorSummary::clients);
  for (const GroupSummary& groups : after.groups) {
    for (const GroupSummary& others : before.groups) {
      if (others.by == groups.by) {
        add_groups(tests, others, groups);
        break;
      }
    }
  }
  ReportComparison comparison = tests.result();
  comparison.before = side_of(before);
  comparison.after = side_of(after);
  return comparison;
}

}  // namespace logscan
