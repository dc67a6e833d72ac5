#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "logscan/summary.h"

namespace logscan::detail {

/// A stretch of time with many more errors than usual.
struct Burst {
  std::size_t first = 0;     ///< The first bucket of the timeline in the burst.
  std::size_t last = 0;      ///< The last one, inclusive.
  std::uint64_t errors = 0;  ///< The number of errors from first to last.
  std::uint64_t usual = 0;   ///< The median number of errors in a bucket.
};

/// Finds the burst around the bucket with the most errors. It extends to neighbours on both sides
/// that have at least a quarter as many. Returns nullopt if the peak has fewer than ten errors or
/// less than four times the median, or if the timeline has fewer than eight buckets.
std::optional<Burst> find_burst(const Timeline& timeline);

/// Most of the errors of a burst.
struct BurstCause {
  StatusCode status = 0;    ///< More than half of the errors have it.
  const std::string* path;  ///< More than half of these are on it; null if that is not known.
};

/// Returns what more than half of the errors of a burst have in common, as far as the summary
/// proves it. The path belongs to the summary.
std::optional<BurstCause> find_cause(const Burst& burst, const Summary& summary);

}  // namespace logscan::detail
