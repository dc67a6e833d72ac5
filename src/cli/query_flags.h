#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/threshold_flags.h"
#include "logscan/query.h"
#include <CLI/CLI.hpp>

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

/// The group that they are in.
constexpr const char* kQuestions = "Questions";

/// Defines them; as define_flags() does.
void define_query_flags(CLI::App& app, QueryWords& words);

/// What the words ask. `now` is the moment that relative times are reckoned from, in seconds since
/// 1970. Throws UsageError. Of records, format and write() are left to be set.
Query read_query(const QueryWords& words, std::int64_t now);

/// What a query does that a comparison with naive methods cannot; empty when there is nothing.
std::string beyond_baseline(const Query& query);

}  // namespace logscan::cli
