#pragma once

#include "cli/exit_code.h"
#include "cli/options.h"
#include "logscan/engine.h"

namespace logscan::cli {

/// Reports what came since the last run, and remembers that. Throws UsageError.
ExitCode report_window(const Options& options, const EngineOptions& pipeline);

/// --commit and --rollback.
ExitCode settle_window(const StateOptions& options);

}  // namespace logscan::cli
