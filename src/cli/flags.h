#pragma once

#include <string>

#include "cli/command_line.h"
#include "cli/follow_flags.h"
#include "cli/partial_flags.h"
#include "cli/query_flags.h"
#include "cli/state_flags.h"

namespace logscan::cli {

/// The words of the command line as they were given.
struct Words {
  std::string format;
  std::string output;
  std::string log_format;
  std::string log_format_from;
  std::string threads;
  std::string block_size;
  std::string max_line;
  std::string max_decompressed;
  std::string color;
  bool json = false;
  bool recursive = false;
  bool baseline = false;
  bool explain = false;
  bool no_run = false;
  bool quiet = false;
  bool verbose = false;
  QueryWords query;
  PartialWords partials;
  StateWords state;
  FollowWords follow;
};

/// Defines every flag, each once: the parser and both help texts follow from it. `words` must
/// outlive the app. What is no flag is left in app.remaining().
void define_flags(CommandLine& app, Words& words);

}  // namespace logscan::cli
