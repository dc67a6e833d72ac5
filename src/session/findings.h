#pragma once

#include "cli/exit_code.h"
#include "logscan/summary.h"

namespace logscan::cli {

/// Tells on standard error what a summary leaves open (inputs not read, inputs that are no logs, a
/// baseline that does not add up), and gives the exit code that follows.
ExitCode print_findings(const Summary& summary);

/// Tells which lines are not among the records.
void print_left_out(const Summary& summary);

/// Tells how the run went.
void print_run(const Summary& summary);

}  // namespace logscan::cli
