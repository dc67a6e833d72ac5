#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <signal.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <variant>

#include "cli/deliver_report.h"
#include "cli/delivery.h"
#include "cli/descriptor_limit.h"
#include "cli/exit_code.h"
#include "cli/explain.h"
#include "cli/findings.h"
#include "cli/follow.h"
#include "cli/last_words.h"
#include "cli/log_format.h"
#include "cli/merge.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/partial.h"
#include "cli/query_flags.h"
#include "cli/scan.h"
#include "cli/sources.h"
#include "cli/state_run.h"
#include "cli/terminal.h"
#include "logscan/baseline.h"
#include "logscan/engine.h"
#include "logscan/record_writer.h"
#include "scan/scanner.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

ExitCode refuse(const UsageError& error) {
  // The usage that follows a bare `logscan` is text of its own, not a message.
  if (error.message.ends_with('\n')) {
    fmt::print(stderr, "{}", error.message);
  } else {
    message::error("{}", error.message);
  }
  return ExitCode::kUsage;
}

EngineOptions engine_options(const Options& options) {
  EngineOptions pipeline;
  pipeline.block_size = options.block_size;
  pipeline.threads = options.threads;
  pipeline.kernel = &default_kernel();
  pipeline.query = options.query;
  return pipeline;
}

Summary scan(const Options& options, const std::vector<Input>& inputs,
             const EngineOptions& pipeline) {
  return with_progress(options, inputs, pipeline, analyse);
}

// A log that cannot be read a second time costs the comparison, not the report.
ExitCode add_baseline(const std::vector<Input>& inputs, const EngineOptions& pipeline,
                      Summary& summary) {
  try {
    summary.baseline = compare_with_baseline(inputs, pipeline, summary);
  } catch (const InputError& failure) {
    message::error("baseline: a log could be read once, but not again: it {}", failure.what());
    return ExitCode::kInput;
  } catch (const std::system_error& failure) {
    message::error("baseline: {}; try again while nobody writes the logs",
                   safe_text(failure.what()));
    return ExitCode::kInput;
  }
  return ExitCode::kOk;
}

// The reader of the records has gone away: enough was written.
struct ClosedPipe {};

ExitCode write_records(const Options& options, const std::vector<Input>& inputs,
                       EngineOptions pipeline, Output& output) {
  const auto write = [&](std::string_view bytes) {
    if (!output.append(bytes)) throw ClosedPipe();
  };
  pipeline.write_records = write;
  try {
    std::string header;
    if (options.format != Format::kJsonLines) {
      const QuerySpec& spec = pipeline.query->spec;
      RecordWriter(spec.records->format, spec.records->fields, {}, spec.log_format.own)
          .append_header(header);
    }
    write(header);
    const Summary summary = scan(options, inputs, pipeline);
    output.commit();
    tell_left_out(summary);
    if (options.verbose) {
      tell_growth(inputs);
      tell_run(summary);
    }
    const ExitCode verdict = tell_thresholds(summary);
    return more_urgent(verdict, tell_findings(summary));
  } catch (const ClosedPipe&) {
    return ExitCode::kOk;
  } catch (const std::system_error& failure) {
    return tell_write_error(options.output, failure);
  }
}

// Makes relative times relative to the newest time in the log.
void move_to_log(const Options& options, const std::vector<Input>& inputs,
                 EngineOptions& pipeline) {
  for (const Input& input : inputs) {
    if (!input.error() && !input.is_repeatable()) {
      throw UsageError{fmt::format(
          "--relative-to-log: reads the log twice, and {} can be read only once; name files",
          shown_name(input.path()))};
    }
  }
  EngineOptions first = pipeline;
  first.query = compiled({});
  const Summary summary = scan(options, inputs, first);
  if (!summary.last) return;
  QuerySpec spec = pipeline.query->spec;
  std::erase_if(spec.moments, [](const NamedMoment& moment) { return moment.is_relative; });
  pipeline.query = compiled(std::move(spec), summary.last->seconds);
}

