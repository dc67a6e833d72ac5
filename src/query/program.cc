#include "query/program.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "query/status_condition.h"

namespace logscan::detail {
namespace {

constexpr std::size_t kMostSteps = 1 << 20;

}  // namespace

Program::Program(std::shared_ptr<const Condition> condition) {
  steps_.push_back({std::move(condition), kYes, kNo});
}

Program Program::all_of(std::vector<Program> parts) {
  return join(std::move(parts), kYes);
}

Program Program::any_of(std::vector<Program> parts) {
  return join(std::move(parts), kNo);
}

Program Program::negated() && {
  const auto swap = [](std::uint32_t& target) {
    if (target >= kNo) target = target == kYes ? kNo : kYes;
  };
  swap(start_);
  for (Step& step : steps_) {
    swap(step.yes);
    swap(step.no);
  }
  return std::move(*this);
}

// Joins parts: the result `onward` of a part leads to the next part, and is the final result after
// the last. The other result is final at once.
Program Program::join(std::vector<Program> parts, std::uint32_t onward) {
  for (const Program& part : parts) {
    if (part.start_ >= kNo && part.start_ != onward) return Program(onward == kNo);
  }
  std::erase_if(parts, [](const Program& part) { return part.start_ >= kNo; });
  join_statuses(parts, onward);
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Program& a, const Program& b) { return a.cost() < b.cost(); });

  Program joined(onward == kYes);
  std::size_t left = parts.size();
  for (Program& part : parts) {
    if (joined.steps_.empty()) {
      joined.start_ = 0;
      joined.steps_.reserve(part.steps_.size());
    }
    const std::size_t base = joined.steps_.size();
    const std::size_t end = base + part.steps_.size();
    if (end > kMostSteps) throw std::length_error("an expression of more than 2^20 comparisons");
    const std::uint32_t next = --left == 0 ? onward : static_cast<std::uint32_t>(end);
    const auto moved = [&](std::uint32_t target) {
      if (target == onward) return next;
      return target >= kNo ? target : target + static_cast<std::uint32_t>(base);
    };
    for (Step& step : part.steps_)
      joined.steps_.push_back({std::move(step.condition), moved(step.yes), moved(step.no)});
  }
  return joined;
}

// Joins all parts that depend on the status alone into the first of them.
void Program::join_statuses(std::vector<Program>& parts, std::uint32_t onward) {
  StatusSet all;
  if (onward == kYes) all.set();
  std::size_t found = 0;
  for (const Program& part : parts) {
    if (!part.asks_status_alone()) continue;
    ++found;
    if (onward == kYes) {
      all &= part.statuses();
    } else {
      all |= part.statuses();
    }
  }
  if (found < 2) return;
  std::erase_if(parts, [](const Program& part) { return part.asks_status_alone(); });
  parts.insert(parts.begin(), Program(std::make_shared<StatusIsIn>(all)));
}

bool Program::asks_status_alone() const {
  return steps_.size() == 1 && steps_[0].condition->statuses() != nullptr;
}

StatusSet Program::statuses() const {
  const StatusSet& set = *steps_[0].condition->statuses();
  return steps_[0].yes == kYes ? set : ~set;
}

std::size_t Program::cost() const {
  std::size_t sum = 0;
  for (const Step& step : steps_)
    sum += step.condition->cost();
  return sum;
}

bool Program::rejects(StatusCode status) const {
  if (steps_.empty()) return start_ == kNo;
  const StatusSet* const asked = steps_[0].condition->statuses();
  return asked != nullptr && ((*asked)[status] ? steps_[0].yes : steps_[0].no) == kNo;
}

bool Program::depends_on_zone() const {
  return std::any_of(steps_.begin(), steps_.end(), [](const Step& step) {
    const auto& key = step.condition->source().key;
    return key != nullptr && key->depends_on_zone();
  });
}

FieldSet Program::compared_fields() const {
  FieldSet fields;
  for (const Step& step : steps_)
    if (!step.condition->asks_for_null()) fields.add(step.condition->field());
  return fields;
}

FieldSet Program::fields() const {
  FieldSet fields;
  for (const Step& step : steps_)
    fields.add(step.condition->field());
  return fields;
}

}  // namespace logscan::detail
