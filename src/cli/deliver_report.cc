#include "cli/deliver_report.h"

#include <algorithm>
#include <string>
#include <system_error>

#include "cli/delivery.h"
#include "cli/findings.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "logscan/report.h"

namespace logscan::cli {
namespace {

std::string render(const Options& options, const Summary& summary) {
  const ReportStyle style = report_style(options);
  switch (options.format) {
    case Format::kText:
      return report_text(summary, style);
    case Format::kJson:
      return report_json(summary, style);
    case Format::kOpenMetrics:
      return report_openmetrics(summary);
    case Format::kJsonLines:
    case Format::kCsv:
    case Format::kTsv:
      break;  // of records
  }
  return {};
}

ExitCode code_of(const Summary& summary) {
  const bool fails = std::any_of(summary.thresholds.begin(), summary.thresholds.end(),
                                 [](const ThresholdResult& result) { return result.holds; });
  return fails ? ExitCode::kFailIf : ExitCode::kOk;
}

bool is_sure(const Summary& summary) {
  // Where lines may be gone it is said, though nobody knows that any were.
  if (summary.window && !summary.window->lost.empty()) return false;
  return std::all_of(summary.thresholds.begin(), summary.thresholds.end(),
                     [](const ThresholdResult& result) { return result.is_sure(); });
}

// `errors.rate > 5%` without quotes in a crontab: what is behind the % comes as standard input.
void tell_crontab(const Options& options, ExitCode code) {
  const auto& thresholds = options.query->spec.thresholds;
  const bool may_be_cut = options.files.empty() &&
                          std::any_of(thresholds.begin(), thresholds.end(), [](const auto& each) {
                            return each.rate && each.text.back() >= '0' && each.text.back() <= '9';
                          });
  if (code == ExitCode::kNoLog && may_be_cut) {
    message::error(
        "--fail-if: in a crontab % ends the command, and what follows is standard input; write pct "
        "instead");
  }
}

// Standard error, too, is mailed by cron: what the text on standard output says is not said again.
ExitCode tell_the_rest(const Options& options, const Summary& summary, bool is_written) {
  const bool is_on_screen = is_written && options.format == Format::kText && options.output.empty();
  const ExitCode code = is_on_screen ? code_of(summary) : tell_thresholds(summary);
  const ExitCode findings = tell_findings(summary);
  tell_crontab(options, findings);
  return more_urgent(code, findings);
}

}  // namespace

ExitCode tell_thresholds(const Summary& summary) {
  for (const std::string& line : threshold_lines(summary.thresholds))
    message::error("{}", line);
  return code_of(summary);
}

ExitCode deliver_report(const Options& options, const Summary& summary, Output& output,
                        ExitCode so_far) {
  return deliver_report(options, summary, summary, output, so_far);
}

ExitCode deliver_report(const Options& options, const Summary& summary, const Summary& judged,
                        Output& output, ExitCode so_far) {
  // What is told comes behind the report, but where that decides whether there is one.
  const bool may_be_quiet = options.quiet_if_ok && options.output.empty();
  ExitCode code = so_far;
  if (may_be_quiet) code = more_urgent(code, tell_the_rest(options, judged, true));
  const bool is_quiet = may_be_quiet && code == ExitCode::kOk && is_sure(judged);
  bool is_written = true;
  try {
    if (!is_quiet && !output.write(render(options, summary))) return code_of(judged);
  } catch (const std::system_error& failure) {
    is_written = false;
    code = more_urgent(code, tell_write_error(options.output, failure));
  }
  if (!may_be_quiet) code = more_urgent(code, tell_the_rest(options, judged, is_written));
  if (options.verbose) tell_run(judged);
  return code;
}

}  // namespace logscan::cli
