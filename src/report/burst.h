#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "logscan/summary.h"

namespace logscan::detail {

/// A stretch of time with many more errors than usual.
struct Burst {
  std::size_t first = 0;     ///< bucket of the timeline
  std::size_t last = 0;      ///< the last one that belongs to it
  std::uint64_t errors = 0;  ///< from first to last
  std::uint64_t usual = 0;   ///< errors in a bucket: the median of all
};

/// The burst around the bucket with the most errors: its neighbours on both sides that have at
/// least a quarter as many. None where that bucket has fewer than ten errors, or less than four
/// times the usual, or where there are fewer than eight buckets to say what is usual.
std::optional<Burst> find_burst(const Timeline& timeline);

}  // namespace logscan::detail
