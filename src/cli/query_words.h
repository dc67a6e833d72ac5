#pragma once

#include <string>
#include <vector>

#include "cli/threshold_flags.h"

namespace logscan::cli {

/// The words of the flags that ask something of each line, as they were given.
struct QueryWords {
  std::vector<std::string> statuses;
  std::vector<std::string> not_statuses;
  std::vector<std::string> methods;
  std::vector<std::string> hosts;
  std::vector<std::string> paths;
  std::vector<std::string> clients;
  std::vector<std::string> not_clients;
  std::vector<std::string> where;
  std::string since;
  std::string until;
  bool relative_to_log = false;

  std::vector<std::string> by;
  std::string every;
  std::string timezone;
  std::string geoip;
  std::string top;
  std::string sort;
  std::string show;
  bool records = false;
  std::string fields;
  bool normalize = false;
  std::vector<std::string> normalize_rules;

  std::string memory;
  bool exact = false;
  std::string mask;
  std::vector<std::string> trusted_proxies;

  ThresholdWords thresholds;
};

}  // namespace logscan::cli
