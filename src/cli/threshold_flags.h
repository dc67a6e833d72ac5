#pragma once

#include <string>
#include <vector>

#include "logscan/query.h"

namespace logscan::cli {

/// The words of the flags that hold a run against limits, as they were given.
struct ThresholdWords {
  std::vector<std::string> fail_if;
  std::string min_requests;
  bool quiet_if_ok = false;
};

/// Adds the thresholds, and the groups that they need, to a query that is otherwise complete.
/// Throws UsageError.
void read_thresholds(const ThresholdWords& words, Query& query);

}  // namespace logscan::cli
