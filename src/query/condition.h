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

/// What a condition looks at: a field, or a key of groups that follows from it.
struct Source {
  Field field;
  std::shared_ptr<const GroupKey> key = nullptr;

  /// Returns its text, null where it has none. Valid until the next call in the same thread.
  std::string_view text(const LogLine& line) const {
    return key == nullptr ? field_text(line, field) : key_text(line);
  }

 private:
  std::string_view key_text(const LogLine& line) const;
};

/// One question about one field or key. Immutable. Null answers false, but to IsNull.
class Condition {
 public:
  /// How dear an answer is: roughly, in units of the cheapest.
  enum Cost : unsigned { kNumber = 1, kText = 4, kSearch = 16, kRegex = 64 };

  Condition(Source source, Cost cost) : source_(std::move(source)), cost_(cost) {}
  Condition(const Condition&) = delete;
  Condition& operator=(const Condition&) = delete;
  virtual ~Condition() = default;

  virtual bool holds(const LogLine& line) const = 0;

  /// Of a condition on the status alone: the codes for which it holds.
  virtual const StatusSet* statuses() const { return nullptr; }

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
