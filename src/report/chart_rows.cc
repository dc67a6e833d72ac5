#include "report/chart_rows.h"

#include <algorithm>
#include <array>

#include "report/clock_steps.h"
#include "report/wording.h"
#include "text/day.h"

namespace logscan::detail {
namespace {

LogTime rows_from(const Timeline& timeline, std::uint64_t every) {
  LogTime from = timeline.from;
  if (every > kDay) return from;
  const std::int64_t local = clock_seconds(from);
  const auto step = static_cast<std::int64_t>(every);
  from.seconds -= local - floor_div(local, step) * step;
  return from;
}

std::size_t row_of(const Timeline& timeline, const LogTime& from, std::uint64_t every,
                   std::size_t bucket) {
  const auto lead = static_cast<std::uint64_t>(timeline.from.seconds - from.seconds);
  return static_cast<std::size_t>((lead + bucket * timeline.every) / every);
}

}  // namespace

std::uint64_t row_seconds(const Timeline& timeline, std::size_t most) {
  constexpr std::array<std::uint64_t, 14> kSpans = {60,   120,  300,   600,   900,   1200,  1800,
                                                    3600, 7200, 10800, 21600, 43200, 86400, 604800};
  const std::size_t last = timeline.requests.size() - 1;
  for (const std::uint64_t span : kSpans) {
    if (span < timeline.every || span % timeline.every != 0) continue;
    if (row_of(timeline, rows_from(timeline, span), span, last) < most) return span;
  }
  return timeline.every * (last / most + 1);
}

std::vector<ChartRow> chart_rows(const Timeline& timeline, std::uint64_t every) {
  const LogTime from = rows_from(timeline, every);
  std::vector<ChartRow> rows;
  for (std::size_t i = 0; i < timeline.requests.size(); ++i) {
    const std::size_t at = row_of(timeline, from, every, i);
    while (rows.size() <= at) {
      const auto after = static_cast<std::int64_t>(rows.size() * every);
      rows.push_back({clock_time(timeline, from.seconds + after), 0, 0});
    }
    rows[at].requests += timeline.requests[i];
    rows[at].errors += timeline.errors[i];
  }
  return rows;
}

ChartRow chart_peaks(const std::vector<ChartRow>& rows) {
  ChartRow peaks;
  for (const ChartRow& row : rows) {
    peaks.requests = std::max(peaks.requests, row.requests);
    peaks.errors = std::max(peaks.errors, row.errors);
  }
  return peaks;
}

}  // namespace logscan::detail
