#include "report/burst.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <vector>

namespace logscan::detail {
namespace {

constexpr std::size_t kLeastBuckets = 8;
constexpr std::uint64_t kLeastErrors = 10;
constexpr std::uint64_t kTimesMedian = 4;
constexpr std::uint64_t kPartOfPeak = 4;

}  // namespace

std::optional<Burst> find_burst(const Timeline& timeline) {
  const std::vector<std::uint64_t>& errors = timeline.errors;
  if (errors.size() < kLeastBuckets) return std::nullopt;

  std::vector<std::uint64_t> sorted = errors;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  const std::uint64_t median = *middle;

  const auto peak = std::max_element(errors.begin(), errors.end());
  // A product could overflow, so divide.
  if (*peak < kLeastErrors || *peak / kTimesMedian < median) return std::nullopt;

  const auto belongs = [&](std::uint64_t count) { return count >= *peak / kPartOfPeak; };
  const auto after = std::find_if_not(peak, errors.end(), belongs);
  const auto before = std::find_if_not(std::make_reverse_iterator(peak), errors.rend(), belongs);
  const auto first = before.base();
  return Burst{static_cast<std::size_t>(first - errors.begin()),
               static_cast<std::size_t>(after - errors.begin()) - 1,
               std::accumulate(first, after, std::uint64_t{0}), median};
}

std::optional<BurstCause> find_cause(const Burst& burst, const Summary& summary) {
  for (const ErrorSummary& error : summary.top_errors) {
    if (burst.last >= error.over_time.size()) continue;
    const auto first = error.over_time.begin() + static_cast<std::ptrdiff_t>(burst.first);
    const auto after = error.over_time.begin() + static_cast<std::ptrdiff_t>(burst.last) + 1;
    const std::uint64_t within = std::accumulate(first, after, std::uint64_t{0});
    if (within <= burst.errors / 2) continue;
    BurstCause cause{error.status, nullptr};
    if (error.paths.empty()) return cause;
    // Paths are counted without times. At worst all errors outside of the burst are on this one.
    const std::uint64_t outside = error.count - within + error.error_bound;
    const KeyCount& top = error.paths.front();
    if (top.count > outside && top.count - outside > within / 2) cause.path = &top.key;
    return cause;
  }
  return std::nullopt;
}

}  // namespace logscan::detail
