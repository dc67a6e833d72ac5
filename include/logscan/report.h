#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "logscan/record_writer.h"
#include "logscan/summary.h"

namespace logscan {

struct ExplainedLine;

/// The style of a report. The defaults suit a pipe in the C locale: 80 columns, no colour, ASCII.
struct ReportStyle {
  unsigned columns = 80;  ///< width to fit into, at least 40
  bool color = false;     ///< ANSI colours
  bool unicode = false;   ///< Unicode bars and rules instead of ASCII
  bool run = true;        ///< JSON: include the object `run`
  bool units = false;     ///< text: sizes such as `4.8 GB`
};

/// Returns the report for people. Pure: the same summary gives the same bytes, whatever the locale,
/// time zone or terminal. Log bytes are made harmless (see safe_text.h). Contains no times or
/// speeds of the run except those of the baseline.
std::string report_text(const Summary& summary, const ReportStyle& style);

/// Returns the report for a terminal: the default report fits on one screen, with separators and
/// units. Pure, and as safe as report_text(), whose text it is below 80 columns.
std::string report_terminal(const Summary& summary, const ReportStyle& style);

/// Returns the report as GitHub's Markdown. Pure. Log bytes form no links, HTML or tables.
std::string report_markdown(const Summary& summary);

/// Returns the same report as one HTML file, which needs no other file and loads none. Works
/// without script. Log bytes are made harmless, and a Content-Security-Policy forbids everything
/// but what logscan put in.
std::string report_html(const Summary& summary);

/// Returns the report as a message for `sendmail -t`: the text of report_text(), and HTML. The
/// subject says what happened. Has neither date nor sender, which the mail program adds. `to` is a
/// list of addresses in printable ASCII; without it there is no such header.
std::string report_mail(const Summary& summary, std::string_view to);

/// Returns the report for programs: schema `logscan.report/1`, two-space indent, one line feed at
/// the end, always valid JSON.
std::string report_json(const Summary& summary, const ReportStyle& style);

/// Names and values of labels for every metric of a report. A name is unique, has letters, digits
/// and `_`, and does not start with a digit. A value is UTF-8.
using MetricLabels = std::vector<std::pair<std::string, std::string>>;

/// Returns the report for Prometheus, to be read through node_exporter's textfile collector. It is
/// OpenMetrics that parsers of the older text format accept. Label values are printable, have at
/// most 128 bytes, and stand for the same bytes in every run. Each list of groups has at most 1,000
/// rows. Series and the baseline are omitted. `labels` come first in each sample.
std::string report_openmetrics(const Summary& summary, const MetricLabels& labels = {});

/// Returns one table of the report: a line of names, then its rows. `format` is kCsv or kTsv.
/// Values are those of JSON, written as in records. An empty `name` stands for the only list of
/// groups or series; without any, for the table of what fails.
std::string report_table(const Summary& summary, RecordFormat format, std::string_view name = {});

/// Returns the first lines of the report for people, without colour: one for each threshold that
/// holds, and one for each that is not sure. `FAILED errors.rate > 5pct: 7.1pct (71 of 1000
/// requests)`.
std::vector<std::string> threshold_lines(const std::vector<ThresholdResult>& results);

/// Returns an explanation for people. Its first line tells what the line is. A row follows for each
/// field that is not null and for each column that is left over; a line that is not parsed is shown
/// as text. Values are made harmless and truncated at 1,024 columns. `path` is the input's, `-` for
/// standard input. Pure, like the reports.
std::string explain_text(std::string_view path, const ExplainedLine& line,
                         const ReportStyle& style);

}  // namespace logscan
