#pragma once

#include <string>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/output.h"
#include "logscan/aggregate.h"
#include "logscan/report.h"
#include "logscan/summary.h"

namespace logscan::cli {

/// Returns a summary in the format of the options.
std::string render(const Options& options, const ReportStyle& style, const Summary& summary);

/// Prints what is wrong with the inputs, which conditions hold, and what a table does not show.
/// Returns the exit code that follows. `is_on_screen`: the report for people shows the conditions.
ExitCode print_outcome(const Options& options, const Summary& summary, bool is_on_screen);

/// Writes what was found: a report of `shown`, a partial of `counts`, or the end of the records.
/// Prints what is wrong with the inputs of `counted`, and which conditions hold. Returns the exit
/// code of the whole run, `so_far` included; kNotDelivered if nothing could be written.
ExitCode deliver(const Options& options, const Aggregate& counts, const Summary& shown,
                 const Summary& counted, Output& output, ExitCode so_far);

}  // namespace logscan::cli
