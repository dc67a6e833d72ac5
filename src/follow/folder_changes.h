#pragma once

#include <chrono>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "follow/log_callbacks.h"

namespace logscan {

/// Detects with one system call whether names in a folder changed. Not thread-safe.
class FolderChanges {
 public:
  /// Watches the folder of a file.
  explicit FolderChanges(std::string_view path);

  /// Returns whether names may have changed since the last call. File times have a coarse clock, so
  /// it stays true for kCoarse after a change.
  bool may_have_changed(FollowClock::time_point now);

 private:
  static constexpr std::chrono::milliseconds kCoarse{50};

  const std::string folder_;
  timespec written_{};
  /// The first call after the one that saw the change. The earlier call may have reached its folder
  /// long after its `now`, so its time cannot be used.
  std::optional<FollowClock::time_point> changed_before_;
  bool is_quiet_ = false;
};

}  // namespace logscan
