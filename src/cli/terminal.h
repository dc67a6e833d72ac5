#pragma once

#include "cli/options.h"
#include "logscan/report.h"

namespace logscan::cli {

/// How the report is to look where it goes: standard output, or a file.
ReportStyle report_style(const Options& options);

/// Whether a line on standard error can be written over.
bool can_show_progress();

}  // namespace logscan::cli
