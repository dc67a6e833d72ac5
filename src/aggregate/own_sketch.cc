#include "aggregate/own_sketch.h"

#include <algorithm>

#include "text/byte_reader.h"
#include "text/byte_writer.h"

namespace logscan {

// An amount is below 2^63, and 2^20 is less than 1.05 million, so the result fits.
std::uint64_t OwnSketch::to_unit(std::uint64_t amount) const {
  if (grain_ == Grain::kNanoseconds) return amount;
  return static_cast<std::uint64_t>((Quantiles::Sum{amount} << kShift) / kMillion);
}

// Returns the exact inverse; between two amounts, the upper one.
std::uint64_t OwnSketch::to_amount(std::uint64_t value) const {
  if (grain_ == Grain::kNanoseconds) return value;
  const Quantiles::Sum unit = Quantiles::Sum{1} << kShift;
  return static_cast<std::uint64_t>((Quantiles::Sum{value} * kMillion + unit - 1) / unit);
}

// Returns the whole number in the bucket if all numbers are whole.
std::uint64_t OwnSketch::quantile(double q) const {
  const std::uint64_t value = *values_.quantile(q);
  return to_amount(grain_ == Grain::kWhole ? value >> kShift << kShift : value);
}

void OwnSketch::merge(const OwnSketch& other) {
  grain_ = std::max(grain_, other.grain_);
  const std::uint64_t values = values_.count();
  values_.merge(other.values_);
  if (values_.count() > values) sum_ += other.sum_;
}

std::optional<OwnAmount::Value> OwnSketch::stat(OwnStat stat) const {
  if (values_.count() == 0) return std::nullopt;
  switch (stat) {
    case OwnStat::kSum:
      return sum_;
    case OwnStat::kMean:
      return sum_ / values_.count();
    case OwnStat::kP50:
      return quantile(0.5);
    case OwnStat::kP90:
      return quantile(0.9);
    case OwnStat::kP95:
      return quantile(0.95);
    case OwnStat::kP99:
      return quantile(0.99);
    case OwnStat::kMax:
      return to_amount(*values_.max());
    case OwnStat::kMin:
      return to_amount(*values_.min());
  }
  return std::nullopt;
}

void OwnSketch::write(ByteWriter& to) const {
  to.number(static_cast<std::uint64_t>(grain_));
  to.number(static_cast<std::uint64_t>(sum_ >> 64));
  to.word(static_cast<std::uint64_t>(sum_));
  values_.write(to);
}

OwnSketch OwnSketch::read(ByteReader& from, OwnKind kind) {
  OwnSketch sketch;
  sketch.grain_ = static_cast<Grain>(from.number(static_cast<std::uint64_t>(Grain::kFractions)));
  require(kind == (sketch.grain_ == Grain::kNanoseconds ? OwnKind::kDuration : OwnKind::kNumber));
  const std::uint64_t high = from.number();
  sketch.sum_ = Quantiles::Sum{high} << 64 | from.word();
  sketch.values_ = Quantiles::read(from);
  require(sketch.count() > 0);
  require(sketch.sum_ >= Quantiles::Sum{sketch.to_amount(*sketch.values_.min())} * sketch.count());
  require(sketch.sum_ <= Quantiles::Sum{sketch.to_amount(*sketch.values_.max())} * sketch.count());
  return sketch;
}

}  // namespace logscan
