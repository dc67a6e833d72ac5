#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "follow/follow_note.h"
#include "follow/window_counts.h"
#include "logscan/summary.h"

namespace logscan {

/// The results between two moments.
struct FollowInterval {
  std::chrono::system_clock::time_point from;
  std::chrono::system_clock::time_point to;
  std::optional<double> seconds;  ///< Covered by the lines; see WindowCounts::seconds().
  const WindowCounts& counts;
  const std::vector<FollowNote>& notes;
  std::vector<FilterTerm> filters = {};  ///< The options that selected the lines.
};

/// Formats an interval as one line with a JSON object, schema `logscan.follow/1`.
std::string follow_json(const FollowInterval& interval);

}  // namespace logscan
