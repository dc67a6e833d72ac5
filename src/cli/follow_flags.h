#pragma once

#include <chrono>
#include <string>

#include "cli/command_line.h"

namespace logscan::cli {

/// The words of the flags that follow logs, as they were given.
struct FollowWords {
  bool follow = false;
  bool from_start = false;
  std::string interval;
  std::string window;
  std::string poll;
};

/// What they ask, checked.
struct FollowChoice {
  bool on = false;
  bool from_start = false;
  std::chrono::milliseconds interval{0};  ///< 0: as soon as there is something to tell
  std::chrono::seconds window{60};
  std::chrono::milliseconds poll{0};  ///< 0: inotify
};

/// The group that all but --follow itself are in.
constexpr const char* kFollowing = "Following";

/// Defines them; as define_flags() does.
void define_follow_flags(CommandLine& app, FollowWords& words);

/// Throws UsageError.
FollowChoice read_follow(const FollowWords& words);

}  // namespace logscan::cli
