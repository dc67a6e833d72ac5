#include "aggregate/status_minutes.h"

#include <algorithm>
#include <map>
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

// Returns the first cell from an index on.
template <class Cells>
auto first_from(Cells& cells, std::int64_t index) {
  return std::lower_bound(cells.begin(), cells.end(), index,
                          [](const auto& cell, std::int64_t from) { return cell.index < from; });
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
  add_cell(status,
           {floor_div(last.start, static_cast<std::int64_t>(unit_)), std::exchange(last.count, 0)});
}

// Lines come in order of time, or nearly so.
void StatusMinutes::add_cell(std::uint32_t status, const Cell& cell) {
  std::vector<Cell>& cells = cells_[status];
  auto at = cells.end();
  if (!cells.empty() && cell.index <= cells.back().index) at = first_from(cells, cell.index);
  if (at != cells.end() && at->index == cell.index) {
    at->count += cell.count;
    return;
  }
  cells.insert(at, cell);
  ++size_;
  while (size_ > kMostCells)
    coarsen();
}

void StatusMinutes::coarsen() {
  const std::uint64_t unit = next_unit(unit_);
  const auto factor = static_cast<std::int64_t>(unit / std::exchange(unit_, unit));
  size_ = 0;
  for (std::vector<Cell>& cells : cells_) {
    std::size_t kept = 0;
    for (const Cell& cell : cells) {
      const std::int64_t index = floor_div(cell.index, factor);
      if (kept > 0 && cells[kept - 1].index == index) {
        cells[kept - 1].count += cell.count;
      } else {
        cells[kept++] = {index, cell.count};
      }
    }
    cells.resize(kept);
    size_ += kept;
  }
  for (Last& last : last_)
    last.start = start_of_unit(last.start);
}

void StatusMinutes::merge(const StatusMinutes& other) {
  while (unit_ < other.unit_)
    coarsen();
  for (std::uint32_t status = 0; status < kStatuses; ++status) {
    for (const Cell& cell : other.cells_[status]) {
      const std::int64_t seconds = cell.index * static_cast<std::int64_t>(other.unit_);
      add_cell(status, {floor_div(seconds, static_cast<std::int64_t>(unit_)), cell.count});
    }
  }
}

std::uint64_t StatusMinutes::count(std::uint32_t status) const {
  std::uint64_t all = 0;
  for (const Cell& cell : cells_[status])
    all += cell.count;
  return all;
}

std::uint64_t StatusMinutes::count_within(std::uint32_t status, std::int64_t from,
                                          std::int64_t to) const {
  const auto unit = static_cast<std::int64_t>(unit_);
  const std::int64_t first = -floor_div(-from, unit);
  const std::int64_t after = floor_div(to, unit);
  const std::vector<Cell>& cells = cells_[status];
  std::uint64_t within = 0;
  for (auto at = first_from(cells, first); at != cells.end() && at->index < after; ++at)
    within += at->count;
  return within;
}

std::vector<TimeCell> StatusMinutes::cells_from(std::uint32_t least) const {
  std::map<std::int64_t, std::uint64_t> counts;
  for (std::uint32_t status = least; status < kStatuses; ++status) {
    for (const Cell& cell : cells_[status])
      counts[cell.index] += cell.count;
  }
  std::vector<TimeCell> cells;
  for (const auto& [index, count] : counts)
    cells.push_back({index, 0, count});
  return cells;
}

std::vector<std::uint64_t> StatusMinutes::over_time(std::uint32_t status,
                                                    const Timeline& timeline) const {
  std::vector<std::uint64_t> buckets(timeline.requests.size());
  const auto unit = static_cast<std::int64_t>(unit_);
  const auto every = static_cast<std::int64_t>(timeline.every);
  for (const Cell& cell : cells_[status]) {
    const std::int64_t after = cell.index * unit - timeline.from.seconds;
    const std::int64_t bucket = floor_div(after, every);
    const bool is_within = floor_div(after + unit - 1, every) == bucket;
    if (bucket < 0 || !is_within || static_cast<std::size_t>(bucket) >= buckets.size()) continue;
    buckets[static_cast<std::size_t>(bucket)] += cell.count;
  }
  return buckets;
}

}  // namespace logscan
