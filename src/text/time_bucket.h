#pragma once

#include <cstdint>
#include <tuple>
#include <utility>

#include "text/time_zone.h"

namespace logscan {

/// Divides time into buckets that start when a zone's clock shows a round time.
///
/// Buckets shorter than a day start whenever the clock shows a multiple of their length since
/// midnight, and where a clock change skips such a time. Hours are therefore real hours: a day of
/// 23 hours has 23 hourly buckets, and a day of 25 hours has 25, two of which start at 02:00, an
/// hour apart. Longer buckets shrink or grow with the change (00:00 to 06:00 takes 5 or 7 hours),
/// and so do hours when clocks change by half an hour. A length that does not divide a day (7m, 5h)
/// starts anew at each midnight, after a shorter bucket.
///
/// Buckets of a day or longer are counted in the zone's calendar from 1970-01-01T00:00, whole weeks
/// from Monday 1970-01-05. Days run from midnight to midnight and take 23, 24 or 25 hours. When
/// midnight is skipped, the day starts with the change; when midnight occurs twice, it starts at
/// the first.
///
/// Buckets partition time: each moment belongs to exactly one. Where a bucket starts depends on
/// length and zone alone. For one thread, because the last bucket is cached. Copies are cheap.
class TimeBuckets {
 public:
  /// `every_seconds` is clamped to the range from 1 to kFarthestMoment.
  TimeBuckets(std::uint64_t every_seconds, TimeZone zone);

  std::uint64_t every() const { return static_cast<std::uint64_t>(every_); }
  const TimeZone& zone() const { return zone_; }

  /// Returns the start of the bucket that holds a moment. Takes two comparisons when the moment is
  /// in the bucket asked for last.
  std::int64_t start_of(std::int64_t utc) {
    if (utc < start_ || utc >= next_) std::tie(start_, next_) = bucket_of(utc);
    return start_;
  }

  /// Returns the start of the first bucket after a moment.
  std::int64_t next(std::int64_t utc) const { return bucket_of(utc).second; }

 private:
  /// Returns the start of the bucket and of the next one.
  std::pair<std::int64_t, std::int64_t> bucket_of(std::int64_t utc) const;
  std::pair<std::int64_t, std::int64_t> by_calendar(std::int64_t utc) const;
  bool begins_with(const ZoneRange& range) const;
  std::int64_t into_bucket(std::int64_t local) const;
  std::int64_t to_next_round(std::int64_t local) const;

  TimeZone zone_;
  std::int64_t every_;
  std::int64_t start_ = 0;
  std::int64_t next_ = 0;  ///< the cached bucket is empty at first
};

}  // namespace logscan
