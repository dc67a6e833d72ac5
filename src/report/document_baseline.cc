#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "report/document_sections.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

Table speed_table(const Summary& summary, const Baseline& baseline) {
  Table table;
  table.name = "baseline_speed";
  table.label = "method";
  table.columns = {
      {.name = "method", .title = "method"},
      {.name = "lines", .title = "lines", .number = true},
      {.name = "seconds", .title = "seconds", .number = true},
      {.name = "bytes_per_second", .title = "bytes per second", .number = true},
      {.name = "speedup", .title = "speed-up of the scan", .number = true},
  };
  const double scan = baseline.scan_seconds;
  const double speed = scan > 0 ? static_cast<double>(summary.totals.bytes) / scan : 0;
  table.rows.push_back(
      {{Words{"scan"}, Count{summary.totals.lines}, Decimal{scan}, Decimal{speed}, Cell()},
       Severity::kNone});
  for (const BaselineMethod& method : baseline.methods) {
    table.rows.push_back(
        {{Words{method.name}, method.lines ? Cell(Count{*method.lines}) : Cell(),
          Decimal{method.seconds}, Decimal{method.bytes_per_second}, Decimal{method.speedup}},
         Severity::kNone});
  }
  return table;
}

Table count_table(const Summary& summary, const Baseline& baseline) {
  Table table;
  table.name = "baseline_counts";
  table.label = "count";
  table.columns = {
      {.name = "status", .title = "status"},
      {.name = "exact", .title = "exact", .number = true},
  };
  for (const BaselineMethod& method : baseline.methods)
    table.columns.push_back({.name = method.name, .title = method.name, .number = true});
  for (StatusCode code = 400; code <= 599; ++code) {
    const std::uint64_t exact = summary.status.codes[code];
    if (exact == 0) continue;
    TableRow row{{StatusCell{code}, Count{exact}}, Severity::kNone};
    for (const BaselineMethod& method : baseline.methods) {
      row.cells.emplace_back(Count{method.errors[code]});
      if (method.errors[code] != exact) row.severity = Severity::kWarning;
    }
    table.rows.push_back(std::move(row));
  }
  table.notes.emplace_back("codes that no line has are left out; each of them: --json");
  return table;
}

}  // namespace

Table difference_table(const Summary& summary, const Baseline& baseline) {
  Table table;
  table.name = "baseline_differences";
  table.label = "differs";
  table.columns = {
      {.name = "method", .title = "method"},
      {.name = "status", .title = "status"},
      {.name = "exact", .title = "exact", .number = true},
      {.name = "other_field", .title = "+ other field", .number = true},
      {.name = "sliced", .title = "- sliced", .number = true},
      {.name = "misread", .title = "+ misread", .number = true},
  };
  for (const BaselineDifference& each : baseline.differences) {
    if (summary.status.codes[each.status] == 0) continue;
    table.rows.push_back(
        {{Words{each.method}, StatusCell{each.status}, Count{summary.status.codes[each.status]},
          Count{each.other_field}, Count{each.sliced}, Decimal{static_cast<double>(each.misread)}},
         Severity::kNone});
  }
  table.notes.emplace_back("count = exact + other_field - sliced + misread");
  return table;
}

void add_baseline(Document& document, const Summary& summary) {
  if (!summary.baseline) return;
  const Baseline& baseline = *summary.baseline;
  Section section{"baseline", "Baseline: naive methods over the same bytes", {}, {}, false, false};
  section.parts.emplace_back(speed_table(summary, baseline));
  section.parts.emplace_back(count_table(summary, baseline));
  if (Table differences = difference_table(summary, baseline); !differences.rows.empty())
    section.parts.emplace_back(std::move(differences));
  Facts facts;
  facts.facts.push_back({"reference",
                         {Count{baseline.reference_differs}, Words{" of "},
                          Count{summary.totals.lines}, Words{" lines differ"}},
                         Severity::kNone});
  facts.facts.push_back({"reconciled",
                         {Words{baseline.reconciled ? "yes, every difference is explained"
                                                    : "NO, not every difference is explained"}},
                         baseline.reconciled ? Severity::kGood : Severity::kError});
  section.parts.emplace_back(std::move(facts));
  if (baseline.reference_example)
    section.parts.emplace_back(Quote{"first difference", *baseline.reference_example});
  document.sections.push_back(std::move(section));
}

}  // namespace logscan::detail
