#pragma once

#include <cstdint>
#include <optional>

#include "engine/query_rows.h"
#include "logscan/query_spec.h"
#include "logscan/summary.h"
#include "logscan/threshold.h"

namespace logscan {

/// From `low` to `high`, both included.
struct CountBounds {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  CountBounds& operator+=(const CountBounds& other) {
    low += other.low;
    high += other.high;
    return *this;
  }
};

/// What is known of a group, or of the total: of that, and while groups are exact, both ends are
/// the same.
struct JudgedGroup {
  CountBounds all;    ///< lines
  CountBounds part;   ///< those that the threshold counts
  CountBounds other;  ///< and the rest of them
  std::optional<double> duration;
  bool duration_is_sure = true;  ///< it is of all lines
};

enum class Holding : std::uint8_t { kNotJudged, kNo, kYes, kUnsure };

struct Judgement {
  Holding holding = Holding::kNotJudged;
  double value = 0;  ///< the end of what is possible that is farther from holding
};

/// Whether it holds, whatever the numbers are within their bounds.
Judgement judge_group(const Threshold& threshold, std::uint64_t min_requests,
                      const JudgedGroup& group);

/// Fills in the summary's thresholds; its totals and statuses must be there. The rows are of all
/// lines. Throws std::logic_error where they do not hold what threshold_tables() asks for.
void judge_thresholds(const QuerySpec& spec, const QueryRows& rows, Summary& summary);

}  // namespace logscan
