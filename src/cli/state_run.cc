#include "cli/state_run.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <utility>

#include "cli/deliver_report.h"
#include "cli/delivery.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/partial.h"
#include "cli/progress.h"
#include "cli/small_file.h"
#include "cli/sources.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "engine/run_clock.h"
#include "logscan/log_time.h"
#include "state/known_logs.h"
#include "state/named_logs.h"
#include "state/state_run.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

LockWait patience_of(const StateOptions& options, const std::string& path) {
  return {options.wait, [seconds = options.wait.count(), path] {
            message::warn("{}: another run uses the state; waiting {} s for it at most",
                          shown_name(path), seconds);
          }};
}

ExitCode tell_state_error(const std::string& path, const StateError& error) {
  message::error("{}: {}", shown_name(path), error.what());
  return ExitCode::kNotDelivered;
}

// Neither the window nor the sums of all windows may become a sketch.
ExitCode tell_memory_error(const std::string& path, const MemoryError& error) {
  message::error(
      "{}: --exact: {}; nothing was committed, and the next run reads these lines again; give more "
      "with --memory, or begin another state without --exact",
      shown_name(path), error.what());
  return ExitCode::kNotDelivered;
}

std::string now() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  LogTime time;
  time.seconds = now.time_since_epoch().count();
  return format_rfc3339(time);
}

// A rotated file of a log is read as well, whether it was named or not; but for what logscan wrote.
void refuse_output_among(const LogFiles& files, const std::string& output) {
  if (output.empty() || !exists(output)) return;
  const bool may_be_rotated = may_be_log(output);
  Folders folders;
  for (const NamedLog& log : named_logs(files.paths, files.known)) {
    for (const ListedFile& file : folders.files_of(log)) {
      if ((file.named || may_be_rotated) && same_file(output, file.id)) throw output_is_log(output);
    }
  }
}

// What is missing may be so for a moment alone: whether it is a log that was rotated is found out
// later. A log of a folder may be gone, or begin anew with lines that nobody can read.
LogFiles log_files(const Options& options, const std::vector<FoundFile>& found,
                   const StateRun& run) {
  LogFiles files;
  for (const FoundFile& file : found) {
    const std::string& path = file.path;
    const std::optional<std::string>& error = file.error;
    if (error && !known_in({path}, options.recursive, run.known_logs()).empty()) {
      // A folder or a pattern: its logs are being rotated, or empty.
    } else if (error && exists(path)) {
      files.others.push_back({path, *error});
    } else {
      files.paths.push_back(path);
      if (file.found != nullptr) files.found.insert(path);
    }
  }
  files.max_decompressed = options.max_decompressed;
  files.known = known_in(options.files, options.recursive, run.known_logs());
  refuse_output_among(files, options.output);
  return files;
}

WindowSummary summary_of(const StateRun& run) {
  const Window& window = run.window();
  WindowSummary summary;
  summary.number = window.number;
  summary.from = window.from;
  summary.to = window.to;
  summary.repeated = run.is_repeated();
  summary.pending_bytes = window.pending_bytes;
  for (const Lost& lost : window.lost)
    summary.lost.push_back({lost.path, lost.from, lost.bytes, lost.maybe_more});
  return summary;
}

ExitCode tell_lost(const WindowSummary& window) {
  for (const LostBytes& lost : window.lost) {
    const std::string name = shown_name(lost.path);
    if (lost.bytes > 0) {
      message::error(
          "{}: {}{} bytes from offset {} on are gone and were never read; run logscan "
          "before logs are deleted or truncated",
          name, lost.maybe_more ? "at least " : "", lost.bytes, lost.offset);
    } else {
      message::warn("{}: is gone; what may have come behind offset {} was never read", name,
                    lost.offset);
    }
  }
  return window.lost_bytes() > 0 ? ExitCode::kInput : ExitCode::kOk;
}

bool may_commit(ExitCode code) {
  return code != ExitCode::kUsage && code != ExitCode::kNotDelivered;
}

ExitCode finish(const Options& options, StateRun& run, const Output& output, ExitCode code) {
  const std::uint64_t number = run.window().number;
  if (output.was_closed()) {
    message::error("the report was not read to its end; window {} comes again", number);
    return ExitCode::kNotDelivered;
  }
  if (!may_commit(code)) {
    message::error("window {} was not committed, and comes again", number);
    return code;
  }
  if (run.window().is_held) {
    message::info("window {} is pending until --commit or --rollback", number);
    return code;
  }
  try {
    output.sync();
  } catch (const std::system_error& failure) {
    return tell_write_error(options.output, failure);
  }
  run.commit();
  return code;
}

