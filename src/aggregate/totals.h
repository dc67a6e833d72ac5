#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace logscan {

class ByteReader;
class ByteWriter;

/// Number, sum, minimum and maximum of whole numbers, all exact. Any split of the numbers, merged
/// in any order, gives an equal object. Not thread-safe.
class Totals {
 public:
  /// The most values. More are left out; no log has as many lines.
  static constexpr std::uint64_t kMostValues = (std::uint64_t{1} << 52) - 1;

  __extension__ typedef unsigned __int128 Sum;  ///< holds kMostValues of the largest value

  /// Adds `value`, `count` times. Returns whether there was room and `count` is not 0.
  bool add(std::uint64_t value, std::uint64_t count = 1) {
    if (count - 1 >= kMostValues - count_) return false;
    count_ += count;
    sum_ += Sum{value} * count;
    min_ = std::min(min_, value);
    max_ = std::max(max_, value);
    return true;
  }

  /// Adds all values of `other`. Returns whether there was room.
  bool merge(const Totals& other) {
    if (other.count_ > kMostValues - count_) return false;
    count_ += other.count_;
    sum_ += other.sum_;
    min_ = std::min(min_, other.min_);
    max_ = std::max(max_, other.max_);
    return true;
  }

  std::uint64_t count() const { return count_; }
  Sum sum() const { return sum_; }
  std::optional<std::uint64_t> min() const {
    return count_ == 0 ? std::nullopt : std::optional(min_);
  }
  std::optional<std::uint64_t> max() const {
    return count_ == 0 ? std::nullopt : std::optional(max_);
  }

  /// Writes bytes that follow from the state alone, and reads them back. read() throws BytesError
  /// for bytes that write() would not make.
  void write(ByteWriter& to) const;
  static Totals read(ByteReader& from);

  friend bool operator==(const Totals&, const Totals&) = default;

 private:
  Sum sum_ = 0;
  std::uint64_t count_ = 0;
  std::uint64_t min_ = UINT64_MAX;
  std::uint64_t max_ = 0;
};

}  // namespace logscan
