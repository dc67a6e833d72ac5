#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "logscan/field.h"
#include "logscan/log_line.h"
#include "query/condition.h"

namespace logscan::detail {

/// An expression as steps. Each step tests one condition and has a next step for either result.
/// Steps only jump forward, so a run ends. `and`, `or` and `not` exist only as jumps and take no
/// time.
class Program {
 public:
  /// Creates a program with a constant result.
  explicit Program(bool answer) : start_(answer ? kYes : kNo) {}

  explicit Program(std::shared_ptr<const Condition> condition);

  /// Both put the cheaper parts first, and join the parts that depend on the status alone.
  static Program all_of(std::vector<Program> parts);
  static Program any_of(std::vector<Program> parts);

  /// Returns the program with its results swapped.
  Program negated() &&;

  bool matches(const LogLine& line) const {
    std::uint32_t at = start_;
    while (at < kNo) {
      const Step& step = steps_[at];
      at = step.condition->holds(line) ? step.yes : step.no;
    }
    return at == kYes;
  }

  FieldSet fields() const;
  FieldSet compared_fields() const;  ///< those compared with a value, not with null alone
  bool depends_on_zone() const;

  /// Returns true if the first step alone rejects every line of that status. False means nothing.
  bool rejects(StatusCode status) const;

 private:
  static constexpr std::uint32_t kNo = 0xfffffffe;
  static constexpr std::uint32_t kYes = 0xffffffff;

  struct Step {
    std::shared_ptr<const Condition> condition;
    std::uint32_t yes;
    std::uint32_t no;
  };

  static Program join(std::vector<Program> parts, std::uint32_t onward);
  static void join_statuses(std::vector<Program>& parts, std::uint32_t onward);
  bool asks_status_alone() const;
  StatusSet statuses() const;
  std::size_t cost() const;

  std::vector<Step> steps_;
  std::uint32_t start_ = 0;  ///< 0, or a result if there are no steps
};

}  // namespace logscan::detail
