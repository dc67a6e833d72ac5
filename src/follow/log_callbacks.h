#pragma once

#include <chrono>
#include <functional>

#include "follow/follow_note.h"
#include "follow/followed_file.h"
#include "logscan/file_id.h"

namespace logscan {

using FollowClock = std::chrono::steady_clock;

/// What a followed log hands to its owner, and asks of it.
struct LogCallbacks {
  TakeBlock take;
  std::function<void(FollowNote)> note;
  /// Whether another log reads a file.
  std::function<bool(const FileId&)> is_held;
};

}  // namespace logscan
