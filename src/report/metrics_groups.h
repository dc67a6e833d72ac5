#pragma once

#include <vector>

#include "logscan/group_summary.h"
#include "report/metrics_writer.h"

namespace logscan::detail {

constexpr std::size_t kMetricRows =
    1000;  ///< of one list of groups; what is behind counts as others

/// The families of all groups. Of two answers by the same keys the second is left out.
void write_groups(MetricsWriter& metrics, const std::vector<GroupSummary>& groups);

}  // namespace logscan::detail
