#pragma once

#include "cli/options.h"
#include "logscan/report.h"

namespace logscan::cli {

/// Returns the style of the report for where it goes: standard output or a file.
ReportStyle report_style(const Options& options);

/// Returns whether the report goes to a terminal.
bool is_on_terminal(const Options& options);

/// Returns whether a line on standard error can be overwritten.
bool can_show_progress();

/// Returns whether standard output is a terminal that can redraw a view.
bool can_show_view();

struct TerminalSize {
  unsigned columns;
  unsigned rows;
};

/// Returns the current size of the terminal on standard output.
TerminalSize terminal_size();

}  // namespace logscan::cli
