#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace logscan {

class ByteReader;
class ByteWriter;

/// Counts distinct strings by their hash_bytes(): exactly up to kMostExact, beyond that as an
/// estimate. (Flajolet, Fusy, Gandouet, Meunier, "HyperLogLog: the analysis of a near-optimal
/// cardinality estimation algorithm", 2007; estimated as in Ertl, "New cardinality estimation
/// algorithms for HyperLogLog sketches", 2017.) Strings with equal hashes count once. Among a
/// thousand strings that no attacker chose, the probability of that is 1 in 10^13.
///
/// The whole state, including memory(), depends only on the set of hashes. So any split of them,
/// merged in any order, gives an equal object. Allocates nothing before the first hash, then 8 to
/// 16 bytes per hash, and 16 KiB once it is no longer exact. Not thread-safe.
class Distinct {
 public:
  static constexpr std::size_t kMostExact = 1000;
  static constexpr unsigned kPrecision = 14;
  static constexpr std::size_t kRegisters = std::size_t{1} << kPrecision;
  /// Four standard errors of the estimate, relative: 4 * 1.04 / sqrt(kRegisters).
  static constexpr double kRelativeError = 4 * 1.04 / 128;
  static_assert(kRegisters == std::size_t{128} * 128);

  void add(std::uint64_t hash) {
    if (exact()) {
      add_exactly(hash);
    } else {
      raise(hash);
    }
  }

  /// Adds all hashes of `other`.
  void merge(const Distinct& other);

  /// Returns the number of distinct hashes, rounded; the same on every machine.
  std::uint64_t count() const;

  bool exact() const { return registers_.empty(); }
  double error() const { return exact() ? 0 : kRelativeError; }  ///< relative

  /// Returns the size in bytes, including this object.
  std::size_t memory() const;

  /// For internal use. Write bytes that depend only on the state, and read them back. read() throws
  /// BytesError for other bytes.
  void write(ByteWriter& to) const;
  static Distinct read(ByteReader& from);

  friend bool operator==(const Distinct&, const Distinct&) = default;

 private:
  // The first bits of a hash select a register. It keeps the maximum of the number of leading zeros
  // in the rest, plus one.
  void raise(std::uint64_t hash) {
    std::uint8_t& highest = registers_[hash >> (64 - kPrecision)];
    const std::uint64_t rest = hash << kPrecision | std::uint64_t{1} << (kPrecision - 1);
    const auto rank = static_cast<std::uint8_t>(std::countl_zero(rest) + 1);
    if (rank > highest) highest = rank;
  }

  void add_exactly(std::uint64_t hash);
  void start_registers();

  std::vector<std::uint64_t> hashes_;    ///< ascending; all hashes while exact, otherwise none
  std::vector<std::uint8_t> registers_;  ///< empty while exact
};

}  // namespace logscan