ExitCode report(const Options& options, const std::vector<Input>& inputs,
                const EngineOptions& pipeline, Output& output) {
  Summary summary = scan(options, inputs, pipeline);
  ExitCode code = ExitCode::kOk;
  if (options.baseline) code = add_baseline(inputs, pipeline, summary);
  if (options.verbose) tell_growth(inputs);
  return deliver_report(options, summary, output, code);
}

ExitCode run_on_logs(const Options& options, std::vector<Input>& inputs, EngineOptions& pipeline,
                     Output& output) {
  if (options.partials.range) select_range(*options.partials.range, inputs);
  if (options.explain) return explain(options, inputs, pipeline, output);
  if (options.relative_to_log) move_to_log(options, inputs, pipeline);
  if (options.partials.write) return write_partial(options, inputs, pipeline, output);
  return pipeline.query->spec.records ? write_records(options, inputs, pipeline, output)
                                      : report(options, inputs, pipeline, output);
}

// Throws UsageError.
ExitCode run(const Options& options) {
  // Where all is well nothing is to be read, and before the end that is not known.
  set_message_level(options.quiet || (options.quiet_if_ok && !options.verbose), options.verbose);
  if (options.state.is_settling()) return settle_window(options.state);
  EngineOptions pipeline;
  try {
    pipeline = engine_options(options);
  } catch (const std::invalid_argument& error) {
    throw UsageError{safe_text(error.what())};
  }
  if (const auto& format = pipeline.query->log_format)
    tell_notes(options.log_format_messages, *format);
  if (options.follow.on) return follow(options, pipeline);
  if (options.partials.write && options.output.empty() && ::isatty(STDOUT_FILENO) != 0)
    throw UsageError{"--partial: writes bytes that are no text; name a file with -o"};
  try {
    refuse_state_as_output(options.output);
  } catch (const std::system_error& failure) {
    return tell_write_error(options.output, failure);
  }
  if (!options.state.state.empty()) return report_window(options, pipeline);
  std::vector<Input> inputs;
  if (!options.partials.merge) inputs = open_sources(options, pipeline);
  std::unique_ptr<Output> output;
  try {
    output = std::make_unique<Output>(options.output);
  } catch (const std::system_error& failure) {
    return tell_write_error(options.output, failure);
  }
  return options.partials.merge ? merge_partials(options, *output)
                                : run_on_logs(options, inputs, pipeline, *output);
}

ExitCode start(int argc, const char* const* argv) {
  hold_standard_descriptors();
  raise_descriptor_limit();
  // A closed pipe and a file over its limit come back from write().
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);
  set_up_messages();
  const auto parsed = parse_options(argc, argv);
  if (const auto* error = std::get_if<UsageError>(&parsed)) return refuse(*error);
  if (const auto* asked = std::get_if<Information>(&parsed)) return print_information(asked->text);
  try {
    return run(std::get<Options>(parsed));
  } catch (const UsageError& error) {
    return refuse(error);
  }
}

}  // namespace
}  // namespace logscan::cli

int main(int argc, char** argv) {
  using logscan::cli::ExitCode;
  namespace message = logscan::cli::message;
  ExitCode code = ExitCode::kNotDelivered;
  try {
    code = logscan::cli::start(argc, argv);
  } catch (const std::bad_alloc&) {
    logscan::cli::tell_out_of_memory();
  } catch (const logscan::MemoryError& failure) {
    message::error(
        "--exact: {}; give more with --memory, or leave out --exact: the most frequent "
        "are then listed, with a bound",
        failure.what());
  } catch (const std::system_error& failure) {
    message::error("system: {}; try again", logscan::safe_text(failure.what()));
  } catch (const std::exception& failure) {
    message::error("internal check failed: {}; please report it with the log",
                   logscan::safe_text(failure.what()));
  }
  return static_cast<int>(code);
}
