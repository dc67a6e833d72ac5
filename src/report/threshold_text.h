#pragma once

#include <vector>

#include "logscan/threshold_result.h"
#include "report/text_writer.h"

namespace logscan::detail {

/// A line for each that holds, or of which that is not sure, and an empty one behind them.
void write_thresholds(TextWriter& text, const std::vector<ThresholdResult>& results);

}  // namespace logscan::detail
