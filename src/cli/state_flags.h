#pragma once

#include <chrono>
#include <string>

#include "cli/command_line.h"

namespace logscan::cli {

/// The words of the flags about what came since the last run, as they were given.
struct StateWords {
  std::string state;
  std::string commit;
  std::string rollback;
  std::string wait;
  bool cumulative = false;
  bool no_commit = false;
};

/// The same, checked. At most one of the three files is named.
struct StateOptions {
  std::string state;     ///< report what came since the last run with it
  std::string commit;    ///< its pending window is delivered
  std::string rollback;  ///< or not wanted
  std::chrono::seconds wait{60};
  bool cumulative = false;  ///< report all time
  bool hold = false;        ///< the window stays pending until --commit or --rollback

  /// Whether nothing is to be read.
  bool is_settling() const { return !commit.empty() || !rollback.empty(); }
};

/// Defines them; as define_flags() does.
void define_state_flags(CommandLine& app, StateWords& words);

/// Throws UsageError.
StateOptions read_state_flags(const CommandLine& app, const StateWords& words);

}  // namespace logscan::cli
