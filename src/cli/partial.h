#pragma once

#include <vector>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/output.h"
#include "logscan/aggregate.h"
#include "logscan/engine.h"
#include "logscan/input.h"
#include "logscan/summary.h"

namespace logscan::cli {

/// Writes what was found as a partial, and tells what it leaves open; `summary` is that of the
/// findings. Conditions are judged when partials are merged: of one alone they say little.
ExitCode deliver_partial(const Options& options, const Aggregate& findings, const Summary& summary,
                         Output& output);

/// Chooses the part of the only input that --range names. Throws UsageError for one that cannot be
/// read at any offset.
void select_range(const ByteRange& range, std::vector<Input>& inputs);

/// Reads the inputs, in the order that merged findings have, and writes a partial. Throws
/// UsageError where one of them is there twice.
ExitCode write_partial(const Options& options, std::vector<Input>& inputs,
                       const EngineOptions& pipeline, Output& output);

}  // namespace logscan::cli
