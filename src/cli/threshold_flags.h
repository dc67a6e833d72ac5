#pragma once

#include <string>
#include <vector>

#include "logscan/query_spec.h"

namespace logscan::cli {

/// The words of the flags that hold a run against limits, as they were given.
struct ThresholdWords {
  std::vector<std::string> fail_if;
  std::string min_requests;
  bool quiet_if_ok = false;
};

/// Adds the thresholds to a spec. Throws UsageError.
void read_thresholds(const ThresholdWords& words, QuerySpec& spec);

}  // namespace logscan::cli
