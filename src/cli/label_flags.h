#pragma once

#include <string>
#include <vector>

#include "logscan/query_spec.h"
#include "logscan/report.h"

namespace logscan::cli {

/// Reads the values of --label, each NAME=VALUE. Throws UsageError for a name that Prometheus or
/// logscan itself does not leave free.
MetricLabels read_labels(const std::vector<std::string>& words);

/// Throws UsageError if rows of groups have a label of the same name.
void check_labels(const MetricLabels& labels, const QuerySpec& spec);

}  // namespace logscan::cli
