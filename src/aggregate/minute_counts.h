#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "logscan/log_time.h"
#include "logscan/summary.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// Returns the quotient rounded down; `by` is positive.
constexpr std::int64_t floor_div(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

/// What happened in one unit of time, which begins at `index` units since 1970 UTC.
struct TimeCell {
  std::int64_t index = 0;
  std::uint64_t requests = 0;  ///< at least as many as errors
  std::uint64_t errors = 0;
};

/// Requests and errors by minute. Bounded: with more than kMostBuckets different minutes it counts
/// by hour, then by day, then by powers of two of days. The unit follows from the set of minutes
/// alone, so any split of the lines, merged in any order, gives the same counts. For one thread.
class MinuteCounts {
 public:
  static constexpr std::size_t kMostBuckets = 65536;

  /// Counts lines of the minute that begins at `minute * 60` seconds since 1970 UTC.
  void add(std::int64_t minute, std::uint64_t requests, std::uint64_t errors);
  void merge(const MinuteCounts& other);

  /// For the library's own use: puts it into bytes that follow from its state alone, and gets it
  /// back. read() throws BytesError for other bytes.
  void write(ByteWriter& to) const;
  static MinuteCounts read(ByteReader& from);

  std::uint64_t unit_seconds() const { return unit_; }
  std::size_t size() const { return size_; }
  std::uint64_t requests() const;  ///< of all

  /// How many slots are looked at when each bucket is searched once.
  std::size_t search_steps() const;

  /// Returns the units with requests in order of time.
  std::vector<TimeCell> cells() const;

  /// The counts as at most 120 buckets. Buckets begin at round times of the clock of `zone` (an
  /// offset in minutes) where the unit allows it. A few stray dates, one line in 200 at most, are
  /// left out and counted in before and after when the rest then gets buckets at least ten times
  /// finer.
  Timeline timeline(std::int16_t zone) const;

 private:
  struct Bucket {
    std::int64_t index;
    std::uint64_t requests;  ///< 0: a free slot
    std::uint64_t errors;
  };

  void add_bucket(std::int64_t index, std::uint64_t requests, std::uint64_t errors);
  void rebuild(std::size_t slots, std::uint64_t unit);
  void coarsen();

  std::vector<Bucket> slots_;  ///< open addressing, a power of two
  std::size_t size_ = 0;
  std::uint64_t unit_ = 60;
};

}  // namespace logscan
