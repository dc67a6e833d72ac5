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

/// What came within the window.
struct WindowSum {
  WindowCounts counts;
  std::optional<double> seconds;  ///< That its lines cover, see WindowCounts::seconds().
  double slice_seconds = 1;       ///< Of each slice below.
  std::vector<double> requests;   ///< By slice, the oldest first, the last one not over yet. What
                                  ///< the backlog comes to in the time of a slice.
  std::vector<double> errors;
};

/// The counts of a stretch of time that ends now, in slices that are dropped as they grow old. The
/// spec must outlive it. Memory is bounded.
class SlidingWindow {
 public:
  static constexpr std::size_t kSlices = 60;

  /// A slice is a second at least.
  SlidingWindow(const QuerySpec& spec, std::chrono::seconds length, FollowClock::time_point start);

  /// Where lines that come now are counted. `now` must not go back.
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
  std::vector<WindowCounts> slices_;  ///< of slice n is slices_[n % size]
  std::uint64_t current_ = 0;         ///< number of the slice that is not over, from the start on
};

}  // namespace logscan
