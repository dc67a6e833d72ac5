#pragma once

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/output.h"
#include "logscan/aggregate.h"
#include "logscan/summary.h"

namespace logscan::cli {

/// Writes what was found: a report of `shown`, a partial of `counts`, or the end of the records.
/// Prints what is wrong with the inputs of `counted`, and which conditions hold. Returns the exit
/// code of the whole run, `so_far` included; kNotDelivered if nothing could be written.
ExitCode deliver(const Options& options, const Aggregate& counts, const Summary& shown,
                 const Summary& counted, Output& output, ExitCode so_far);

}  // namespace logscan::cli
