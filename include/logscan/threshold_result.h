#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "logscan/threshold.h"

namespace logscan {

/// How one threshold came out: of all lines, or of all groups by some keys. Strings are the log's
/// own bytes.
struct ThresholdResult {
  Threshold threshold;
  bool holds = false;  ///< of the total, or of at least one group; for certain

  /// The total's, or that of the group that is nearest to holding or farthest beyond it: a count, a
  /// share, or nanoseconds. nullopt where nothing was judged.
  std::optional<double> value;
  std::uint64_t part = 0;   ///< the lines counted
  std::uint64_t whole = 0;  ///< those of which they are: requests, but where it is about malformed
                            ///< lines all that are parsed, malformed or filtered

  std::vector<std::string> by;                  ///< empty: of the total
  std::vector<std::optional<std::string>> key;  ///< of that group; empty where there is none
  std::uint64_t judged = 0;                     ///< groups; 1 for a total
  std::uint64_t failing = 0;                    ///< of these, those in which it holds

  /// Groups that are no longer exact (see GroupSummary) may hide some in which it holds: those of
  /// which that cannot be told, and, if so, the requests that groups nothing is known of have at
  /// most.
  std::uint64_t unsure = 0;
  std::uint64_t unseen = 0;

  bool unmeasured = false;  ///< it asks for durations, and there were lines but none had any

  /// Else there is something to look at, whether or not it holds.
  bool is_sure() const { return unsure == 0 && unseen == 0 && !unmeasured; }
};

}  // namespace logscan
