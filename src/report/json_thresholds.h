#pragma once

#include <vector>

#include "logscan/threshold_result.h"
#include "report/json_writer.h"

namespace logscan::detail {

/// The key `fail_if` with its list.
void write_thresholds(JsonWriter& json, const std::vector<ThresholdResult>& results);

}  // namespace logscan::detail
