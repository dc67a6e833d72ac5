#pragma once

#include "cli/exit_code.h"
#include "cli/options.h"
#include "logscan/engine.h"

namespace logscan::cli {

/// Follows the logs of the command line until a signal comes, the reader goes away, or standard
/// input ends. Throws UsageError, std::system_error and MemoryError.
ExitCode follow(const Options& options, const EngineOptions& pipeline);

}  // namespace logscan::cli
