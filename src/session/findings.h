#pragma once

#include <string_view>

#include "cli/exit_code.h"
#include "logscan/summary.h"

namespace logscan::cli {

/// Prints what is wrong: inputs that could not be read, inputs that are not logs, a baseline that
/// does not reconcile. Returns the exit code that follows.
ExitCode print_findings(const Summary& summary);

/// Prints which lines are not in an output that does not show that itself; `advice` says how to see
/// why.
void print_left_out(const Summary& summary, std::string_view advice);

/// Prints what a table of groups or a series does not show of itself.
void print_table_notes(const Summary& summary);

/// Prints how the run went: time, speed, threads, memory.
void print_run(const Summary& summary);

}  // namespace logscan::cli
