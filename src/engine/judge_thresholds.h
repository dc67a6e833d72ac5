#pragma once

#include "engine/query_rows.h"
#include "logscan/query_spec.h"
#include "logscan/summary.h"

namespace logscan {

/// Fills in the summary's thresholds; its totals and statuses must be there. The rows are of all
/// lines. Throws std::logic_error where they do not hold what threshold_tables() asks for.
void judge_thresholds(const QuerySpec& spec, const QueryRows& rows, Summary& summary);

}  // namespace logscan
