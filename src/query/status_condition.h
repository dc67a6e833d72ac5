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

/// Codes from `first` to `last`.
struct StatusRange {
  StatusCode first;
  StatusCode last;
};

/// `503`, `5xx`, `0`, `-` or `-1`.
std::optional<StatusRange> parse_status(std::string_view text);

/// `500-599`: the codes from the first to the last; the last may be less than the first.
std::optional<StatusRange> parse_status_range(std::string_view text);

/// The class of a report, by its name: `5xx` or `other`.
std::optional<StatusClass> parse_status_class(std::string_view text);

StatusSet statuses_of(const StatusRange& range);
StatusSet statuses_of(StatusClass wanted);
StatusSet error_statuses();

}  // namespace logscan::detail
