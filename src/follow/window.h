#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "follow/log_callbacks.h"
#include "follow/window_counts.h"
#include "logscan/query_spec.h"

namespace logscan {

/// The counts within the window.
struct WindowSum {
  WindowCounts counts;
  std::optional<double> seconds;  ///< Covered by its lines; see WindowCounts::seconds().
  double slice_seconds = 1;       ///< Length of each slice below.
  /// Requests per slice, the oldest first; the last slice is incomplete. The counts of a
  /// slice with backlog are scaled to the length of a slice.
  std::vector<double> requests;
  std::vector<double> errors;
};

/// The counts of a period that ends now, in slices that expire. The spec must outlive this object.
/// Memory is bounded.
class SlidingWindow {
 public:
  static constexpr std::size_t kSlices = 60;

  /// A slice has at least one second.
  SlidingWindow(const QuerySpec& spec, std::chrono::seconds length, FollowClock::time_point start);

  /// Returns the slice in which lines count now. `now` must not go back.
  WindowCounts& slice(FollowClock::time_point now);

  WindowSum sum(FollowClock::time_point now);

  /// Makes it longer or shorter. What was counted stays, as far as the new length covers it.
  void set_length(std::chrono::seconds length, FollowClock::time_point now);

 private:
  FollowClock::time_point begin_of(std::uint64_t slice) const;
  std::uint64_t oldest() const;

  FollowClock::duration slice_length_;
  FollowClock::time_point start_;
  const QuerySpec* spec_;
  std::vector<WindowCounts> slices_;  ///< slice n is slices_[n % size]
  std::uint64_t current_ = 0;         ///< number of the incomplete slice, from the start
};

}  // namespace logscan
