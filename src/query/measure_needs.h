#pragma once

#include <cstdint>

#include "logscan/field.h"
#include "logscan/group_summary.h"
#include "logscan/query_spec.h"

namespace logscan {

/// Returns the field that a measure is about; none for counts.
inline FieldSet field_of(Measure measure) {
  if (is_own(measure)) return {own_field(own_index(measure))};
  switch (measure) {
    case Measure::kBytes:
      return {Field::kBytes};
    case Measure::kClients:
      return {Field::kClient};
    case Measure::kP50:
    case Measure::kP90:
    case Measure::kP95:
    case Measure::kP99:
    case Measure::kMax:
    case Measure::kSum:
    case Measure::kMean:
    case Measure::kMin:
      return {Field::kDuration};
    case Measure::kFirst:
    case Measure::kLast:
      return {Field::kTime};
    case Measure::kCount:
    case Measure::kErrors:
    case Measure::kRate:
    case Measure::kShare:
    case Measure::kRps:
      break;
  }
  return {};
}

/// The data of lines that the measures of some groups need.
struct MeasureNeeds {
  bool bytes = false;
  bool clients = false;
  bool durations = false;    ///< their number, sum, minimum and maximum
  bool percentiles = false;  ///< of durations, which are known then, too
  bool times = false;
  std::uint64_t own = 0;  ///< one bit per measured field, by its index in OwnFields

  MeasureNeeds() = default;
  explicit MeasureNeeds(const GroupSpec& groups) {
    for (const Measure measure : groups.show)
      add(measure);
    if (groups.sort) add(*groups.sort);
  }

  /// Returns whether this suffices for a measure.
  bool has(Measure measure) const {
    MeasureNeeds all = *this;
    all.add(measure);
    return all == *this;
  }

  /// Returns whether any of it needs a sketch.
  bool has_sketches() const { return clients || percentiles || own != 0; }

  friend bool operator==(const MeasureNeeds&, const MeasureNeeds&) = default;

 private:
  void add(Measure measure) {
    if (is_own(measure)) {
      own |= std::uint64_t{1} << own_index(measure);
      return;
    }
    const FieldSet field = field_of(measure);
    bytes |= field.has(Field::kBytes);
    clients |= field.has(Field::kClient);
    durations |= field.has(Field::kDuration);
    percentiles |= is_percentile(measure);
    times |= field.has(Field::kTime);
  }
};

}  // namespace logscan
