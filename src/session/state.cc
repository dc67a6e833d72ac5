#include <algorithm>
#include <chrono>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <utility>

#include "cli/delivery.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/usage_error.h"
#include "logscan/log_time.h"
#include "logset/known_logs.h"
#include "logset/named_logs.h"
#include "os/file.h"
#include "session/modes.h"
#include "session/sources.h"
#include "state/state_run.h"
#include "text/moment.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

LockWait lock_wait(const StateOptions& options, const std::string& path) {
  return {options.wait, [seconds = options.wait.count(), path] {
            message::warn("{}: another run uses this state; waiting up to {} s for it",
                          shown_name(path), seconds);
          }};
}

// Runs a step that uses the state at `path`. Its errors end the run: nothing was committed.
template <class Step>
decltype(auto) with_state(const std::string& path, Step&& step) {
  try {
    return step();
  } catch (const StateError& error) {
    throw EndOfRun{ExitCode::kNotDelivered, fmt::format("{}: {}", shown_name(path), error.what())};
  }
}

std::string now() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  LogTime time;
  time.seconds = now.time_since_epoch().count();
  return format_rfc3339(time);
}

// Rotated files of a log are read even if they were not named, except those that logscan wrote.
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

// A missing file may be missing only for a moment: whether it was rotated is found out later. A log
// of a folder may be gone, or start again with lines that cannot be parsed.
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

// A time of the state by the clock of --timezone.
std::string on_clock(const std::string& time, const Query& query) {
  const std::optional<std::int64_t> seconds = parse_moment(time, {});
  if (query.spec.timezone.empty() || !seconds) return time;
  return format_rfc3339({*seconds, static_cast<std::int16_t>(query.zone.offset_at(*seconds) / 60)});
}

WindowSummary summary_of(const StateRun& run, const Query& query) {
  const Window& window = run.window();
  WindowSummary summary;
  summary.number = window.number;
  if (window.from) summary.from = on_clock(*window.from, query);
  summary.to = on_clock(window.to, query);
  summary.repeated = run.is_repeated();
  summary.pending_bytes = window.pending_bytes;
  for (const Lost& lost : window.lost)
    summary.lost.push_back({lost.path, lost.from, lost.bytes, lost.maybe_more});
  return summary;
}

ExitCode print_lost(const WindowSummary& window) {
  for (const LostBytes& lost : window.lost) {
    const std::string name = shown_name(lost.path);
    if (lost.bytes > 0) {
      message::error(
          "{}: {}{} bytes from offset {} were lost before they were read; run logscan before logs "
          "are deleted or truncated",
          name, lost.maybe_more ? "at least " : "", lost.bytes, lost.offset);
    } else {
      message::warn(
          "{}: the file is gone or was truncated; lines after offset {}, if any, were not read",
          name, lost.offset);
    }
  }
  return window.lost_bytes() > 0 ? ExitCode::kInput : ExitCode::kOk;
}

bool may_commit(ExitCode code) {
  return code != ExitCode::kUsage && code != ExitCode::kNotDelivered;
}

bool is_special(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

// Throws UsageError.
void check_beside_state(const Options& options) {
  const auto refuse = [](std::string text) { return UsageError{"--state: " + std::move(text)}; };
  if (options.files.empty() || std::count(options.files.begin(), options.files.end(), "-") > 0) {
    throw refuse("cannot remember a position in standard input; name the logs");
  }
  for (const std::string& file : options.files) {
    if (is_special(file)) {
      throw refuse("cannot remember a position in " + shown_name(file) +
                   ", which is not a regular file; name the logs");
    }
  }
  if (options.query->spec.is_relative()) {
    throw refuse(
        "requires the same filter in every run, but a time relative to now changes; give a date");
  }
  if (is_of_state(options.state.state, options.output)) {
    throw UsageError{"--output: " + shown_name(options.output) +
                     " belongs to the state; name another file"};
  }
}

/// Reads what came since the last run with a state, and remembers how far it got when the report is
/// delivered.
class StateMode : public CountMode {
 public:
  using CountMode::CountMode;

  void open() override {
    check_beside_state(options_);
    found_ = find_sources(options_, engine_);
  }

  const Aggregate& count(Output&) override {
    return with_state(path(), [&]() -> const Aggregate& {
      run_ = std::make_unique<StateRun>(path(), lock_wait(options_.state, path()),
                                        engine_.spill_folder);
      run_->read(log_files(options_, found_, *run_), engine_, now(), options_.state.hold);
      return options_.state.cumulative && !writes_metrics() ? run_->all() : run_->findings();
    });
  }

  ExitCode complete(Summary& summary) override {
    for (InputSummary& input : summary.inputs)
      input.is_rest = run_->knew(input.path);
    summary.window = summary_of(*run_, *engine_.query);
    if (run_->is_repeated() && run_->window().is_held && !options_.state.hold) {
      message::warn(
          "{0}: window {1} is pending since a run with --no-commit; to end that, run: logscan "
          "--commit "
          "{0}",
          shown_name(path()), run_->window().number);
    }
    return print_lost(*summary.window);
  }

  // A collector takes a counter that falls for a restart, so metrics cover all time. Conditions
  // judge what was read now.
  std::optional<Summary> shown_instead(const Summary& counted) override {
    if (!writes_metrics()) return std::nullopt;
    return with_state(path(), [&] {
      Summary summary = run_->all().summarize(engine_.query->spec);
      summary.window = counted.window;
      summary.inputs = counted.inputs;
      summary.thresholds = counted.thresholds;
      return summary;
    });
  }

  ExitCode conclude(const Output& output, ExitCode code) override {
    const std::uint64_t number = run_->window().number;
    if (output.was_closed()) {
      message::error(
          "standard output: the reader closed the pipe early; the next run reports window {} again",
          number);
      return ExitCode::kNotDelivered;
    }
    if (!may_commit(code)) {
      message::error("{}: window {} was not committed; the next run reports it again",
                     shown_name(path()), number);
      return code;
    }
    if (run_->window().is_held) {
      message::info("{}: window {} is pending until --commit or --rollback", shown_name(path()),
                    number);
      return code;
    }
    try {
      output.sync();
    } catch (const std::system_error& failure) {
      return print_write_error(options_.output, failure);
    }
    with_state(path(), [&] { run_->commit(); });
    return code;
  }

 private:
  const std::string& path() const { return options_.state.state; }
  bool writes_metrics() const {
    return options_.format == Format::kOpenMetrics && !options_.partial;
  }

  std::vector<FoundFile> found_;
  std::unique_ptr<StateRun> run_;
};

}  // namespace

std::unique_ptr<CountMode> make_state(const Options& options, EngineOptions& engine) {
  return std::make_unique<StateMode>(options, engine);
}

ExitCode settle(const Options& options) {
  const bool commit = !options.state.commit.empty();
  const std::string& path = commit ? options.state.commit : options.state.rollback;
  const std::string name = shown_name(path);
  return with_state(path, [&] {
    // Before anything is made beside it.
    if (!exists(path)) throw StateError("there is no such state; check its name and folder");
    StateRun run(path, lock_wait(options.state, path), options.temp_folder());
    if (!run.pending()) {
      message::warn("{}: no window is pending; nothing was done", name);
      return ExitCode::kOk;
    }
    const std::uint64_t number = run.pending()->number;
    commit ? run.commit() : run.roll_back();
    message::info("{}: window {} is {}", name, number, commit ? "committed" : "rolled back");
    return ExitCode::kOk;
  });
}

}  // namespace logscan::cli
