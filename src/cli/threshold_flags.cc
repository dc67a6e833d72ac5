#include "cli/threshold_flags.h"

#include <cstdint>
#include <optional>
#include <string_view>

#include "cli/byte_size.h"
#include "cli/command_line.h"
#include "cli/usage_error.h"
#include "logscan/expression.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

constexpr const char* kThresholds = "Thresholds";

}  // namespace

void define_threshold_flags(CommandLine& app, ThresholdWords& words) {
  const FlagGroup group(app, kThresholds);
  group.words("--fail-if", words.fail_if, "EXPR",
              "exit with 1 if this holds: 'errors.rate > 5pct'\n"
              "errors, client_errors, server_errors, status.503 or malformed,\n"
              "each also as .rate (0.05, 5pct, 5%); requests;\n"
              "'p99(duration) > 2s'; with > >= < <= == !=. With --by it fails if\n"
              "it holds for any group, listed or not. May be given several\n"
              "times. The report says first which holds, and where. In a\n"
              "crontab write pct: % ends the command there.");
  group.text("--min-requests", words.min_requests, "N",
             "no verdict on fewer requests than N\n"
             "On a group of fewer, or on all of fewer.");
  group.flag("--quiet-if-ok", words.quiet_if_ok,
             "print nothing where the exit code is 0\n"
             "So cron sends a mail only when there is something to read: also\n"
             "a condition that could not be judged, or a log that is gone\n"
             "since the last run. A file of -o is written all the same.");
}

void read_thresholds(const ThresholdWords& words, QuerySpec& spec) {
  for (const std::string& text : words.fail_if) {
    try {
      spec.thresholds.push_back(Threshold::parse(text));
    } catch (const ExpressionError& error) {
      throw UsageError{fmt::format("--fail-if: {}; see logscan --help", error.what())};
    }
  }
  if (!words.min_requests.empty()) {
    const std::optional<std::uint64_t> least = whole_number(words.min_requests);
    if (!least) {
      throw UsageError{
          fmt::format("--min-requests: wants a whole number, and was given \"{}\"; see logscan -h",
                      safe_text(words.min_requests))};
    }
    if (words.fail_if.empty())
      throw UsageError{"--min-requests: is about --fail-if; add one, such as 'errors.rate > 5pct'"};
    spec.min_requests = *least;
  }
  if (words.quiet_if_ok && spec.records) {
    throw UsageError{
        "--quiet-if-ok: is about the report, and --records writes lines as they come; give one of "
        "them"};
  }
}

}  // namespace logscan::cli
