#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "record/number_text.h"
#include "report/document_sections.h"
#include "report/group_notes.h"
#include "report/series_chart.h"
#include "report/unread_text.h"
#include "report/wording.h"
#include "text/join.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kSlowest = 10;

/// Returns `groups`, `groups_2` and so on.
std::string numbered(std::string_view name, std::size_t index) {
  return index == 0 ? std::string(name) : fmt::format("{}_{}", name, index + 1);
}

/// Returns a sum of durations or numbers. What a Span or a double would not write in all digits
/// becomes Words.
Cell amount_cell(const std::optional<OwnAmount::Value>& amount, OwnKind kind) {
  if (!amount) return {};
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  constexpr std::uint64_t kLeast = 100;  // below, a double is written with an exponent
  constexpr std::uint64_t kMostExact = 1'000'000'000'000'000;  // and above, it loses digits
  if (kind == OwnKind::kDuration && *amount <= static_cast<OwnAmount::Value>(kMost))
    return Span{static_cast<std::int64_t>(*amount)};
  if (kind == OwnKind::kNumber && (*amount == 0 || *amount >= kLeast) && *amount < kMostExact)
    return Decimal{static_cast<double>(static_cast<std::uint64_t>(*amount)) / 1e6};
  std::string digits;
  append_own(digits, *amount, kind);
  return Words{digits};
}

Cell span_cell(const std::optional<std::int64_t>& nanoseconds) {
  return nanoseconds ? Cell(Span{*nanoseconds}) : Cell();
}

/// Turns groups into the cells of a table.
class GroupCells {
 public:
  GroupCells(const std::vector<Measure>& show, const OwnFields& own, bool exact)
      : show_(show), own_(own), exact_(exact) {}

  void append_columns(std::vector<Column>& columns, const std::vector<std::string>& by) const {
    for (const std::string& key : by)
      columns.push_back({.name = key, .title = safe_text(key), .key = true});
    for (const Measure measure : show_) {
      const std::string name = measure_name(measure, own_);
      const bool is_time = measure == Measure::kFirst || measure == Measure::kLast;
      columns.push_back({.name = name,
                         .title = safe_text(name),
                         .number = !is_time,
                         .bar = measure == Measure::kCount});
    }
  }

  void append_keys(TableRow& to, const GroupRow& row) const {
    for (const std::optional<std::string>& key : row.key)
      to.cells.push_back(key ? Cell(LogBytes{*key}) : Cell());
  }

  void append_measures(TableRow& to, const GroupRow& row) const {
    for (const Measure measure : show_)
      to.cells.push_back(cell(measure, row));
  }

  /// Returns a row of several groups together, whose first key says what it is.
  TableRow sum(std::string words, std::size_t keys, const GroupRow& row) const {
    TableRow sum;
    sum.cells.resize(keys);
    if (keys > 0) sum.cells.front() = Words{std::move(words)};
    append_measures(sum, row);
    return sum;
  }

 private:
  Cell cell(Measure measure, const GroupRow& row) const {
    if (is_own(measure)) return amount_cell(row.own_amount(measure), own_[own_index(measure)].kind);
    switch (measure) {
      case Measure::kCount:
        return Count{row.count, !exact_};
      case Measure::kErrors:
        return Count{row.errors};
      case Measure::kRate:
        return Share{row.errors, row.covered()};
      case Measure::kBytes:
        return row.bytes ? Cell(ByteCount{*row.bytes}) : Cell();
      case Measure::kClients:
        return row.clients ? Cell(Count{*row.clients}) : Cell();
      case Measure::kP50:
        return span_cell(row.p50);
      case Measure::kP90:
        return span_cell(row.p90);
      case Measure::kP95:
        return span_cell(row.p95);
      case Measure::kP99:
        return span_cell(row.p99);
      case Measure::kMax:
        return span_cell(row.max);
      case Measure::kMean:
        return span_cell(row.mean);
      case Measure::kMin:
        return span_cell(row.min);
      case Measure::kSum:
        return amount_cell(row.sum, OwnKind::kDuration);
      case Measure::kRps:
        return row.rps() ? Cell(Decimal{*row.rps()}) : Cell();
      case Measure::kFirst:
        return time_cell(row.first);
      case Measure::kLast:
        return time_cell(row.last);
      case Measure::kShare:
        return Share{row.count, row.of};
    }
    return {};
  }

  /// Times keep their own offset, as in all formats of groups.
  static Cell time_cell(const std::optional<LogTime>& time) {
    return time ? Cell(Moment{*time}) : Cell();
  }

  const std::vector<Measure>& show_;
  const OwnFields& own_;
  bool exact_;
};

std::string keys_text(const std::vector<std::string>& by) {
  return safe_text(join(by, ", "));
}

