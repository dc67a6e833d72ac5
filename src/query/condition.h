#pragma once

#include <bitset>

#include "logscan/field.h"
#include "logscan/log_line.h"
#include "logscan/status.h"

namespace logscan::detail {

using StatusSet = std::bitset<kStatusCodes>;

/// One question about one field. Immutable. Null fields answer false, but to IsNull.
class Condition {
 public:
  /// How dear an answer is: roughly, in units of the cheapest.
  enum Cost : unsigned { kNumber = 1, kText = 4, kSearch = 16, kRegex = 64 };

  Condition(Field field, Cost cost) : field_(field), cost_(cost) {}
  Condition(const Condition&) = delete;
  Condition& operator=(const Condition&) = delete;
  virtual ~Condition() = default;

  virtual bool holds(const LogLine& line) const = 0;

  /// Of a condition on the status alone: the codes for which it holds.
  virtual const StatusSet* statuses() const { return nullptr; }

  Field field() const { return field_; }
  Cost cost() const { return cost_; }

 private:
  Field field_;
  Cost cost_;
};

/// A condition on a field of text that is not null.
class TextCondition : public Condition {
 public:
  using Condition::Condition;

  bool holds(const LogLine& line) const final {
    const std::string_view text = field_text(line, field());
    return text.data() != nullptr && fits(text);
  }

 private:
  virtual bool fits(std::string_view text) const = 0;
};

}  // namespace logscan::detail
