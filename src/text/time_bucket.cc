#include "text/time_bucket.h"

#include <algorithm>

#include "text/day.h"

namespace logscan {
namespace {

constexpr std::int64_t kWeek = 7 * kDay;
constexpr std::int64_t kFirstMonday = 4 * kDay;  // 1970-01-05

constexpr std::int64_t floor_div(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

constexpr std::int64_t second_of_day(std::int64_t local) {
  return local - floor_div(local, kDay) * kDay;
}

}  // namespace

TimeBuckets::TimeBuckets(std::uint64_t every_seconds, TimeZone zone)
    : zone_(std::move(zone)),
      every_(static_cast<std::int64_t>(
          std::clamp(every_seconds, std::uint64_t{1}, std::uint64_t{kFarthestMoment}))) {}

/// Returns seconds since the last round time.
std::int64_t TimeBuckets::into_bucket(std::int64_t local) const {
  return second_of_day(local) % every_;
}

/// Returns seconds to the next round time. Midnight always is one.
std::int64_t TimeBuckets::to_next_round(std::int64_t local) const {
  return std::min(every_ - into_bucket(local), kDay - second_of_day(local));
}

/// Returns whether a bucket starts with the clock change at `range.from`: the clock then shows a
/// round time, or skipped one.
bool TimeBuckets::begins_with(const ZoneRange& range) const {
  const std::int64_t shown = range.from + range.offset;
  const std::int64_t due = range.from + zone_.offset_at(range.from - 1);
  const std::int64_t into = into_bucket(shown);
  return into == 0 || shown - into >= due;
}

std::pair<std::int64_t, std::int64_t> TimeBuckets::bucket_of(std::int64_t utc) const {
  utc = std::clamp(utc, -kFarthestMoment, kFarthestMoment);
  if (every_ >= kDay) return by_calendar(utc);

  // Goes back to the last round time, across changes at which no bucket starts.
  ZoneRange range = zone_.range_at(utc);
  std::int64_t start = utc - into_bucket(utc + range.offset);
  while (start < range.from) {
    start = range.from;
    if (begins_with(range)) break;
    range = zone_.range_at(range.from - 1);
    start = range.to - 1 - into_bucket(range.to - 1 + range.offset);
  }

  // Goes forward to the next one.
  range = zone_.range_at(utc);
  std::int64_t next = utc + to_next_round(utc + range.offset);
  while (next >= range.to) {
    next = range.to;
    range = zone_.range_at(range.to);
    if (begins_with(range)) break;
    next += to_next_round(next + range.offset);
  }
  return {start, next};
}

std::pair<std::int64_t, std::int64_t> TimeBuckets::by_calendar(std::int64_t utc) const {
  const std::int64_t first = every_ % kWeek == 0 ? kFirstMonday : 0;
  std::int64_t index = floor_div(utc + zone_.offset_at(utc) - first, every_);
  const auto start_of = [&](std::int64_t i) { return zone_.first_at(first + i * every_); };
  // Clocks that go back across midnight show the old day again, but its bucket has ended.
  std::int64_t next = start_of(index + 1);
  while (utc >= next)
    next = start_of(++index + 1);
  return {start_of(index), next};
}

}  // namespace logscan
