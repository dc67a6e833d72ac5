#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "query/condition.h"
#include "query/literals.h"
#include "query/range_set.h"

namespace logscan::detail {

/// Returns the time in seconds, the bytes (below 2^63 in LogLine), the duration in nanoseconds, or
/// the amount of an own field; null for other fields.
inline std::optional<std::int64_t> field_number(const LogLine& line, Field field) {
  if (field == Field::kTime && line.time) return line.time->seconds;
  if (field == Field::kBytes && line.bytes) return static_cast<std::int64_t>(*line.bytes);
  if (field == Field::kDuration) return line.duration;
  const OwnValue own = own_value(line, field);
  return own.text.data() != nullptr ? std::optional(own.amount) : std::nullopt;
}

using Numbers = RangeSet<std::int64_t>;

class NumberIsIn final : public Condition {
 public:
  NumberIsIn(Field field, std::vector<Numbers::Range> ranges)
      : Condition({field}, kNumber), set_(std::move(ranges)) {}

  bool holds(const LogLine& line) const override {
    const std::optional<std::int64_t> number = field_number(line, field());
    return number && set_.contains(*number);
  }

 private:
  Numbers set_;
};

class IsNull final : public Condition {
 public:
  explicit IsNull(Source source) : Condition(std::move(source), kNumber) {}

  bool asks_for_null() const override { return true; }

  bool holds(const LogLine& line) const override {
    if (source().text(line).data() != nullptr) return false;
    return source().key != nullptr || !field_number(line, field());
  }
};

/// Matches text that is an address in one of several networks.
class AddressIsIn final : public TextCondition {
 public:
  AddressIsIn(Field field, const std::vector<AddressRange>& all)
      : TextCondition({field}, kSearch), v4_(ranges(all, true)), v6_(ranges(all, false)) {}

 private:
  using Addresses = RangeSet<IpAddress>;

  static std::vector<Addresses::Range> ranges(const std::vector<AddressRange>& all, bool v4) {
    std::vector<Addresses::Range> ranges;
    for (const AddressRange& range : all) {
      if (range.first.is_v4() == v4) ranges.push_back({range.first, range.last});
    }
    return ranges;
  }

  bool fits(std::string_view text) const override {
    const std::optional<IpAddress> address = parse_address(text);
    return address && (address->is_v4() ? v4_ : v6_).contains(*address);
  }

  Addresses v4_;
  Addresses v6_;
};

}  // namespace logscan::detail
