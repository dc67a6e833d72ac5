#pragma once

#include "cli/options.h"
#include "logscan/report.h"

namespace logscan::cli {

/// How the report is to look where it goes: standard output, or a file.
ReportStyle report_style(const Options& options);

/// Whether a line on standard error can be written over.
bool can_show_progress();

/// Whether standard output is a terminal on which a view can be drawn over itself.
bool can_show_view();

struct TerminalSize {
  unsigned columns;
  unsigned rows;
};

/// Of the terminal on standard output, as it is now.
TerminalSize terminal_size();

}  // namespace logscan::cli
