#pragma once

#include <chrono>
#include <string>

namespace logscan::cli {

/// The values of the options that follow logs, as they were given.
struct FollowWords {
  bool follow = false;
  bool from_start = false;
  std::string interval;
  std::string window;
  std::string poll;
};

/// The same, checked.
struct FollowChoice {
  bool from_start = false;
  std::chrono::milliseconds interval{0};  ///< 0: soon after something was added
  std::chrono::seconds window{60};
  std::chrono::milliseconds poll{0};  ///< 0: inotify
};

/// Throws UsageError.
FollowChoice read_follow(const FollowWords& words);

}  // namespace logscan::cli
