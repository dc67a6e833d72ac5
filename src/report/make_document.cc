#include "report/document.h"
#include "report/document_sections.h"
#include <fmt/core.h>

namespace logscan::detail {

Severity status_severity(StatusCode code) {
  if (is_server_error(code)) return Severity::kError;
  if (is_client_error(code)) return Severity::kWarning;
  return status_class(code) == StatusClass::k2xx ? Severity::kGood : Severity::kNone;
}

LogTime on_clock(const Summary& summary, LogTime time) {
  if (summary.zone.empty() && summary.first) time.offset_minutes = summary.first->offset_minutes;
  return time;
}

ReportClock clock_of(const Summary& summary) {
  ReportClock clock{summary.zone, std::nullopt};
  if (summary.first) clock.offset = summary.first->offset_minutes;
  return clock;
}

Cell moment_cell(const Summary& summary, const std::optional<LogTime>& time) {
  if (!time) return {};
  return Moment{on_clock(summary, *time)};
}

Cell path_cell(const std::string& path) {
  if (path == "-") return Words{"standard input"};
  return LogBytes{path};
}

Document make_document(const Summary& summary) {
  Document document;
  document.title = "logscan report";
  document.clock = clock_of(summary);
  add_overview(document, summary);
  add_groups(document, summary);
  add_series(document, summary);
  add_slowest(document, summary);
  add_incidents(document, summary);
  add_comparison(document, summary);
  add_timeline(document, summary);
  add_statuses(document, summary);
  add_failing(document, summary);
  add_errors(document, summary);
  add_malformed(document, summary);
  add_unread(document, summary);
  add_inputs(document, summary);
  add_baseline(document, summary);

  const Accounting& totals = summary.totals;
  document.accounting = fmt::format(
      "lines {} = parsed {} + malformed {} + blank {} + comment {} + filtered {}", totals.lines,
      totals.parsed, totals.malformed, totals.blank, totals.comment, totals.filtered);
  return document;
}

}  // namespace logscan::detail
