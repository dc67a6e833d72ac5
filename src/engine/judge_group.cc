#include "engine/judge_group.h"

#include <algorithm>

namespace logscan {
namespace {

struct ValueBounds {
  double low = 0;
  double high = 0;
};

double share(std::uint64_t part, std::uint64_t other) {
  if (part == 0) return 0;
  return static_cast<double>(part) / (static_cast<double>(part) + static_cast<double>(other));
}

ValueBounds value_of(const Threshold& threshold, const JudgedGroup& group) {
  if (threshold.amount == Threshold::Amount::kDuration) return {*group.duration, *group.duration};
  const CountBounds& part =
      threshold.amount == Threshold::Amount::kRequests ? group.all : group.part;
  if (threshold.rate) return {share(part.low, group.other.high), share(part.high, group.other.low)};
  return {static_cast<double>(part.low), static_cast<double>(part.high)};
}

// What holds at both ends of the values holds between them, and what holds at neither end nowhere:
// but for the two that ask for one value.
Holding holding_of(const Threshold& threshold, const ValueBounds& values) {
  const bool low = threshold.holds(values.low);
  const bool high = threshold.holds(values.high);
  const bool inside = values.low < threshold.limit && threshold.limit < values.high;
  const bool asks_one =
      threshold.order == Threshold::Order::kSame || threshold.order == Threshold::Order::kOther;
  if (low != high || (asks_one && inside)) return Holding::kUnsure;
  return low ? Holding::kYes : Holding::kNo;
}

}  // namespace

Judgement judge_group(const Threshold& threshold, std::uint64_t min_requests,
                      const JudgedGroup& group) {
  using Amount = Threshold::Amount;
  const bool is_always_judged = threshold.amount == Amount::kRequests;
  if (!is_always_judged && group.all.high < min_requests) return {};
  if (threshold.rate && group.all.high == 0) return {};
  if (threshold.amount == Amount::kDuration && !group.duration)
    return {group.duration_is_sure ? Holding::kNotJudged : Holding::kUnsure, 0};

  const ValueBounds values = value_of(threshold, group);
  Judgement judgement{holding_of(threshold, values),
                      threshold.is_upper() ? values.low : values.high};
  const std::uint64_t least = std::max<std::uint64_t>(min_requests, threshold.rate ? 1 : 0);
  const bool may_be_too_few = !is_always_judged && group.all.low < least;
  const bool not_sure = threshold.amount == Amount::kDuration && !group.duration_is_sure;
  if (not_sure || (may_be_too_few && judgement.holding == Holding::kYes))
    judgement.holding = Holding::kUnsure;
  return judgement;
}

}  // namespace logscan
