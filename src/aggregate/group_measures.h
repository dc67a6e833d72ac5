#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "format/line_parser.h"
#include "logscan/log_line.h"

namespace logscan {

/// The exact counts of a group of lines. Merging gives the same result in any order.
struct GroupMeasures {
  std::uint64_t count = 0;        ///< lines
  std::uint64_t errors = 0;       ///< those with status 400 to 599
  std::uint64_t bytes = 0;        ///< the sum of the known ones; stops at 2^64 - 1
  std::uint64_t bytes_known = 0;  ///< number of lines in that sum
  PackedTime first = PackedTime::latest();
  PackedTime last = PackedTime::earliest();

  /// Returns whether the sum reached its maximum, so that its true value is unknown.
  bool bytes_overflowed() const { return bytes == std::numeric_limits<std::uint64_t>::max(); }

  /// Returns whether any line had a readable time. Otherwise `first` and `last` are meaningless.
  bool dated() const { return first <= last; }

  void add(const LogLine& line) {
    ++count;
    errors += is_error(line.status);
    if (line.bytes) {
      add_bytes(*line.bytes);
      ++bytes_known;
    }
    if (line.time) add_time(PackedTime(*line.time));
  }

  /// Counts a line with a time, of which nothing else is measured.
  void add(StatusCode status, PackedTime time) {
    ++count;
    errors += is_error(status);
    add_time(time);
  }

  void merge(const GroupMeasures& other) {
    count += other.count;
    errors += other.errors;
    add_bytes(other.bytes);
    bytes_known += other.bytes_known;
    first = PackedTime::earlier(first, other.first);
    last = PackedTime::later(last, other.last);
  }

  /// Returns the bytes used outside of the object.
  static constexpr std::size_t memory() { return 0; }

  friend bool operator==(const GroupMeasures&, const GroupMeasures&) = default;

 private:
  void add_time(PackedTime time) {
    first = PackedTime::earlier(first, time);
    last = PackedTime::later(last, time);
  }

  // Hostile lines may claim more bytes than a sum can hold.
  void add_bytes(std::uint64_t more) {
    bytes = more > std::numeric_limits<std::uint64_t>::max() - bytes
                ? std::numeric_limits<std::uint64_t>::max()
                : bytes + more;
  }
};

/// The measures that a GroupTable keeps per key. The table ranks keys by `count`. merge() adds the
/// counts of another object and gives the same result in any order. memory() returns the bytes used
/// outside of the object; it never shrinks while something is added, and does not depend on the
/// order. A new object has counted nothing.
template <class T>
concept MergedMeasures = std::default_initializable<T> && std::movable<T> &&
    requires(T mine, const T& theirs) {
  { theirs.count } -> std::convertible_to<std::uint64_t>;
  { theirs.memory() } -> std::convertible_to<std::size_t>;
  mine.merge(theirs);
};

}  // namespace logscan
