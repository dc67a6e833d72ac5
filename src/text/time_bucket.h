#pragma once

#include <cstdint>
#include <tuple>
#include <utility>

#include "logscan/time_zone.h"

namespace logscan {

/// Cuts time into buckets that begin where a zone's clock shows round times.
///
/// Shorter than a day: a bucket begins whenever the clock shows a multiple of the length since its
/// midnight, and where clocks that go forward skip such a time. So hours are real hours: a day of
/// 23 hours has 23 hourly buckets, one of 25 hours 25, of which two begin at 02:00, an hour apart.
/// Longer buckets become shorter or longer with the change (00:00 to 06:00 is 5 or 7 hours), and so
/// do hours where clocks change by half of one. A length that does not divide a day (7m, 5h) starts
/// afresh at each midnight, behind a shorter bucket.
///
/// A day or longer: buckets are counted in the zone's calendar from 1970-01-01T00:00 there, whole
/// weeks from Monday 1970-01-05. Days run from midnight to midnight and take 23, 24 or 25 hours.
/// Where midnight is skipped the day begins with the change; where it comes twice, at the first.
///
/// The buckets are a partition: each moment is in exactly one, which it shares with all moments
/// between the bucket's start and the next one's. Where a bucket begins depends on nothing but
/// length and zone. For one thread, since it remembers the last bucket; copies are cheap.
class TimeBuckets {
 public:
  /// At least a second; 0 is taken as 1, and more than kFarthestMoment as that.
  TimeBuckets(std::uint64_t every_seconds, TimeZone zone);

  std::uint64_t every() const { return static_cast<std::uint64_t>(every_); }
  const TimeZone& zone() const { return zone_; }

  /// The start of the bucket that holds a moment. For moments near the last one asked for, two
  /// compares.
  std::int64_t start_of(std::int64_t utc) {
    if (utc < start_ || utc >= next_) std::tie(start_, next_) = bucket_of(utc);
    return start_;
  }

  /// The start of the first bucket behind a moment: of the following one, when given a start.
  std::int64_t next(std::int64_t utc) const { return bucket_of(utc).second; }

 private:
  /// Start, and the next one's start.
  std::pair<std::int64_t, std::int64_t> bucket_of(std::int64_t utc) const;
  std::pair<std::int64_t, std::int64_t> by_calendar(std::int64_t utc) const;
  bool begins_with(const ZoneRange& range) const;
  std::int64_t into_bucket(std::int64_t local) const;
  std::int64_t to_next_round(std::int64_t local) const;

  TimeZone zone_;
  std::int64_t every_;
  std::int64_t start_ = 0;
  std::int64_t next_ = 0;  ///< at first no moment is in the bucket
};

}  // namespace logscan
