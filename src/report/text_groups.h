#pragma once

#include <vector>

#include "logscan/group_summary.h"
#include "report/text_writer.h"

namespace logscan::detail {

/// A section for each answer: its rows, the others, the total, and how exact that is.
void write_groups(TextWriter& text, const std::vector<GroupSummary>& groups);

/// A section for each series.
void write_series(TextWriter& text, const std::vector<SeriesSummary>& series);

}  // namespace logscan::detail
