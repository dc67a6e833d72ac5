#include "session/deliver.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <system_error>

#include "cli/delivery.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "logscan/report.h"
#include "report/unread_text.h"
#include "session/findings.h"
#include "session/packed_partial.h"

namespace logscan::cli {
namespace {

ExitCode code_of(const Summary& summary) {
  const bool fails = std::any_of(summary.thresholds.begin(), summary.thresholds.end(),
                                 [](const ThresholdResult& result) { return result.holds; });
  return fails ? ExitCode::kFailIf : ExitCode::kOk;
}

bool is_certain(const Summary& summary) {
  // Lines may have been lost.
  if (summary.window && !summary.window->lost.empty()) return false;
  return std::all_of(summary.thresholds.begin(), summary.thresholds.end(),
                     [](const ThresholdResult& result) { return result.is_sure(); });
}

ExitCode print_thresholds(const Summary& summary) {
  for (const std::string& line : threshold_lines(summary.thresholds))
    message::error("{}", line);
  return code_of(summary);
}

// Durations that no line has are the same dash in each row.
void print_unmeasured(const Summary& summary) {
  const auto is_unmeasured = [](const auto& answer) { return answer.unmeasured; };
  if (std::any_of(summary.groups.begin(), summary.groups.end(), is_unmeasured) ||
      std::any_of(summary.series.begin(), summary.series.end(), is_unmeasured)) {
    message::warn("--show: {}", kNoDuration);
  }
}

// cron passes what follows % in `errors.rate > 5%` as standard input.
void print_crontab_hint(const Options& options, ExitCode code) {
  const auto& thresholds = options.query->spec.thresholds;
  const bool may_be_cut = options.files.empty() &&
                          std::any_of(thresholds.begin(), thresholds.end(), [](const auto& each) {
                            return each.rate && each.text.back() >= '0' && each.text.back() <= '9';
                          });
  if (code == ExitCode::kNoLog && may_be_cut) {
    message::error(
        "--fail-if: in a crontab, % ends the command and the rest is standard input; write pct "
        "instead");
  }
}

// cron mails standard error, too, so nothing that the text on standard output shows is repeated.
ExitCode print_the_rest(const Options& options, const Summary& summary, bool is_written) {
  const bool is_text = options.format == Format::kText || options.format == Format::kMail;
  return print_outcome(options, summary, is_written && is_text && options.output.empty());
}

std::string shown_report(const Options& options, const Summary& summary) {
  const ReportStyle style = report_style(options);
  const bool fits_screen =
      options.format == Format::kText && is_on_terminal(options) && !options.full;
  return fits_screen ? report_terminal(summary, style) : render(options, style, summary);
}

ExitCode deliver_report(const Options& options, const Summary& shown, const Summary& counted,
                        Output& output, ExitCode so_far) {
  // Messages follow the report, unless they decide whether there is one.
  const bool may_be_quiet = options.quiet_if_ok && options.output.empty();
  ExitCode code = so_far;
  if (may_be_quiet) code = more_urgent(code, print_the_rest(options, counted, true));
  const bool is_quiet = may_be_quiet && code == ExitCode::kOk && is_certain(counted);
  bool is_written = true;
  try {
    if (!is_quiet && !output.write(shown_report(options, shown))) return code_of(counted);
  } catch (const std::system_error& failure) {
    is_written = false;
    code = more_urgent(code, print_write_error(options.output, failure));
  }
  if (!may_be_quiet) code = more_urgent(code, print_the_rest(options, counted, is_written));
  return code;
}

ExitCode deliver_partial(const Options& options, const Aggregate& counts, const Summary& summary,
                         Output& output) {
  ExitCode code = ExitCode::kOk;
  try {
    write_partial(counts, options.temp_folder(),
                  [&](std::string_view bytes) { output.append(bytes); });
    if (!output.was_closed()) output.commit();
  } catch (const std::system_error& failure) {
    code = print_write_error(options.output, failure);
  }
  return more_urgent(code, print_findings(summary));
}

// The records were written while lines were counted.
ExitCode deliver_records(const Options& options, const Summary& summary, Output& output) {
  try {
    output.commit();
  } catch (const std::system_error& failure) {
    return print_write_error(options.output, failure);
  }
  print_left_out(summary, "run logscan without --records to see why");
  const ExitCode code = print_thresholds(summary);
  return more_urgent(code, print_findings(summary));
}

}  // namespace

std::string render(const Options& options, const ReportStyle& style, const Summary& summary) {
  switch (options.format) {
    case Format::kText:
      return report_text(summary, style);
    case Format::kMarkdown:
      return report_markdown(summary);
    case Format::kHtml:
      return report_html(summary);
    case Format::kMail:
      return report_mail(summary, options.mail_to);
    case Format::kJson:
      return report_json(summary, style);
    case Format::kOpenMetrics:
      return report_openmetrics(summary, options.labels);
    case Format::kCsv:
      return report_table(summary, RecordFormat::kCsv, options.table);
    case Format::kTsv:
      return report_table(summary, RecordFormat::kTsv, options.table);
    case Format::kJsonLines:
      break;  // of records
  }
  return {};
}

ExitCode print_outcome(const Options& options, const Summary& summary, bool is_on_screen) {
  const ExitCode code = is_on_screen ? code_of(summary) : print_thresholds(summary);
  if (!is_on_screen) print_unmeasured(summary);
  const ExitCode findings = print_findings(summary);
  if (is_table(options.format)) print_table_notes(summary);
  print_crontab_hint(options, findings);
  return more_urgent(code, findings);
}

ExitCode deliver(const Options& options, const Aggregate& counts, const Summary& shown,
                 const Summary& counted, Output& output, ExitCode so_far) {
  if (options.partial)
    return more_urgent(so_far, deliver_partial(options, counts, counted, output));
  if (options.mode == Mode::kRecords)
    return more_urgent(so_far, deliver_records(options, counted, output));
  return deliver_report(options, shown, counted, output, so_far);
}

}  // namespace logscan::cli
