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
/// so that every quantile is at most kRelativeError off. (Masson, Rim, Lee, "DDSketch: A Fast and
/// Fully-Mergeable Quantile Sketch with Relative-Error Guarantees", 2019; with equal buckets within
/// each power of two, as in Tene's HdrHistogram, so that no logarithm is needed.)
///
/// The whole state, what memory() says included, follows from the values alone: any split of them,
/// merged in any order, gives an equal object. Nothing is allocated before the first value, and
/// at most 32 bytes per bucket in use after it, 30 KiB in all. For one thread.
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

  /// The nearest-rank quantile; nullopt without values: of the n values in ascending order that of
  /// rank ceil(q * n), which is the first for q = 0. `q` is from 0 to 1 (else the nearer of the
  /// two; 0 for NaN) and is taken to nine decimals, so that 0.07 of 100 values means the seventh,
  /// although the double is a little more than that. Never outside of min() and max(); the first
  /// and last are exact.
  std::optional<std::uint64_t> quantile(double q) const;

  /// Bytes, this object's own included.
  std::size_t memory() const;

  /// For the library's own use: puts it into bytes that follow from its state alone, and gets it
  /// back. read() throws BytesError for other bytes.
  void write(ByteWriter& to) const;
  static Quantiles read(ByteReader& from);

  friend bool operator==(const Quantiles&, const Quantiles&) = default;

 private:
  struct Bucket {
    std::uint32_t index;
    std::uint64_t count;
  };

  // A value of at most seven bits is its own bucket. Of a larger one the first seven bits, 64 to
  // 127, tell the bucket within its power of two. See quantiles.cc for the error.
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
  std::uint32_t window_ = 0;  ///< how many cells when dense; 0 when sparse
  std::uint32_t used_ = 0;    ///< buckets in use
};

}  // namespace logscan
