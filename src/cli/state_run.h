#pragma once

#include <optional>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/usage_error.h"
#include "logscan/pipeline.h"

namespace logscan::cli {

/// What cannot be done with a state, and why.
std::optional<UsageError> refuse_with_state(const Options& options);

/// Reports what came since the last run, and remembers that.
ExitCode report_window(const Options& options, const PipelineOptions& pipeline);

/// --commit and --rollback.
ExitCode settle_window(const StateOptions& options);

}  // namespace logscan::cli