// A collector takes a counter that falls for a restart, so metrics count all time. What was read
// now is what conditions judge, and where inputs fail.
ExitCode deliver_metrics(const Options& options, const QuerySpec& spec, StateRun& run,
                         const Summary& window, Output& output, ExitCode code) {
  Summary summary = run.all().summarize(spec);
  summary.window = window.window;
  summary.inputs = window.inputs;
  summary.thresholds = window.thresholds;
  return deliver_report(options, summary, window, output, code);
}

ExitCode read_and_report(const Options& options, EngineOptions pipeline,
                         const std::vector<FoundFile>& found, Output& output) {
  const RunClock clock;
  StateRun run(options.state.state, patience_of(options.state, options.state.state));
  {
    std::optional<Progress> progress;
    if (!options.quiet && can_show_progress()) {
      progress.emplace(0);
      pipeline.progress = [&progress](std::uint64_t bytes) { progress->add(bytes); };
    }
    run.read(log_files(options, found, run), pipeline, now(), options.state.hold);
  }
  const bool metrics = options.format == Format::kOpenMetrics && !options.partials.write;
  const Aggregate& findings = options.state.cumulative && !metrics ? run.all() : run.findings();
  Summary summary = findings.summarize(pipeline.query->spec);
  for (InputSummary& input : summary.inputs)
    input.is_rest = run.knew(input.path);
  summary.window = summary_of(run);
  clock.stop(pipeline, summary);
  if (run.is_repeated() && run.window().is_held && !options.state.hold) {
    message::warn(
        "{}: window {} is pending since a run with --no-commit; logscan --commit ends that",
        shown_name(options.state.state), run.window().number);
  }
  ExitCode code = tell_lost(*summary.window);
  if (options.partials.write) {
    code = more_urgent(code, deliver_partial(options, findings, summary, output));
  } else if (metrics) {
    code = deliver_metrics(options, pipeline.query->spec, run, summary, output, code);
  } else {
    code = deliver_report(options, summary, output, code);
  }
  return finish(options, run, output, code);
}

bool is_special(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

// Throws UsageError.
void check_beside_state(const Options& options) {
  const auto refuse = [](std::string text) { return UsageError{"--state: " + std::move(text)}; };
  if (options.files.empty() || std::count(options.files.begin(), options.files.end(), "-") > 0) {
    throw refuse("remembers how far files were read, and standard input is none; name the logs");
  }
  for (const std::string& file : options.files) {
    if (is_special(file)) {
      throw refuse("remembers how far files were read, and " + shown_name(file) +
                   " is no regular file; name the logs");
    }
  }
  if (options.query->spec.records) {
    throw refuse(
        "repeats a report that was not delivered, and records cannot be had again; leave out "
        "--records");
  }
  if (options.partials.merge || options.partials.range) {
    throw refuse(fmt::format("finds itself what to read of the logs; leave out {}",
                             options.partials.merge ? "--merge" : "--range"));
  }
  if (options.baseline)
    throw refuse("reads what is new, and --baseline compares whole logs; give one of them");
  if (options.explain)
    throw refuse("is about counts, and --explain-format counts nothing; give one of them");
  if (options.relative_to_log || options.query->spec.is_relative()) {
    throw refuse(
        "asks the same in every run, and a time reckoned from now is another each time; give "
        "dates, "
        "or leave it out");
  }
  if (is_of_state(options.state.state, options.output)) {
    throw UsageError{"--output: " + shown_name(options.output) +
                     " belongs to the state; name another file"};
  }
}

}  // namespace

// Throws UsageError.
ExitCode report_window(const Options& options, const EngineOptions& pipeline) {
  check_beside_state(options);
  // Before there is a new file for the report.
  const std::vector<FoundFile> found = find_sources(options, pipeline);
  std::optional<Output> output;
  try {
    output.emplace(options.output);
  } catch (const std::system_error& failure) {
    return tell_write_error(options.output, failure);
  }
  try {
    return read_and_report(options, pipeline, found, *output);
  } catch (const StateError& error) {
    return tell_state_error(options.state.state, error);
  } catch (const MemoryError& error) {
    return tell_memory_error(options.state.state, error);
  }
}

ExitCode settle_window(const StateOptions& options) {
  const bool commit = !options.commit.empty();
  const std::string& path = commit ? options.commit : options.rollback;
  const std::string name = shown_name(path);
  try {
    // Before anything is made beside it.
    if (!exists(path)) throw StateError("no such state; check the name, and the folder you are in");
    StateRun run(path, patience_of(options, path));
    if (!run.pending()) {
      message::warn("{}: no window is pending; nothing was done", name);
      return ExitCode::kOk;
    }
    const std::uint64_t number = run.pending()->number;
    commit ? run.commit() : run.roll_back();
    message::info("{}: window {} is {}", name, number, commit ? "committed" : "rolled back");
  } catch (const StateError& error) {
    return tell_state_error(path, error);
  } catch (const MemoryError& error) {
    return tell_memory_error(path, error);
  }
  return ExitCode::kOk;
}

}  // namespace logscan::cli
