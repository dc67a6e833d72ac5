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

/// Requests and errors per minute. Memory is bounded: beyond kMostBuckets different minutes it
/// counts by hour, then by day, then by powers of two of days. The unit depends only on the set of
/// minutes, so any split of the lines, merged in any order, gives the same counts. Not thread-safe.
class MinuteCounts {
 public:
  static constexpr std::size_t kMostBuckets = 65536;

  /// Counts lines in the minute that starts at `minute * 60` seconds since 1970 UTC.
  void add(std::int64_t minute, std::uint64_t requests, std::uint64_t errors);
  void merge(const MinuteCounts& other);

  /// For internal use. Write bytes that depend only on the state, and read them back. read() throws
  /// BytesError for other bytes.
  void write(ByteWriter& to) const;
  static MinuteCounts read(ByteReader& from);

  std::uint64_t unit_seconds() const { return unit_; }
  std::size_t size() const { return size_; }
  std::uint64_t requests() const;  ///< of all minutes

  /// Returns the number of slots visited when each bucket is looked up once.
  std::size_t search_steps() const;

  /// Returns the units with requests in order of time.
  std::vector<TimeCell> cells() const;

  /// Returns the counts in at most 120 buckets. Buckets start at round times on the clock of `zone`
  /// (an offset in minutes) if the unit allows it. A few outlying dates, at most one line in 200,
  /// are left out if the rest then gets buckets at least ten times finer. They are counted in
  /// `before` and `after`.
  Timeline timeline(std::int16_t zone) const;

 private:
  struct Bucket {
    std::int64_t index;
    std::uint64_t requests;  ///< 0 marks a free slot
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
