#pragma once

#include <bitset>
#include <memory>
#include <utility>

#include "logscan/field.h"
#include "logscan/log_line.h"
#include "logscan/status.h"
#include "query/group_key.h"

namespace logscan::detail {

using StatusSet = std::bitset<kStatusCodes>;

/// The operand of a condition: a field, or a group key derived from one.
struct Source {
  Field field;
  std::shared_ptr<const GroupKey> key = nullptr;

  /// Returns the text, or null if the line has none. Valid until the next call in the same thread.
  std::string_view text(const LogLine& line) const {
    return key == nullptr ? field_text(line, field) : key_text(line);
  }

 private:
  std::string_view key_text(const LogLine& line) const;
};

/// A test of one field or key. Immutable. A null value fails every test except IsNull.
class Condition {
 public:
  /// The cost of a test, roughly, relative to the cheapest.
  enum Cost : unsigned { kNumber = 1, kText = 4, kSearch = 16, kRegex = 64 };

  Condition(Source source, Cost cost) : source_(std::move(source)), cost_(cost) {}
  Condition(const Condition&) = delete;
  Condition& operator=(const Condition&) = delete;
  virtual ~Condition() = default;

  virtual bool holds(const LogLine& line) const = 0;

  /// Returns the codes that pass if the condition is on the status alone; otherwise null.
  virtual const StatusSet* statuses() const { return nullptr; }

  /// Returns whether the condition holds for null values alone.
  virtual bool asks_for_null() const { return false; }

  const Source& source() const { return source_; }
  Field field() const { return source_.field; }
  Cost cost() const { return cost_; }

 private:
  Source source_;
  Cost cost_;
};

/// A condition on a text that is not null.
class TextCondition : public Condition {
 public:
  using Condition::Condition;

  bool holds(const LogLine& line) const final {
    const std::string_view text = source().text(line);
    return text.data() != nullptr && fits(text);
  }

 private:
  virtual bool fits(std::string_view text) const = 0;
};

}  // namespace logscan::detail
