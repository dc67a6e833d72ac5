#include "cli/state_flags.h"

#include <cstdint>
#include <optional>
#include <string_view>

#include "cli/command_line.h"
#include "cli/usage_error.h"
#include "text/moment.h"
#include "text/safe_text.h"
#include "text/span.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

constexpr const char* kGroup = "From run to run";

std::chrono::seconds read_wait(const std::string& text) {
  if (text == "0") return std::chrono::seconds(0);
  const std::optional<std::int64_t> seconds = parse_span(text);
  if (!seconds) {
    throw UsageError{fmt::format(
        "--wait: wants a length of time such as 60s or 5m, or 0, and was given \"{}\"; see "
        "logscan -h",
        safe_text(text))};
  }
  return std::chrono::seconds(*seconds);
}

void need_file(const CommandLine& app, const char* name, const std::string& file) {
  if (app.count(name) > 0 && file.empty()) {
    throw UsageError{
        fmt::format("{}: wants the name of a file, and was given \"\"; see logscan -h", name)};
  }
}

}  // namespace

void define_state_flags(CommandLine& app, StateWords& words) {
  const FlagGroup group(app, kGroup);
  group.word("--state", words.state, "FILE",
             "report what came since the last run with FILE\n"
             "Each line once, whatever was rotated, copied, truncated, made\n"
             "anew or compressed between. The first run begins at the\n"
             "beginning of the logs that are named. Rotated files beside\n"
             "them are found. An unfinished last line waits for the next\n"
             "run. FILE.lock lies beside FILE.");
  group.flag("--cumulative", words.cumulative,
             "with --state: report all that was ever counted\n"
             "-f openmetrics always does, since counters must not fall; what\n"
             "--fail-if judges there is new.");
  group.flag("--no-commit", words.no_commit,
             "with --state: leave the lines pending\n"
             "Every later run reports the same ones, and no newer ones,\n"
             "until --commit or --rollback.");
  group.word("--commit", words.commit, "FILE",
             "the pending lines of a state were delivered\n"
             "Reads no log. The next run begins behind them.");
  group.word("--rollback", words.rollback, "FILE",
             "the pending lines of a state come again\n"
             "Reads no log. The next run reports them together with newer\n"
             "ones.");
  group.word("--wait", words.wait, "DURATION",
             "how long to wait for another run (default: 60s)\n"
             "Of two runs with one state the second waits until the first\n"
             "has ended, or fails.");
}

StateOptions read_state_flags(const CommandLine& app, const StateWords& words) {
  need_file(app, "--state", words.state);
  need_file(app, "--commit", words.commit);
  need_file(app, "--rollback", words.rollback);
  const int files = !words.state.empty() + !words.commit.empty() + !words.rollback.empty();
  if (files > 1) {
    throw UsageError{
        words.state.empty()
            ? "--rollback: contradicts --commit; give one of them"
            : fmt::format("{}: names the state itself and reads no log; leave out --state",
                          words.commit.empty() ? "--rollback" : "--commit")};
  }
  const auto needs_state = [&](const char* name) {
    if (words.state.empty())
      throw UsageError{fmt::format("{}: is about --state; add --state FILE", name)};
  };
  if (words.cumulative) needs_state("--cumulative");
  if (words.no_commit) needs_state("--no-commit");
  if (app.count("--wait") > 0 && files == 0)
    throw UsageError{"--wait: is about --state, --commit and --rollback; add one of them"};
  StateOptions options;
  options.state = words.state;
  options.commit = words.commit;
  options.rollback = words.rollback;
  options.cumulative = words.cumulative;
  options.hold = words.no_commit;
  if (app.count("--wait") > 0) options.wait = read_wait(words.wait);
  return options;
}

}  // namespace logscan::cli
