#include "engine/threshold_tables.h"

#include <algorithm>

namespace logscan {
namespace {

bool same_keys(const std::vector<GroupKey>& a, const std::vector<GroupKey>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const GroupKey& x, const GroupKey& y) { return x.name() == y.name(); });
}

std::vector<GroupKey> with_key(std::vector<GroupKey> keys, const char* name) {
  keys.push_back(GroupKey::parse(name));
  return keys;
}

bool measures_durations(const GroupQuery& groups) {
  const auto is_duration = [](Measure measure) {
    return measure >= Measure::kP50 && measure <= Measure::kMax;
  };
  return std::any_of(groups.show.begin(), groups.show.end(), is_duration) ||
         (groups.sort && is_duration(*groups.sort));
}

GroupQuery hidden_groups(const std::vector<GroupKey>& keys, TableNeed need) {
  GroupQuery groups;
  groups.hidden = true;
  groups.by = need == TableNeed::kClasses    ? with_key(keys, "class")
              : need == TableNeed::kStatuses ? with_key(keys, "status")
                                             : keys;
  groups.show = {need == TableNeed::kDurations ? Measure::kMax : Measure::kCount};
  return groups;
}

}  // namespace

TableNeed need_of(const Threshold& threshold) {
  switch (threshold.amount) {
    case Threshold::Amount::kRequests:
    case Threshold::Amount::kErrors:
    case Threshold::Amount::kMalformed:
      return TableNeed::kCounts;
    case Threshold::Amount::kClientErrors:
    case Threshold::Amount::kServerErrors:
      return TableNeed::kClasses;
    case Threshold::Amount::kStatus:
      return TableNeed::kStatuses;
    case Threshold::Amount::kDuration:
      return TableNeed::kDurations;
  }
  return TableNeed::kCounts;
}

std::vector<const std::vector<GroupKey>*> judged_keys(const Query& query) {
  std::vector<const std::vector<GroupKey>*> lists;
  const auto add = [&lists](const std::vector<GroupKey>& keys) {
    const bool known = std::any_of(lists.begin(), lists.end(),
                                   [&](const auto* list) { return same_keys(*list, keys); });
    if (!known && !keys.empty()) lists.push_back(&keys);
  };
  for (const GroupQuery& groups : query.groups) {
    if (!groups.hidden) add(groups.by);
  }
  for (const SeriesQuery& series : query.series)
    add(series.groups.by);
  return lists;
}

std::optional<std::size_t> find_table(const Query& query, const std::vector<GroupKey>& keys,
                                      TableNeed need) {
  const auto find = [&](const std::vector<GroupKey>& by) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < query.groups.size(); ++i) {
      if (need == TableNeed::kDurations && !measures_durations(query.groups[i])) continue;
      if (same_keys(query.groups[i].by, by)) return i;
    }
    return std::nullopt;
  };
  if (need == TableNeed::kCounts || need == TableNeed::kDurations) return find(keys);
  const std::optional<std::size_t> statuses = find(with_key(keys, "status"));
  if (statuses || need == TableNeed::kStatuses) return statuses;
  return find(with_key(keys, "class"));
}

bool Query::add_hidden_groups() {
  const std::size_t before = groups.size();
  const auto add = [this](const std::vector<GroupKey>& keys, TableNeed need) {
    const bool wanted =
        std::any_of(thresholds.begin(), thresholds.end(), [&](const Threshold& threshold) {
          const bool of_groups = threshold.amount != Threshold::Amount::kMalformed;
          return of_groups && need_of(threshold) == need;
        });
    if (wanted && !find_table(*this, keys, need)) groups.push_back(hidden_groups(keys, need));
  };
  // Copies, since `groups` grows. Statuses first: they tell the classes, too.
  std::vector<std::vector<GroupKey>> lists;
  for (const auto* keys : judged_keys(*this))
    lists.push_back(*keys);
  if (lists.empty()) add({}, TableNeed::kDurations);
  for (const std::vector<GroupKey>& keys : lists) {
    for (const TableNeed need :
         {TableNeed::kCounts, TableNeed::kStatuses, TableNeed::kClasses, TableNeed::kDurations})
      add(keys, need);
  }
  return groups.size() > before;
}

}  // namespace logscan
