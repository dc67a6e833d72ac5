#include "cli/partial.h"

#include <algorithm>
#include <system_error>

#include "cli/delivery.h"
#include "cli/findings.h"
#include "cli/messages.h"
#include "cli/scan.h"
#include "engine/run_clock.h"
#include "logset/log_names.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

void put_in_order(std::vector<Input>& inputs) {
  std::stable_sort(inputs.begin(), inputs.end(),
                   [](const Input& a, const Input& b) { return older_first(a.path(), b.path()); });
}

}  // namespace

ExitCode deliver_partial(const Options& options, const Aggregate& findings, const Summary& summary,
                         Output& output) {
  ExitCode code = ExitCode::kOk;
  try {
    output.write(findings.write());
  } catch (const std::system_error& failure) {
    code = tell_write_error(options.output, failure);
  }
  code = more_urgent(code, tell_findings(summary));
  if (options.verbose) tell_run(summary);
  return code;
}

void select_range(const ByteRange& range, std::vector<Input>& inputs) {
  if (inputs.size() != 1) {
    throw UsageError{
        fmt::format("--range: is of one file, and here are {}; name one", inputs.size())};
  }
  Input& input = inputs[0];
  if (input.error()) return;
  if (!input.seekable()) {
    throw UsageError{fmt::format(
        "--range: {} cannot be read at any offset, for it is {}; name a plain file",
        shown_name(input.path()), input.compression() ? "compressed" : "no regular file")};
  }
  input.select(range.begin, range.end);
}

ExitCode write_partial(const Options& options, std::vector<Input>& inputs,
                       const EngineOptions& pipeline, Output& output) {
  const RunClock clock;
  put_in_order(inputs);
  const Aggregate findings = with_progress(options, inputs, pipeline, collect);
  Summary summary = findings.summarize(pipeline.query->spec);
  clock.stop(pipeline, summary);
  return deliver_partial(options, findings, summary, output);
}

}  // namespace logscan::cli
