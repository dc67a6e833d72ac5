#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "aggregate/listed_rows.h"
#include "engine/query_rows.h"
#include "query/key_tuple.h"
#include "record/table_hash.h"
#include "text/time_bucket.h"
#include "text/time_zone.h"

namespace logscan {
namespace {

using Table = GroupTable<RowMeasures>;
using View = Table::View;

constexpr std::uint64_t kRankSign = std::uint64_t{1} << 63;
constexpr std::size_t kMostSeriesRows = 100'000;  // gaps included

// The rank of a row, larger first; unknown values come last. Whole numbers may exceed a double, so
// they are the second part.
using Rank = std::pair<double, std::uint64_t>;

Rank rank(Measure measure, const GroupRow& row) {
  constexpr Rank kUnknown = {-1, 0};
  const auto number = [&](const auto& value) {
    return value ? Rank{0, static_cast<std::uint64_t>(*value)} : kUnknown;
  };
  const auto moment = [&](const std::optional<LogTime>& time) {
    return time ? Rank{0, static_cast<std::uint64_t>(time->seconds) ^ kRankSign} : kUnknown;
  };
  const auto amount = [&](const std::optional<OwnAmount::Value>& value) {
    if (!value) return kUnknown;
    return Rank{static_cast<double>(*value >> 64), static_cast<std::uint64_t>(*value)};
  };
  if (is_own(measure)) return amount(row.own_amount(measure));
  switch (measure) {
    case Measure::kCount:
    case Measure::kShare:
    case Measure::kRps:
      return {0, row.count};
    case Measure::kErrors:
      return {0, row.errors};
    case Measure::kRate:
      if (row.covered() == 0) return kUnknown;
      return {static_cast<double>(row.errors) / static_cast<double>(row.covered()), 0};
    case Measure::kBytes:
      return number(row.bytes);
    case Measure::kClients:
      return number(row.clients);
    case Measure::kP50:
      return number(row.p50);
    case Measure::kP90:
      return number(row.p90);
    case Measure::kP95:
      return number(row.p95);
    case Measure::kP99:
      return number(row.p99);
    case Measure::kMax:
      return number(row.max);
    case Measure::kSum:
      return amount(row.sum);
    case Measure::kMean:
      return number(row.mean);
    case Measure::kMin:
      return number(row.min);
    case Measure::kFirst:
      return moment(row.first);
    case Measure::kLast:
      return moment(row.last);
  }
  return kUnknown;
}

GroupRow row_of(const RowMeasures& measures, std::uint64_t missed,
                const std::vector<Measure>& show) {
  GroupRow row;
  measures.summarize(show, row);
  row.count += missed;
  row.missed = missed;
  return row;
}

std::vector<View> top_rows(const Table& table, const GroupSpec& query) {
  const std::uint64_t least = query.min_count;
  if (!query.sort)
    return table.top(
        query.top, [](const View&, const View&) { return false; }, least);
  const auto rank_of = [&](const View& view) {
    // A sum that is too large to show is still the largest.
    if (*query.sort == Measure::kBytes && view.measures->bytes_overflowed()) return Rank{1, 0};
    return rank(*query.sort, row_of(*view.measures, view.missed, {*query.sort}));
  };
  if (*query.sort == Measure::kCount || *query.sort == Measure::kShare ||
      *query.sort == Measure::kRps) {
    return table.top(
        query.top, [](const View& a, const View& b) { return a.count() > b.count(); }, least);
  }
  return table.top(
      query.top, [&](const View& a, const View& b) { return rank_of(a) > rank_of(b); }, least);
}

double clients_error(const Table& table, const std::vector<Measure>& show) {
  if (std::find(show.begin(), show.end(), Measure::kClients) == show.end()) return 0;
  double error = 0;
  const auto see = [&](const RowMeasures& measures) {
    error = std::max(error, measures.clients_error());
  };
  table.each([&](const View& view) { see(*view.measures); });
  see(table.total());
  return error;
}

bool is_unmeasured(const GroupSpec& query, const RowMeasures& total) {
  return MeasureNeeds(query).durations && total.count > 0 && total.durations().count() == 0;
}

double percentile_error(const std::vector<Measure>& show) {
  return std::any_of(show.begin(), show.end(), is_percentile) ? Quantiles::kRelativeError : 0;
}

// There are at least as many groups as rows, and at most as many as lines, even if an attacker
// chose the keys to mislead the estimate.
std::uint64_t count_groups(const QueryTable& table, std::uint64_t lines) {
  if (table.rows.exact()) return table.rows.size();
  return std::max<std::uint64_t>(table.rows.size(), std::min(table.keys.count(), lines));
}

GroupSummary summarize_group(const GroupSpec& query, const OwnFields& own, const QueryTable& table,
                             std::optional<double> seconds) {
  const Table& rows = table.rows;
  GroupSummary group;
  group.by = query.by;
  group.show = query.show;
  group.own = own;
  const std::vector<View> top = top_rows(rows, query);
  for (const View& view : top) {
    GroupRow row = row_of(*view.measures, view.missed, query.show);
    row.key = key_values(view.key, query.by.size());
    group.rows.push_back(std::move(row));
  }
  rows.others(top).summarize(query.show, group.others);
  const RowMeasures total = rows.total();
  total.summarize(query.show, group.total);
  const auto relate = [&](GroupRow& row) {
    row.of = group.total.count;
    row.seconds = seconds;
  };
  std::for_each(group.rows.begin(), group.rows.end(), relate);
  relate(group.others);
  relate(group.total);
  group.min_count = query.min_count;
  group.unmeasured = is_unmeasured(query, total);
  group.exact = rows.exact();
  group.error_bound = rows.bound();
  group.distinct_exact = rows.exact() || table.keys.exact();
  group.distinct = count_groups(table, group.total.count);
  group.distinct_error = group.distinct_exact ? 0 : table.keys.error();
  group.clients_error = clients_error(rows, query.show);
  group.percentile_error = percentile_error(query.show);
  return group;
}

/// The rows of a series by group, and within a group by start.
struct SeriesRows {
  std::map<std::string_view, std::map<std::int64_t, View>> groups;
  std::set<std::int64_t> starts;                 ///< starts of all spans with a row
  std::map<std::int64_t, std::uint64_t> counts;  ///< lines per span

