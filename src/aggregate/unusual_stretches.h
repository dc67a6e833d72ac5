#pragma once

#include <cstdint>
#include <vector>

#include "aggregate/minute_counts.h"

namespace logscan {

/// A stretch of time with an unusual rate of errors.
struct UnusualStretch {
  std::int64_t first = 0;  ///< unit
  std::int64_t last = 0;   ///< inclusive
  std::uint64_t requests = 0;
  std::uint64_t errors = 0;
  double usual_errors = 0;  ///< as many errors as the usual rate would give

  // The part with the most errors beyond the usual number.
  std::int64_t peak_first = 0;
  std::int64_t peak_last = 0;  ///< inclusive
  std::uint64_t peak_requests = 0;
  std::uint64_t peak_errors = 0;
};

/// What the number of errors is held against.
enum class ErrorRate : std::uint8_t {
  kOfRequests,
  kOfTime,  ///< where all requests are errors; cells without requests must be there, too
};

/// Finds the stretches whose error rate left its usual band, in order of time. A chart for
/// overdispersed proportions as Laney's p', with robust estimates, and Chernoff's bound for its
/// limits; docs/incidents.md has the formulas. Cells are in order of time; `unit_seconds` is
/// their length. Depends on nothing else.
std::vector<UnusualStretch> find_unusual_stretches(const std::vector<TimeCell>& cells,
                                                   std::uint64_t unit_seconds, ErrorRate of);

}  // namespace logscan