Table group_table(const GroupSummary& group) {
  const GroupCells cells(group.show, group.own, group.exact);
  Table table;
  table.label = "group";
  cells.append_columns(table.columns, group.by);
  for (const GroupRow& each : group.rows) {
    TableRow row;
    cells.append_keys(row, each);
    cells.append_measures(row, each);
    table.rows.push_back(std::move(row));
  }
  if (has_others(group)) {
    table.others = cells.sum("others: " + groups_text(group, groups_left(group)), group.by.size(),
                             group.others);
  }
  table.total = cells.sum("total", group.by.size(), group.total);
  table.notes.push_back(group_note(group));
  if (group.unmeasured) table.notes.emplace_back(kNoDuration);
  return table;
}

/// Returns the column whose durations say best what is slow; nullopt if there are none.
std::optional<std::size_t> slowness(const GroupSummary& group) {
  constexpr std::array kBySlowness = {Measure::kP95, Measure::kP99,  Measure::kP90,
                                      Measure::kMax, Measure::kMean, Measure::kP50};
  for (const Measure measure : kBySlowness) {
    const auto found = std::find(group.show.begin(), group.show.end(), measure);
    if (found != group.show.end())
      return group.by.size() + static_cast<std::size_t>(found - group.show.begin());
  }
  return std::nullopt;
}

/// Adds up what adds up: no line is in two rows. Percentiles and the like stay unknown.
GroupRow sum_of(const SeriesSummary& series) {
  GroupRow sum;
  for (const SeriesRow& row : series.rows) {
    sum.count += row.group.count;
    sum.errors += row.group.errors;
    if (row.group.bytes) sum.bytes = sum.bytes.value_or(0) + *row.group.bytes;
  }
  return sum;
}

/// Sorts the slowest rows first, and drops those without a duration.
void keep_slowest(std::vector<TableRow>& rows, std::size_t column) {
  std::erase_if(rows, [column](const TableRow& row) {
    return !std::holds_alternative<Span>(row.cells[column]);
  });
  std::stable_sort(rows.begin(), rows.end(), [column](const TableRow& a, const TableRow& b) {
    return std::get<Span>(a.cells[column]).nanoseconds >
           std::get<Span>(b.cells[column]).nanoseconds;
  });
  if (rows.size() > kSlowest) rows.resize(kSlowest);
}

}  // namespace

void add_groups(Document& document, const Summary& summary) {
  for (std::size_t i = 0; i < summary.groups.size(); ++i) {
    const GroupSummary& group = summary.groups[i];
    Table table = group_table(group);
    table.name = numbered("groups", i);
    document.sections.push_back(
        {table.name, "Requests by " + keys_text(group.by), {table}, {}, true, false});
  }
}

void add_series(Document& document, const Summary& summary) {
  for (std::size_t i = 0; i < summary.series.size(); ++i) {
    const SeriesSummary& series = summary.series[i];
    const GroupCells cells(series.show, series.own, series.exact);
    Table table;
    table.name = numbered("series", i);
    table.label = "time";
    table.columns.push_back({.name = "start", .title = "start"});
    cells.append_columns(table.columns, series.by);
    for (const SeriesRow& each : series.rows) {
      TableRow row{{Moment{each.start}}, Severity::kNone};
      cells.append_keys(row, each.group);
      cells.append_measures(row, each.group);
      table.rows.push_back(std::move(row));
    }
    if (series.exact && series.rows.size() > 1) {
      TableRow total{{Words{"total"}}, Severity::kNone};
      total.cells.resize(1 + series.by.size());
      cells.append_measures(total, sum_of(series));
      table.total = std::move(total);
    }
    if (series.undated > 0)
      table.notes.push_back(counted(series.undated, "line") + " without a readable time");
    table.notes.push_back(counted(series.rows.size(), "row") + "; " + series_note(series));
    if (series.unmeasured) table.notes.emplace_back(kNoDuration);
    std::string title = "Requests every " + span_name(series.every);
    if (series.zone != summary.zone) title += ", zone " + series.zone;
    if (!series.by.empty()) title += ", by " + keys_text(series.by);
    Section section{table.name, std::move(title), {}, {}, true, false};
    if (std::optional<Chart> chart = series_chart(series, table.name))
      section.parts.emplace_back(*std::move(chart));
    section.parts.emplace_back(std::move(table));
    document.sections.push_back(std::move(section));
  }
}

void add_slowest(Document& document, const Summary& summary) {
  for (std::size_t i = 0; i < summary.groups.size(); ++i) {
    const GroupSummary& group = summary.groups[i];
    const std::optional<std::size_t> column = slowness(group);
    if (!column) continue;
    Table table = group_table(group);
    table.name = numbered("slowest", i);
    table.others.reset();
    table.total.reset();
    table.notes = {"of the groups listed above"};
    for (std::size_t at = 0; at < table.columns.size(); ++at)
      table.columns[at].bar = at == *column;
    keep_slowest(table.rows, *column);
    if (table.rows.size() < 2) continue;
    std::string title =
        fmt::format("Slowest {}, by {}", keys_text(group.by), table.columns[*column].title);
    document.sections.push_back(
        {table.name, std::move(title), {std::move(table)}, {}, false, true});
  }
}

}  // namespace logscan::detail