  SeriesRows(const Table& table, const std::map<std::string, std::uint64_t>& other_starts) {
    for (const auto& [bytes, lines] : other_starts) {
      starts.insert(start_of(bytes));
      counts[start_of(bytes)] += lines;
    }
    table.each([&](const View& view) {
      const std::int64_t start = start_of(view.key);
      groups[view.key.substr(kStartBytes)].emplace(start, view);
      starts.insert(start);
      counts[start] += view.count();
    });
  }
};

// Returns the groups to list, in order: those that a table over all time would list.
std::vector<std::string_view> top_groups(const SeriesRows& all, const GroupSpec& query) {
  Table sums(std::numeric_limits<std::size_t>::max());
  for (const auto& [key, rows] : all.groups) {
    RowMeasures& sum = sums.row(key, table_hash(key));
    for (const auto& [start, view] : rows)
      sum.merge(*view.measures);
  }
  std::vector<std::string_view> keys;
  for (const View& view : top_rows(sums, query))
    keys.push_back(all.groups.find(view.key)->first);
  return keys;
}

// Returns every span from the first to the last that has a row. Omits empty spans if there are too
// many.
std::vector<std::int64_t> spans_of(const SeriesRows& all, std::uint64_t every, const TimeZone& zone,
                                   std::size_t groups, bool& gaps) {
  std::vector<std::int64_t> spans;
  if (all.starts.empty()) return spans;
  const TimeBuckets buckets(every, zone);
  for (std::int64_t start = *all.starts.begin(); start <= *all.starts.rbegin();
       start = buckets.next(start)) {
    spans.push_back(start);
    if (spans.size() * std::max<std::size_t>(groups, 1) <= kMostSeriesRows) continue;
    gaps = false;
    return {all.starts.begin(), all.starts.end()};
  }
  return spans;
}

SeriesSummary summarize_series(const SeriesSpec& query, const OwnFields& own,
                               const QueryTable& table,
                               const std::map<std::string, std::uint64_t>& other_starts) {
  const GroupSpec& asked = query.groups;
  SeriesSummary series;
  series.every = query.every;
  series.zone = query.zone;
  series.by = asked.by;
  series.show = asked.show;
  series.own = own;
  series.undated = table.undated;
  series.exact = table.rows.exact();
  series.error_bound = table.rows.bound();
  series.clients_error = clients_error(table.rows, asked.show);
  series.percentile_error = percentile_error(asked.show);
  series.unmeasured = is_unmeasured(asked, table.rows.total());

  const TimeZone zone = TimeZone::find(query.zone).value();
  const TimeBuckets buckets(query.every, zone);
  const SeriesRows all(table.rows, other_starts);
  const std::vector<std::string_view> groups = top_groups(all, asked);
  for (const std::int64_t start : spans_of(all, query.every, zone, groups.size(), series.gaps)) {
    const auto offset = static_cast<std::int16_t>(zone.offset_at(start) / 60);
    const auto seconds = static_cast<double>(buckets.next(start) - start);
    for (const std::string_view key : groups) {
      const auto& rows = all.groups.find(key)->second;
      const auto found = rows.find(start);
      if (found == rows.end() && !series.gaps) continue;
      GroupRow row;
      if (found != rows.end()) {
        row = row_of(*found->second.measures, found->second.missed, asked.show);
      } else {
        RowMeasures().summarize(asked.show, row);
      }
      row.key = key_values(key, asked.by.size());
      if (const auto all_lines = all.counts.find(start); all_lines != all.counts.end())
        row.of = all_lines->second;
      row.seconds = seconds;
      series.rows.push_back({{start, offset}, std::move(row)});
    }
  }
  return series;
}

// Summarizes the rows to list instead if some rows are in temporary files.
GroupSummary summarize_any(const GroupSpec& query, const OwnFields& own, const QueryTable& table,
                           std::optional<double> seconds) {
  if (table.spilled == nullptr) return summarize_group(query, own, table, seconds);
  const auto choose = [&](const Table& rows) { return top_rows(rows, query); };
  ListedRows listed = listed_groups(*table.spilled, table.rows, query.top, choose);
  QueryTable some(listed.rows.budget());
  some.rows = std::move(listed.rows);
  GroupSummary group = summarize_group(query, own, some, seconds);
  group.distinct = listed.keys;
  return group;
}

SeriesSummary summarize_any(const SeriesSpec& query, const OwnFields& own,
                            const QueryTable& table) {
  if (table.spilled == nullptr) return summarize_series(query, own, table, {});
  const auto choose = [&](const Table& rows) { return top_rows(rows, query.groups); };
  ListedRows listed =
      listed_series(*table.spilled, table.rows, kStartBytes, query.groups.top, choose);
  QueryTable some(listed.rows.budget());
  some.rows = std::move(listed.rows);
  some.undated = table.undated;
  return summarize_series(query, own, some, listed.other_starts);
}

}  // namespace

void QueryRows::summarize(const QuerySpec& spec, std::optional<double> seconds,
                          Summary& summary) const {
  const OwnFields& own = spec.log_format.own;
  for (std::size_t i = 0; i < groups.size(); ++i)
    summary.groups.push_back(summarize_any(spec.groups[i], own, groups[i], seconds));
  for (std::size_t i = 0; i < series.size(); ++i)
    summary.series.push_back(summarize_any(spec.series[i], own, series[i]));
}

}  // namespace logscan
