#pragma once

#include <optional>
#include <string_view>

#include "query/condition.h"

namespace logscan::detail {

class StatusIsIn final : public Condition {
 public:
  explicit StatusIsIn(const StatusSet& set) : Condition({Field::kStatus}, kNumber), set_(set) {}

  bool holds(const LogLine& line) const override {
    return line.status < kStatusCodes && set_[line.status];
  }
  const StatusSet* statuses() const override { return &set_; }

 private:
  StatusSet set_;
};

/// The codes from `first` to `last`.
struct StatusRange {
  StatusCode first;
  StatusCode last;
};

/// Parses `503`, `5xx`, `0`, `-` or `-1`.
std::optional<StatusRange> parse_status(std::string_view text);

/// Parses a range such as `500-599`. The last code may be less than the first.
std::optional<StatusRange> parse_status_range(std::string_view text);

/// Parses the name of a class: `5xx` or `other`.
std::optional<StatusClass> parse_status_class(std::string_view text);

StatusSet statuses_of(const StatusRange& range);
StatusSet statuses_of(StatusClass wanted);
StatusSet error_statuses();

}  // namespace logscan::detail
