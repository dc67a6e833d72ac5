#pragma once

#include <chrono>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "follow/log_callbacks.h"

namespace logscan {

/// Finds out with one system call whether names came to a folder or went. For one thread.
class FolderChanges {
 public:
  /// The folder of a file.
  explicit FolderChanges(std::string_view path);

  /// Whether names may have changed since the last call. Times of files have a coarse clock, so
  /// this stays true for kCoarse after a change.
  bool may_have_changed(FollowClock::time_point now);

 private:
  static constexpr std::chrono::milliseconds kCoarse{50};

  const std::string folder_;
  timespec written_{};
  /// The first call after the one that saw the change. The time of that one will not do: the call
  /// may have come to its folder long after its `now`.
  std::optional<FollowClock::time_point> changed_before_;
  bool is_quiet_ = false;
};

}  // namespace logscan
