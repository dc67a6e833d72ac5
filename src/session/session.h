#pragma once

#include "cli/exit_code.h"
#include "cli/options.h"
#include "logscan/engine.h"

namespace logscan::cli {

/// Returns how to run the engine. Throws UsageError, and EndOfRun if --temp-dir cannot be used.
EngineOptions engine_options(const Options& options);

/// Does what the options ask for, in their mode, and returns the exit code of the run. Throws
/// UsageError where something can be found wrong only by looking at files, and what engines throw.
ExitCode run_session(const Options& options);

}  // namespace logscan::cli
