#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "logscan/record_writer.h"
#include "logscan/summary.h"

namespace logscan {

struct ExplainedLine;

/// How a report looks. The defaults are those of a pipe in the C locale: 80 columns, no colour,
/// ASCII only.
struct ReportStyle {
  unsigned columns = 80;  ///< width to fit, at least 40
  bool color = false;     ///< ANSI colours
  bool unicode = false;   ///< Unicode bars and lines; without it plain ASCII
  bool run = true;        ///< JSON: the object `run`
  bool units = false;     ///< text: `4.8 GB` for bytes
};

/// The report for people. Pure: the same summary gives the same bytes, whatever the locale, time
/// zone or terminal. Log bytes come out harmless (see safe_text.h). Holds no time or speed of the
/// run, but for the baseline's.
std::string report_text(const Summary& summary, const ReportStyle& style);

/// The report for a terminal: on one screen what the default report says at most, with separators
/// and units. Pure, and as safe as report_text(), which it is below 80 columns.
std::string report_terminal(const Summary& summary, const ReportStyle& style);

/// The report as Markdown, as GitHub reads it. Pure. Log bytes form no links, HTML or tables.
std::string report_markdown(const Summary& summary);

/// The report for programs: schema `logscan.report/1`, two-space indent, one line feed at the end,
/// always valid JSON.
std::string report_json(const Summary& summary, const ReportStyle& style);

/// Names and values of labels that every metric of a report gets. A name has letters, digits and
/// `_`, does not start with a digit, and differs from all others; a value is UTF-8.
using MetricLabels = std::vector<std::pair<std::string, std::string>>;

/// The report for a Prometheus server, by way of node_exporter's folder of text files: OpenMetrics
/// that the older text format reads, too. Label values are printable, at most 128 bytes, and stand
/// for the same bytes in every run; at most 1,000 rows of each list of groups. Series and the
/// baseline are not in it. `labels` come first in each sample.
std::string report_openmetrics(const Summary& summary, const MetricLabels& labels = {});

/// One table of the report: a line of names, then its rows. `format` is kCsv or kTsv. Values are
/// those of JSON, and are written as in records. An empty `name` stands for the only list of groups
/// or series; without any, for what fails.
std::string report_table(const Summary& summary, RecordFormat format, std::string_view name = {});

/// The first lines of the report for people, without colour: one for each threshold that holds, and
/// for each of which that is not sure. `FAILED errors.rate > 5pct: 7.1pct (71 of 1000 requests)`.
std::vector<std::string> threshold_lines(const std::vector<ThresholdResult>& results);

/// For people: a line that says what the line is, and a row for each of its fields that is not
/// null, and for each column that is left over; of a line that is not parsed, its text. Every value
/// is made harmless, and cut at 1,024 columns. `path` is the input's, `-` standard input. Pure,
/// like the reports.
std::string explain_text(std::string_view path, const ExplainedLine& line,
                         const ReportStyle& style);

}  // namespace logscan
