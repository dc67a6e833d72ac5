#pragma once

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/output.h"

namespace logscan::cli {

/// Reads the partials that are named, and writes a report on all of them together, or a partial.
ExitCode merge_partials(const Options& options, Output& output);

}  // namespace logscan::cli
