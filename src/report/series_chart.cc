#include "report/series_chart.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "report/wording.h"
#include "text/join.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kLeastSpans = 3;
constexpr std::size_t kMostSpans = 4000;  // the pixels of a wide screen
constexpr std::size_t kMostGroups = 5;

using Key = std::vector<std::optional<std::string>>;

/// What a group counts in each span.
struct GroupCounts {
  std::vector<std::uint64_t> values;
  std::uint64_t sum = 0;

  void add(std::size_t span, std::uint64_t value) {
    values[span] = value;
    sum += value;
  }
};

std::string key_text(const Key& key) {
  constexpr std::size_t kColumns = 60;
  std::vector<std::string> words;
  for (const std::optional<std::string>& word : key)
    words.push_back(word ? *word : "(none)");
  return safe_text(join(words, ", "), kColumns);
}

bool shows(const SeriesSummary& series, Measure measure) {
  return std::find(series.show.begin(), series.show.end(), measure) != series.show.end();
}

std::vector<LogTime> starts_of(const SeriesSummary& series) {
  std::vector<LogTime> starts;
  for (const SeriesRow& row : series.rows) {
    if (starts.empty() || starts.back().seconds != row.start.seconds) starts.push_back(row.start);
  }
  return starts;
}

void add_measures(Chart& chart, const SeriesSummary& series) {
  ChartSeries counts{"count", {}, Severity::kNone};
  ChartSeries errors{"errors", {}, Severity::kError};
  for (const SeriesRow& row : series.rows) {
    counts.values.push_back(row.group.count);
    errors.values.push_back(row.group.errors);
  }
  chart.series.push_back(std::move(counts));
  if (shows(series, Measure::kErrors)) chart.series.push_back(std::move(errors));
}

void add_groups(Chart& chart, const SeriesSummary& series) {
  std::map<Key, GroupCounts> lines;
  std::size_t span = 0;
  for (const SeriesRow& row : series.rows) {
    if (row.start.seconds != chart.starts[span].seconds) ++span;
    GroupCounts& line = lines[row.group.key];
    line.values.resize(chart.starts.size());
    line.add(span, row.group.count);
  }
  std::vector<std::pair<Key, GroupCounts>> largest(lines.begin(), lines.end());
  std::stable_sort(largest.begin(), largest.end(),
                   [](const auto& a, const auto& b) { return a.second.sum > b.second.sum; });
  if (largest.size() > kMostGroups) {
    chart.notes.push_back(
        fmt::format("the {} largest of {} groups below", kMostGroups, largest.size()));
    largest.resize(kMostGroups);
  }
  for (auto& [key, line] : largest)
    chart.series.push_back({key_text(key), std::move(line.values), Severity::kNone, true});
}

}  // namespace

std::optional<Chart> series_chart(const SeriesSummary& series, std::string name) {
  if (!series.gaps || !shows(series, Measure::kCount)) return std::nullopt;
  Chart chart;
  chart.name = std::move(name);
  chart.every = series.every;
  chart.starts = starts_of(series);
  if (chart.starts.size() < kLeastSpans || chart.starts.size() > kMostSpans) return std::nullopt;
  chart.repeats = true;
  series.by.empty() ? add_measures(chart, series) : add_groups(chart, series);
  return chart;
}

}  // namespace logscan::detail
