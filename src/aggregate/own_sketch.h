#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "aggregate/quantiles.h"
#include "logscan/group_summary.h"
#include "logscan/own_field.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// The measures of one own field in a group of lines. Merging gives the same result in any order.
///
/// Numbers are decimal, but the buckets of Quantiles grow by powers of two. So numbers are stored
/// in units of 2^-20. Whole numbers then fall into the buckets that they would have by themselves,
/// and percentiles of small ones are exact.
class OwnSketch {
 public:
  void add(const OwnValue& value) {
    const auto amount = static_cast<std::uint64_t>(value.amount);
    if (value.kind == OwnKind::kNumber) {
      grain_ =
          grain_ == Grain::kFractions || amount % kMillion != 0 ? Grain::kFractions : Grain::kWhole;
    }
    const std::uint64_t values = values_.count();
    values_.add(to_unit(amount));
    if (values_.count() > values) sum_ += amount;
  }

  void merge(const OwnSketch& other);

  /// Returns the value of a measure; nullopt if there are no values.
  std::optional<OwnAmount::Value> stat(OwnStat stat) const;

  std::size_t memory() const { return sizeof(*this) - sizeof(values_) + values_.memory(); }

  /// For internal use; see Quantiles. At least one value must have been added. The values that are
  /// read are of `kind`.
  void write(ByteWriter& to) const;
  static OwnSketch read(ByteReader& from, OwnKind kind);

  std::uint64_t count() const { return values_.count(); }

 private:
  enum class Grain : std::uint8_t { kNanoseconds, kWhole, kFractions };

  static constexpr std::uint64_t kMillion = 1'000'000;
  static constexpr unsigned kShift = 20;  // 2^20 exceeds a million, so no two amounts coincide

  std::uint64_t to_unit(std::uint64_t amount) const;
  std::uint64_t to_amount(std::uint64_t value) const;
  std::uint64_t quantile(double q) const;

  Grain grain_ = Grain::kNanoseconds;
  Quantiles values_;
  Quantiles::Sum sum_ = 0;  ///< exact sum of the amounts
};

}  // namespace logscan
