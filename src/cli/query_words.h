#pragma once

#include <string>
#include <vector>

#include "cli/threshold_flags.h"

namespace logscan::cli {

/// The words of the flags that say how what was counted is shown, as they were given.
struct ViewWords {
  std::string top;
  std::string sort;
  std::string min_count;
  std::string show;
  std::string memory;
  ThresholdWords thresholds;
};

/// The words of the flags that ask something of each line, as they were given.
struct QueryWords {
  FilterSpec filter;
  bool relative_to_log = false;

  std::vector<std::string> by;
  std::string every;
  std::string timezone;
  std::string geoip;
  bool records = false;
  std::string fields;
  bool normalize = false;
  std::vector<std::string> normalize_rules;

  bool exact = false;
  std::string mask;
  std::vector<std::string> trusted_proxies;

  ViewWords view;
};

}  // namespace logscan::cli
