#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "follow/follow_note.h"
#include "follow/window_counts.h"
#include "logscan/summary.h"

namespace logscan {

/// What came between two moments.
struct FollowInterval {
  std::chrono::system_clock::time_point from;
  std::chrono::system_clock::time_point to;
  std::optional<double> seconds;  ///< That the lines cover, see WindowCounts::seconds().
  const WindowCounts& counts;
  const std::vector<FollowNote>& notes;
  std::vector<FilterTerm> filters = {};  ///< That chose the lines.
};

/// One JSON object on a line of its own, schema `logscan.follow/1`.
std::string follow_json(const FollowInterval& interval);

}  // namespace logscan
