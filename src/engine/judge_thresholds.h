#pragma once

#include "engine/query_rows.h"
#include "logscan/query.h"
#include "logscan/summary.h"

namespace logscan {

/// Fills in the summary's thresholds; its totals and statuses must be there. The rows are of all
/// lines, and of a query to which add_hidden_groups() has added what it needs.
void judge_thresholds(const Query& query, const QueryRows& rows, Summary& summary);

}  // namespace logscan
