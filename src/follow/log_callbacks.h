#pragma once

#include <chrono>
#include <functional>

#include "follow/follow_note.h"
#include "follow/followed_file.h"
#include "logscan/file_id.h"

namespace logscan {

using FollowClock = std::chrono::steady_clock;

/// Callbacks from a followed log to its owner.
struct LogCallbacks {
  TakeBlock take;
  std::function<void(FollowNote)> note;
  /// Returns whether another log reads a file.
  std::function<bool(const FileId&)> is_held;
};

}  // namespace logscan
