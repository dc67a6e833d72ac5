#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "logscan/summary.h"

namespace logscan::detail {

/// A span of time in a chart: several buckets of the timeline together.
struct ChartRow {
  LogTime from;
  std::uint64_t requests = 0;
  std::uint64_t errors = 0;
};

/// Returns the shortest round span, in seconds, that fits the timeline into `most` rows and is a
/// multiple of its buckets. The timeline must not be empty.
std::uint64_t row_seconds(const Timeline& timeline, std::size_t most);

/// Returns the timeline in rows of such a span, gaps included. Rows of up to a day start at round
/// times of the local clock, longer ones at the first bucket.
std::vector<ChartRow> chart_rows(const Timeline& timeline, std::uint64_t every);

/// Returns the most requests and the most errors of all rows.
ChartRow chart_peaks(const std::vector<ChartRow>& rows);

}  // namespace logscan::detail
