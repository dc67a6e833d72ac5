#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "aggregate/totals.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// Quantiles of whole numbers (nanoseconds, bytes): a histogram whose buckets grow with the values,
/// so that the error of each quantile is at most kRelativeError. (Masson, Rim, Lee, "DDSketch: A
/// Fast and Fully-Mergeable Quantile Sketch with Relative-Error Guarantees", 2019; with equal
/// buckets within each power of two, as in Tene's HdrHistogram, so that no logarithm is needed.)
///
/// The whole state, including memory(), depends only on the values. So any split of them, merged in
/// any order, gives an equal object. Allocates nothing before the first value, then at most 32
/// bytes per bucket in use, 30 KiB in total. Not thread-safe.
class Quantiles : public Totals {
 public:
  static constexpr double kRelativeError = 0.01;
  static constexpr std::uint64_t kExactBelow = 128;  ///< quantiles below it are exact

  /// As Totals::add().
  bool add(std::uint64_t value, std::uint64_t count = 1) {
    if (!Totals::add(value, count)) return false;
    add_to(bucket_of(value), count);
    return true;
  }

  /// Adds all values of `other`. Returns whether there was room.
  bool merge(const Quantiles& other);

  /// Returns the nearest-rank quantile, or nullopt without values: of n values in ascending order,
  /// the one of rank ceil(q * n), or the first for q = 0. `q` is clamped to 0 to 1 (NaN counts as
  /// 0) and rounded to nine decimals. So 0.07 of 100 values means the seventh, although the double
  /// is slightly larger. The result is never outside of min() and max(); the first and last are
  /// exact.
  std::optional<std::uint64_t> quantile(double q) const;

  /// Returns the size in bytes, including this object.
  std::size_t memory() const;

  /// For internal use. Write bytes that depend only on the state, and read them back. read() throws
  /// BytesError for other bytes.
  void write(ByteWriter& to) const;
  static Quantiles read(ByteReader& from);

  friend bool operator==(const Quantiles&, const Quantiles&) = default;

 private:
  struct Bucket {
    std::uint32_t index;
    std::uint64_t count;
  };

  // A value of at most seven bits is its own bucket. The first seven bits of a larger value, 64 to
  // 127, select the bucket within its power of two. See quantiles.cc for the error.
  static constexpr unsigned kBits = 7;
  static constexpr std::uint32_t kBucketsPerPower = 1u << (kBits - 1);

  static std::uint32_t bucket_of(std::uint64_t value) {
    const unsigned shift = static_cast<unsigned>(std::bit_width(value | kBucketsPerPower)) - kBits;
    return shift * kBucketsPerPower + static_cast<std::uint32_t>(value >> shift);
  }

  void add_to(std::uint32_t bucket, std::uint64_t count) {
    const std::uint32_t at = bucket - first_;
    if (at < window_) {
      used_ += cells_[at] == 0;
      cells_[at] += count;
    } else {
      add_outside(bucket, count);
    }
  }

  static std::uint64_t middle_of(std::uint32_t bucket);

  Bucket bucket_in(std::size_t cell) const;
  void add_outside(std::uint32_t bucket, std::uint64_t count);
  void make_sparse();
  void make_dense(std::uint32_t first, std::uint32_t window);

  // Sparse: the buckets in use, ascending, each with its count in the low 52 bits. Dense: the
  // counts of all buckets from first_ on.
  std::vector<std::uint64_t> cells_;
  std::uint32_t first_ = 0;
  std::uint32_t window_ = 0;  ///< number of cells when dense; 0 when sparse
  std::uint32_t used_ = 0;    ///< buckets in use
};

}  // namespace logscan
