#include "aggregate/status_minutes.h"

#include <limits>
#include <utility>

namespace logscan {
namespace {

// Returns the next coarser unit. Each unit divides the next, and most bucket lengths that are not
// shorter.
std::uint64_t next_unit(std::uint64_t unit) {
  switch (unit) {
    case 60:
      return 300;
    case 300:
      return 900;
    case 900:
      return 3600;
    case 3600:
      return 21600;
    case 21600:
      return 86400;
    default:
      return unit * 2;
  }
}

}  // namespace

bool StatusMinutes::is_unit(std::uint64_t seconds) {
  std::uint64_t unit = 60;
  while (unit < seconds && unit < kLongestUnit)
    unit = next_unit(unit);
  return unit == seconds;
}

std::int64_t StatusMinutes::start_of_unit(std::int64_t seconds) const {
  const auto unit = static_cast<std::int64_t>(unit_);
  return floor_div(seconds, unit) * unit;
}

void StatusMinutes::finish() {
  for (std::uint32_t status = 0; status < kStatuses; ++status)
    flush(status);
}

void StatusMinutes::flush(std::uint32_t status) {
  Last& last = last_[status];
  if (last.count == 0) return;
  add_cell({status, floor_div(last.start, static_cast<std::int64_t>(unit_))},
           std::exchange(last.count, 0));
}

void StatusMinutes::add_cell(Cell cell, std::uint64_t count) {
  cells_[cell] += count;
  while (cells_.size() > kMostCells)
    coarsen();
}

void StatusMinutes::coarsen() {
  const std::uint64_t unit = next_unit(unit_);
  const auto factor = static_cast<std::int64_t>(unit / std::exchange(unit_, unit));
  for (const auto& [cell, count] : std::exchange(cells_, {}))
    cells_[{cell.first, floor_div(cell.second, factor)}] += count;
  for (Last& last : last_)
    last.start = start_of_unit(last.start);
}

void StatusMinutes::merge(const StatusMinutes& other) {
  while (unit_ < other.unit_)
    coarsen();
  for (const auto& [cell, count] : other.cells_) {
    const std::int64_t seconds = cell.second * static_cast<std::int64_t>(other.unit_);
    add_cell({cell.first, floor_div(seconds, static_cast<std::int64_t>(unit_))}, count);
  }
}

std::uint64_t StatusMinutes::count(std::uint32_t status) const {
  constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();
  std::uint64_t all = 0;
  for (auto at = cells_.lower_bound({status, kFirst});
       at != cells_.end() && at->first.first == status; ++at)
    all += at->second;
  return all;
}

std::uint64_t StatusMinutes::count_within(std::uint32_t status, std::int64_t from,
                                          std::int64_t to) const {
  const auto unit = static_cast<std::int64_t>(unit_);
  const std::int64_t first = -floor_div(-from, unit);
  const std::int64_t after = floor_div(to, unit);
  std::uint64_t within = 0;
  for (auto at = cells_.lower_bound({status, first});
       at != cells_.end() && at->first < Cell{status, after}; ++at)
    within += at->second;
  return within;
}

std::vector<TimeCell> StatusMinutes::cells_from(std::uint32_t least) const {
  std::map<std::int64_t, std::uint64_t> counts;
  constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();
  for (auto at = cells_.lower_bound({least, kFirst}); at != cells_.end(); ++at)
    counts[at->first.second] += at->second;
  std::vector<TimeCell> cells;
  for (const auto& [index, count] : counts)
    cells.push_back({index, 0, count});
  return cells;
}

std::vector<std::uint64_t> StatusMinutes::over_time(std::uint32_t status,
                                                    const Timeline& timeline) const {
  constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();
  std::vector<std::uint64_t> buckets(timeline.requests.size());
  const auto unit = static_cast<std::int64_t>(unit_);
  const auto every = static_cast<std::int64_t>(timeline.every);
  for (auto at = cells_.lower_bound({status, kFirst});
       at != cells_.end() && at->first.first == status; ++at) {
    const std::int64_t after = at->first.second * unit - timeline.from.seconds;
    const std::int64_t bucket = floor_div(after, every);
    const bool is_within = floor_div(after + unit - 1, every) == bucket;
    if (bucket < 0 || !is_within || static_cast<std::size_t>(bucket) >= buckets.size()) continue;
    buckets[static_cast<std::size_t>(bucket)] += at->second;
  }
  return buckets;
}

}  // namespace logscan
