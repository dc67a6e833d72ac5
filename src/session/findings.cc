#include "session/findings.h"

#include <algorithm>
#include <string>

#include "cli/messages.h"
#include "report/unread_text.h"
#include "report/wording.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

bool is_json(std::string_view name) {
  return name == "caddy" || name == "cloudflare" || name.ends_with("json");
}

// Returns what is wrong with an input that is not a log, and what to do.
std::string not_a_log(const Summary& summary, const InputSummary& input) {
  if (input.counts.malformed == 0)
    return "it has only blank lines and comments; name an access log";
  std::string text = "no line has [time] \"request\" status";
  bool json = false;
  for (const Sample& sample : summary.malformed.samples) {
    if (sample.path != input.path) continue;
    if (!sample.closest) {
      text = fmt::format("line {} is longer than --max-line", sample.line);
      continue;
    }
    const ClosestFormat& closest = *sample.closest;
    json = is_json(closest.name);
    text = fmt::format("line {} is closest to {}, expected {} at column {}", sample.line,
                       safe_text(closest.name), safe_text(closest.expected), closest.column);
    break;
  }
  return fmt::format(
      "{}; describe its lines with -l {} or --log-format-from CONFIG, and check with "
      "--explain-format",
      text, json ? "json:status=KEY,path=KEY" : "PATTERN");
}

bool has_no_log_line(const Accounting& counts) {
  return counts.lines > 0 && counts.parsed == 0 && counts.filtered == 0;
}

ExitCode print_inputs(const Summary& summary) {
  ExitCode code = ExitCode::kOk;
  const bool none = has_no_log_line(summary.totals);
  for (const InputSummary& input : summary.inputs) {
    if (input.error) {
      message::error("{}: {}", shown_name(input.path), *input.error);
      code = more_urgent(code, ExitCode::kInput);
    }
    // A few new lines prove nothing about a file that was a log before.
    if (input.is_rest || !has_no_log_line(input.counts)) continue;
    if (summary.malformed.reasons[static_cast<std::size_t>(Reason::kOtherFormat)] > 0) {
      message::error("{}: no line matches the given log format; check it with --explain-format",
                     shown_name(input.path));
    } else {
      message::error("{}: does not look like an access log: {}", shown_name(input.path),
                     not_a_log(summary, input));
    }
    code = more_urgent(code, none ? ExitCode::kNoLog : ExitCode::kInput);
  }
  return code;
}

ExitCode print_baseline(const Baseline& baseline) {
  if (baseline.reconciled) return ExitCode::kOk;
  constexpr const char* kReport = "do not trust the counts, and please report this with the log";
  if (baseline.reference_differs > 0) {
    message::error("baseline: the reference parser reads {} lines differently; {}",
                   baseline.reference_differs, kReport);
  } else {
    message::error("baseline: the counts do not reconcile; {}", kReport);
  }
  return ExitCode::kNotDelivered;
}

void print_filtered(const Summary& summary) {
  if (summary.totals.parsed > 0 || summary.totals.filtered == 0) return;
  std::string text = "no line passed the filter; the log covers " +
                     detail::period_text(summary.log_first, summary.log_last);
  for (const std::string& hint : summary.filter_hints)
    text += "; " + safe_text(hint);
  message::warn("{}", text);
}

}  // namespace

ExitCode print_findings(const Summary& summary) {
  const ExitCode code = print_inputs(summary);
  if (!summary.baseline) return code;
  return more_urgent(code, print_baseline(*summary.baseline));
}

void print_left_out(const Summary& summary, std::string_view advice) {
  const Accounting& totals = summary.totals;
  if (totals.malformed > 0) {
    message::warn("{} of {} lines are malformed and left out; {}", totals.malformed, totals.lines,
                  advice);
  }
  for (std::size_t i = 0; i < kUnreadFields; ++i) {
    const UnreadSummary& unread = summary.unread[i];
    if (unread.lines == 0 || !unread.first) continue;
    message::warn("{}:{}: {}", shown_name(unread.first->path), unread.first->line,
                  unread_text(static_cast<UnreadField>(i), unread));
  }
  if (summary.utc_assumed) message::warn("{}", kAssumesUtc);
  print_filtered(summary);
}

void print_table_notes(const Summary& summary) {
  print_left_out(summary, "use --format text to see why");
  std::uint64_t bound = 0;
  for (const GroupSummary& groups : summary.groups)
    bound = std::max(bound, groups.error_bound);
  for (const SeriesSummary& series : summary.series)
    bound = std::max(bound, series.error_bound);
  if (bound > 0)
    message::warn("counts are at most {} too high; for exact ones, raise --memory", bound);
}

void print_run(const Summary& summary) {
  const Run& run = summary.run;
  message::info("{} bytes, {} lines in {:.3f} s: {:.0f} MB/s, {:.0f} lines/s", summary.totals.bytes,
                summary.totals.lines, run.elapsed_seconds, run.bytes_per_second / 1e6,
                run.lines_per_second);
  message::info("threads {}, kernel {}, block size {}, CPU {:.3f} s, memory {:.1f} MB", run.threads,
                run.kernel, run.block_size, run.cpu_seconds,
                static_cast<double>(run.max_rss_bytes) / 1e6);
  if (run.spilled_bytes > 0) {
    message::info("{:.1f} MB were written to temporary files; with more --memory, fewer are",
                  static_cast<double>(run.spilled_bytes) / 1e6);
  }
}

}  // namespace logscan::cli
