#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "format/line_parser.h"
#include "logscan/log_line.h"

namespace logscan {

/// What is counted for each group of lines. Everything merges in any order to the same.
struct GroupMeasures {
  std::uint64_t count = 0;        ///< lines
  std::uint64_t errors = 0;       ///< of these, status 400 to 599
  std::uint64_t bytes = 0;        ///< their sum, where known; stops at 2^64 - 1
  std::uint64_t bytes_known = 0;  ///< how many lines that sum is of
  PackedTime first = PackedTime::latest();
  PackedTime last = PackedTime::earliest();

  /// Whether the sum reached the largest number there is, so nobody knows what it would be.
  bool bytes_overflowed() const { return bytes == std::numeric_limits<std::uint64_t>::max(); }

  /// Whether any line had a readable time; else `first` and `last` say nothing.
  bool dated() const { return first <= last; }

  void add(const LogLine& line) {
    ++count;
    errors += is_error(line.status);
    if (line.bytes) {
      add_bytes(*line.bytes);
      ++bytes_known;
    }
    if (line.time) {
      const PackedTime time(*line.time);
      first = std::min(first, time);
      last = std::max(last, time);
    }
  }

  void merge(const GroupMeasures& other) {
    count += other.count;
    errors += other.errors;
    add_bytes(other.bytes);
    bytes_known += other.bytes_known;
    first = std::min(first, other.first);
    last = std::max(last, other.last);
  }

  /// Bytes it takes beside its own size.
  static constexpr std::size_t memory() { return 0; }

  friend bool operator==(const GroupMeasures&, const GroupMeasures&) = default;

 private:
  // Hostile lines may claim more than a sum can hold.
  void add_bytes(std::uint64_t more) {
    bytes = more > std::numeric_limits<std::uint64_t>::max() - bytes
                ? std::numeric_limits<std::uint64_t>::max()
                : bytes + more;
  }
};

/// What a GroupTable keeps for each key: `count` is what the table ranks by; merge() adds what the
/// other counted, the same in any order; memory() is what it takes beside its own size, which never
/// shrinks while something is added and does not depend on the order. A fresh one has counted
/// nothing.
template <class T>
concept MergedMeasures = std::default_initializable<T> && std::movable<T> &&
    requires(T mine, const T& theirs) {
  { theirs.count } -> std::convertible_to<std::uint64_t>;
  { theirs.memory() } -> std::convertible_to<std::size_t>;
  mine.merge(theirs);
};

}  // namespace logscan
