#pragma once

#include <vector>

#include "logscan/group_summary.h"
#include "report/json_writer.h"

namespace logscan::detail {

/// The key `groups` with its list.
void write_groups(JsonWriter& json, const std::vector<GroupSummary>& groups);

/// The key `series` with its list.
void write_series(JsonWriter& json, const std::vector<SeriesSummary>& series);

}  // namespace logscan::detail
