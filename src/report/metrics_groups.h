#pragma once

#include <vector>

#include "logscan/group_summary.h"
#include "report/metrics_writer.h"

namespace logscan::detail {

/// The most rows written for one list of groups; the rest counts as others.
constexpr std::size_t kMetricRows = 1000;

/// Writes the families of all groups. If two lists have the same keys, only the first is written.
void write_groups(MetricsWriter& metrics, const std::vector<GroupSummary>& groups);

}  // namespace logscan::detail
