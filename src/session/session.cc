#include "session/session.h"

#include <cerrno>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "cli/delivery.h"
#include "cli/messages.h"
#include "engine/run_clock.h"
#include "logscan/engine.h"
#include "os/unnamed_file.h"
#include "scan/kernel.h"
#include "session/compared_file.h"
#include "session/deliver.h"
#include "session/findings.h"
#include "session/modes.h"
#include "session/shown_progress.h"
#include "session/sources.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

std::unique_ptr<CountMode> make_mode(const Options& options, EngineOptions& engine) {
  switch (options.mode) {
    case Mode::kRecords:
      return make_records(options, engine);
    case Mode::kPartial:
      return make_partial(options, engine);
    case Mode::kMerge:
      return make_merge(options, engine);
    case Mode::kState:
      return make_state(options, engine);
    case Mode::kReport:
    case Mode::kExplain:
    case Mode::kSettle:
    case Mode::kFollow:
      break;
  }
  return make_report(options, engine);
}

// Throws EndOfRun.
std::unique_ptr<Output> open_output(const Options& options) {
  try {
    return std::make_unique<Output>(options.output);
  } catch (const std::system_error& failure) {
    throw EndOfRun{ExitCode::kNotDelivered, write_error(options.output, failure)};
  }
}

// What must not be written over, or to a terminal. Throws UsageError and EndOfRun.
void check_output(const Options& options) {
  if (options.partial && options.output.empty() && ::isatty(STDOUT_FILENO) != 0)
    throw UsageError{"--partial: does not print binary data to a terminal; name a file with -o"};
  try {
    refuse_state_as_output(options.output);
  } catch (const std::system_error& failure) {
    throw EndOfRun{ExitCode::kNotDelivered, write_error(options.output, failure)};
  }
}

// Opens the file of --compare. That its question fits is known before a long scan, but for
// partials.
std::optional<ComparedFile> open_compared(const Options& options, const EngineOptions& engine) {
  if (options.compare.empty()) return std::nullopt;
  std::optional<ComparedFile> file(std::in_place, options.compare, engine.spill_folder);
  if (options.mode != Mode::kMerge) file->check_question(engine.query->spec);
  return file;
}

// Adds what differs from the file or the earlier period, if there is one.
void add_comparison(const Options& options, const std::optional<ComparedFile>& file,
                    const Aggregate& counts, CountMode& mode, Summary& summary) {
  if (file && options.mode == Mode::kMerge) file->check_question(counts.spec());
  const std::optional<Summary> before = file ? file->summarize() : mode.earlier();
  if (!before) return;
  summary.comparison = compare(*before, counts.summarize(comparable_view(mode.view())));
  summary.comparison->with =
      file ? file->path() : "the period before (" + options.compare_period_words + ")";
}

ExitCode count_and_deliver(const Options& options, EngineOptions& engine) {
  check_output(options);
  const std::optional<ComparedFile> compared = open_compared(options, engine);
  const std::unique_ptr<CountMode> mode = make_mode(options, engine);
  mode->open();
  const std::unique_ptr<Output> output = open_output(options);
  mode->prepare();
  const RunClock clock;
  const Aggregate& counts = [&]() -> const Aggregate& {
    const ShownProgress progress(options, mode->bytes(), engine);
    return mode->count(*output);
  }();
  Summary summary = counts.summarize(mode->view());
  clock.stop(engine, summary);
  ExitCode code = mode->complete(summary);
  add_comparison(options, compared, counts, *mode, summary);
  const std::optional<Summary> shown = mode->shown_instead(summary);
  code = deliver(options, counts, shown ? *shown : summary, summary, *output, code);
  if (options.verbose && !output->was_closed()) print_run(summary);
  return mode->conclude(*output, code);
}

}  // namespace

namespace {

// A wrong name is told before a long scan.
void check_temp_dir(const std::string& folder) {
  if (folder.empty() || open_unnamed_file(folder).get() >= 0) return;
  throw EndOfRun{ExitCode::kNotDelivered,
                 fmt::format("--temp-dir: {}: cannot create a file: {}; name another folder",
                             shown_name(folder), std::generic_category().message(errno))};
}

// What to try if exact groups do not fit somewhere. A state stays one of exact groups.
std::string advice(Mode mode, const std::string& first) {
  if (mode == Mode::kState || mode == Mode::kSettle)
    return "nothing was committed, and the next run tries again; " + first + " or raise --memory";
  return first + (first.empty() ? "" : ", ") +
         "raise --memory, or leave out --exact to list the most frequent groups, with a bound on "
         "their error";
}

}  // namespace

EngineOptions engine_options(const Options& options) {
  EngineOptions engine;
  engine.block_size = options.block_size;
  engine.threads = options.threads;
  engine.query = options.query;
  engine.machine = options.machine;
  check_temp_dir(options.temp_dir);
  engine.spill_folder = options.temp_folder();
  try {
    engine.kernel = &default_kernel();
  } catch (const std::invalid_argument& error) {
    throw UsageError{safe_text(error.what())};
  }
  return engine;
}

ExitCode run_session(const Options& options) {
  // With --quiet-if-ok a healthy run prints nothing, and its end alone shows whether it is one.
  set_message_level(options.quiet || (options.quiet_if_ok && !options.verbose), options.verbose);
  try {
    if (options.mode == Mode::kSettle) return settle(options);
    EngineOptions engine = engine_options(options);
    if (const auto& format = engine.query->log_format)
      print_notes(options.log_format_messages, *format);
    if (options.mode == Mode::kFollow) return follow(options, engine);
    if (options.mode == Mode::kExplain) return explain(options, engine);
    return count_and_deliver(options, engine);
  } catch (const EndOfRun& end) {
    if (!end.message.empty()) message::error("{}", end.message);
    return end.code;
  } catch (const MemoryError& failure) {
    message::error(
        "--exact: {}; {}", failure.what(),
        advice(options.mode, options.mode == Mode::kFollow ? "" : "list fewer with --top"));
    return ExitCode::kNotDelivered;
  } catch (const SpillError& failure) {
    message::error("--exact: {}; {}", failure.what(),
                   advice(options.mode, "name a folder with more room with --temp-dir"));
    return ExitCode::kNotDelivered;
  }
}

}  // namespace logscan::cli
