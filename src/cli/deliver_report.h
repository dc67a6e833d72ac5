#pragma once

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/output.h"
#include "logscan/summary.h"

namespace logscan::cli {

/// Writes the report of a summary where the options want it, and tells on standard error what it
/// leaves open, and what of it is not to be read on standard output. The exit code is that of the
/// whole run, `so_far` included; kNotDelivered when the report could not be written.
ExitCode deliver_report(const Options& options, const Summary& summary, Output& output,
                        ExitCode so_far = ExitCode::kOk);

/// The same, where the report is about more than what was read now: `judged` is that, and all that
/// is told and the exit code are about it.
ExitCode deliver_report(const Options& options, const Summary& summary, const Summary& judged,
                        Output& output, ExitCode so_far);

/// Tells the thresholds that hold, and gives the exit code that follows.
ExitCode tell_thresholds(const Summary& summary);

}  // namespace logscan::cli
