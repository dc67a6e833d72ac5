#include "report/metrics_groups.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "record/number_text.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

/// The rows of one list of groups that are written. No two have the same labels.
struct Rows {
  const GroupSummary* group;
  Labels by;  ///< The labels of samples about all rows.
  std::vector<std::pair<Labels, const GroupRow*>> rows;
  std::uint64_t other_requests = 0;
  std::uint64_t other_errors = 0;
};

std::string names_of(const GroupSummary& group) {
  std::string names;
  for (const std::string& name : group.by)
    names += (names.empty() ? "" : ",") + name;
  return names;
}

Labels labels_of(const GroupSummary& group, const GroupRow& row) {
  Labels labels{{"by", names_of(group)}};
  for (std::size_t i = 0; i < row.key.size(); ++i) {
    std::string name = label_name(group.by[i]);
    const auto same = [&](const auto& label) { return label.first == name; };
    while (std::any_of(labels.begin(), labels.end(), same))
      name += '_';
    labels.emplace_back(name, row.key[i] ? label_text(*row.key[i]) : std::string(kNullLabel));
  }
  return labels;
}

Rows rows_of(const GroupSummary& group) {
  Rows rows{&group, {{"by", names_of(group)}}, {}, group.others.count, group.others.errors};
  std::set<Labels> known;
  for (const GroupRow& row : group.rows) {
    Labels labels = labels_of(group, row);
    if (rows.rows.size() < kMetricRows && known.insert(labels).second) {
      rows.rows.emplace_back(std::move(labels), &row);
    } else {
      rows.other_requests += row.count;
      rows.other_errors += row.errors;
    }
  }
  return rows;
}

std::vector<Rows> all_rows(const std::vector<GroupSummary>& groups) {
  std::vector<Rows> all;
  std::set<std::vector<std::string>> known;
  for (const GroupSummary& group : groups) {
    if (known.insert(group.by).second) all.push_back(rows_of(group));
  }
  return all;
}

std::string seconds(std::int64_t nanoseconds) {
  std::string text;
  append_seconds(text, nanoseconds);
  return text;
}

/// Writes the families, each with the rows of all lists of groups.
class Families {
 public:
  Families(MetricsWriter& metrics, const std::vector<Rows>& all) : metrics_(metrics), all_(all) {}

  /// Writes one family. `value` returns nullopt for rows without a sample: their measure is unknown
  /// or was not asked for.
  template <class Value>
  void each(std::string_view name, std::string_view type, std::string_view unit,
            std::string_view help, Value&& value) {
    metrics_.family(name, type, unit, help);
    const std::string_view suffix = type == "counter" ? "_total" : "";
    for (const Rows& rows : all_) {
      for (const auto& [labels, row] : rows.rows) {
        if (const auto found = value(*row)) metrics_.sample(suffix, labels, *found);
      }
    }
  }

  void durations() {
    metrics_.family("logscan_group_duration_seconds", "summary", "seconds",
                    "How long the requests of a group took.");
    for (const Rows& rows : all_) {
      for (const auto& [labels, row] : rows.rows)
        duration(labels, *row);
    }
  }

  void about_all() {
    // These are gauges, because a group leaves the others as soon as it is listed.
    about("logscan_group_others_requests", "Requests of the groups that are not among the rows.",
          [](const Rows& rows) { return rows.other_requests; });
    about("logscan_group_others_errors", "Of these, those with a status 400 to 599.",
          [](const Rows& rows) { return rows.other_errors; });
    about("logscan_groups", "How many groups there are, as a row or not.",
          [](const Rows& rows) { return rows.group->distinct; });
    about("logscan_groups_error_bound",
          "By how much the requests of a group may be too high; 0 where all are exact.",
          [](const Rows& rows) { return rows.group->error_bound; });
  }

 private:
  void duration(const Labels& labels, const GroupRow& row) {
    const std::pair<const char*, std::optional<std::int64_t>> quantiles[] = {
        {"0.5", row.p50}, {"0.9", row.p90}, {"0.95", row.p95}, {"0.99", row.p99}};
    bool any = row.sum.has_value() || row.mean.has_value();
    for (const auto& [quantile, value] : quantiles) {
      if (!value) continue;
      any = true;
      Labels all = labels;
      all.emplace_back("quantile", quantile);
      metrics_.sample("", all, seconds(*value));
    }
    if (!any) return;
    metrics_.sample("_sum", labels, fmt::format("{}", row.duration_seconds));
    metrics_.sample("_count", labels, row.durations);
  }

  template <class Value>
  void about(std::string_view name, std::string_view help, Value&& value) {
    metrics_.family(name, "gauge", "", help);
    for (const Rows& rows : all_)
      metrics_.sample("", rows.by, value(rows));
  }

  MetricsWriter& metrics_;
  const std::vector<Rows>& all_;
};

std::optional<std::string> moment(const std::optional<LogTime>& time) {
  if (!time) return std::nullopt;
  return std::to_string(time->seconds);
}

}  // namespace

void write_groups(MetricsWriter& metrics, const std::vector<GroupSummary>& groups) {
  const std::vector<Rows> all = all_rows(groups);
  Families families(metrics, all);
  families.each("logscan_group_requests", "counter", "", "Requests of a group.",
                [](const GroupRow& row) { return std::optional(row.count); });
  families.each("logscan_group_errors", "counter", "", "Of these, those with a status 400 to 599.",
                [](const GroupRow& row) { return std::optional(row.errors); });
  families.each("logscan_group_response_bytes", "counter", "bytes", "Bytes sent to a group.",
                [](const GroupRow& row) { return row.bytes; });
  families.each("logscan_group_clients", "gauge", "", "How many different clients a group has.",
                [](const GroupRow& row) { return row.clients; });
  families.durations();
  families.each("logscan_group_longest_duration_seconds", "gauge", "seconds",
                "The longest duration of a group.",
                [](const GroupRow& row) -> std::optional<std::string> {
                  if (!row.max) return std::nullopt;
                  return seconds(*row.max);
                });
  families.each("logscan_group_shortest_duration_seconds", "gauge", "seconds",
                "The shortest duration of a group.",
                [](const GroupRow& row) -> std::optional<std::string> {
                  if (!row.min) return std::nullopt;
                  return seconds(*row.min);
                });
  families.each("logscan_group_first_timestamp_seconds", "gauge", "seconds",
                "When the earliest request of a group came.",
                [](const GroupRow& row) { return moment(row.first); });
  families.each("logscan_group_last_timestamp_seconds", "gauge", "seconds",
                "When the latest request of a group came.",
                [](const GroupRow& row) { return moment(row.last); });
  families.about_all();
}

}  // namespace logscan::detail
