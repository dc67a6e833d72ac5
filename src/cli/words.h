#pragma once

#include <string>
#include <vector>

#include "cli/follow_flags.h"
#include "cli/partial_flags.h"
#include "cli/query_words.h"
#include "cli/state_flags.h"

namespace logscan::cli {

/// The values of the command line as they were given.
struct Words {
  std::string format;
  std::string output;
  std::string mail;
  std::string table;
  std::vector<std::string> labels;
  std::string log_format;
  std::string log_format_from;
  std::string log_timezone;
  std::string threads;
  std::string temp_dir;
  std::string block_size;
  std::string max_line;
  std::string max_decompressed;
  std::string color;
  std::string config;
  bool no_config = false;
  bool json = false;
  bool full = false;
  bool recursive = false;
  bool baseline = false;
  std::string compare;
  std::string compare_period;
  bool explain = false;
  bool no_run = false;
  bool quiet = false;
  bool verbose = false;
  QueryWords query;
  PartialWords partials;
  StateWords state;
  FollowWords follow;
};

}  // namespace logscan::cli
