#pragma once

#include <cstdint>
#include <optional>

#include "engine/query_rows.h"
#include "logscan/query_spec.h"
#include "logscan/summary.h"
#include "logscan/threshold.h"

namespace logscan {

/// A range of counts, both ends included.
struct CountBounds {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  CountBounds& operator+=(const CountBounds& other) {
    low += other.low;
    high += other.high;
    return *this;
  }
};

/// The known values of a group, or of the total. For the total, and while groups are exact, both
/// ends of a range are equal.
struct JudgedGroup {
  CountBounds all;    ///< lines
  CountBounds part;   ///< lines that the threshold counts
  CountBounds other;  ///< all other lines
  std::optional<double> duration;
  bool duration_is_sure = true;  ///< the duration is that of all lines
};

enum class Holding : std::uint8_t { kNotJudged, kNo, kYes, kUnsure };

struct Judgement {
  Holding holding = Holding::kNotJudged;
  double value = 0;  ///< the end of the possible range that is further from holding
};

/// Judges a threshold on a group. The result is true for all numbers within their bounds.
Judgement judge_group(const Threshold& threshold, std::uint64_t min_requests,
                      const JudgedGroup& group);

/// Fills in the summary's thresholds. Totals and statuses must be set. `rows` must cover all lines.
/// Throws std::logic_error if they lack a table that threshold_tables() returns.
void judge_thresholds(const QuerySpec& spec, const QueryRows& rows, Summary& summary);

}  // namespace logscan
