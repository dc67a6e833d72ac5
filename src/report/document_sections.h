#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logscan/summary.h"
#include "report/document.h"

/// The sections of a document. Each function adds nothing if its section has no content.
namespace logscan::detail {

/// Returns what was found for a condition that holds: `5.983pct (14 of 234 requests)`. Names no
/// group.
std::string found_text(const ThresholdResult& result);

Facts threshold_facts(const std::vector<ThresholdResult>& results);  ///< Those that hold or may.
Facts window_facts(const Summary& summary);                          ///< With --state.
Fact filter_fact(const std::vector<FilterTerm>& filters);  ///< As a shell takes the options.
Facts scope_facts(const Summary& summary);  ///< Format, size, filter, period, errors, incidents.

void add_incident_facts(Facts& facts, const Summary& summary);  ///< The worst, a fact each.

/// Returns the incidents that are on the timeline.
std::vector<ChartMark> incident_marks(const Summary& summary);

Table class_table(const Summary& summary);
Table status_table(const Summary& summary);
Table failing_table(const Summary& summary);
Table paths_table(const ErrorSummary& error);
Table clients_table(const ErrorSummary& error);
Table malformed_table(const Summary& summary);
Table inputs_table(const Summary& summary);
Table difference_table(const Summary& summary, const Baseline& baseline);
Table incidents_table(const Summary& summary);
Table changes_table(const Summary& summary);   ///< Empty without a comparison.
Table timeline_table(const Summary& summary);  ///< The buckets of the chart.

/// Returns what a summary with a comparison is compared with, and the `most` largest changes.
Facts comparison_facts(const Summary& summary, std::size_t most);

void add_overview(Document& document, const Summary& summary);
void add_groups(Document& document, const Summary& summary);
void add_series(Document& document, const Summary& summary);
void add_slowest(Document& document, const Summary& summary);
void add_incidents(Document& document, const Summary& summary);
void add_comparison(Document& document, const Summary& summary);
void add_timeline(Document& document, const Summary& summary);
void add_statuses(Document& document, const Summary& summary);
void add_failing(Document& document, const Summary& summary);
void add_errors(Document& document, const Summary& summary);
void add_malformed(Document& document, const Summary& summary);
void add_unread(Document& document, const Summary& summary);
void add_inputs(Document& document, const Summary& summary);
void add_baseline(Document& document, const Summary& summary);

/// Whether the report answers --by or --every, so that the default report is beside the point.
inline bool has_answers(const Summary& summary) {
  return !summary.groups.empty() || !summary.series.empty();
}

/// Returns the severity that a status stands for.
Severity status_severity(StatusCode code);

ReportClock clock_of(const Summary& summary);

/// Returns a time by the clock that the report names.
LogTime on_clock(const Summary& summary, LogTime time);

/// Returns an unknown time as null.
Cell moment_cell(const Summary& summary, const std::optional<LogTime>& time);

/// Returns `standard input` for `-`.
Cell path_cell(const std::string& path);

}  // namespace logscan::detail
