#pragma once

#include <chrono>
#include <string>

namespace logscan::cli {

/// The values of the options about states, as they were given.
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
  std::string state;     ///< report what was added since the last run with it
  std::string commit;    ///< its pending window is delivered
  std::string rollback;  ///< or is to be reported again
  std::chrono::seconds wait{60};
  bool cumulative = false;  ///< report all time
  bool hold = false;        ///< the window stays pending until --commit or --rollback
};

/// Throws UsageError.
StateOptions read_state(const StateWords& words);

}  // namespace logscan::cli
