#include "follow/window.h"

#include <algorithm>
#include <utility>

namespace logscan {
namespace {

constexpr std::size_t kPathBudget = 256 * 1024;
constexpr std::size_t kLeastRowBudget = 64 * 1024;

std::size_t row_budget(const QuerySpec& spec) {
  return std::max(spec.memory / (SlidingWindow::kSlices + 1), kLeastRowBudget);
}

double in_seconds(FollowClock::duration duration) {
  return std::chrono::duration<double>(duration).count();
}

}  // namespace

SlidingWindow::SlidingWindow(const QuerySpec& spec, std::chrono::seconds length,
                             FollowClock::time_point start)
    : slice_length_(std::max<FollowClock::duration>(FollowClock::duration(length) / kSlices,
                                                    std::chrono::seconds(1))),
      start_(start),
      spec_(&spec) {
  const std::size_t count = std::min<std::size_t>(
      kSlices, static_cast<std::size_t>(std::max<std::int64_t>(length.count(), 1)));
  for (std::size_t i = 0; i < count; ++i)
    slices_.emplace_back(spec, kPathBudget, row_budget(spec));
}

WindowCounts& SlidingWindow::slice(FollowClock::time_point now) {
  const auto number = static_cast<std::uint64_t>((now - start_) / slice_length_);
  if (number >= current_ + slices_.size()) {
    for (WindowCounts& old : slices_)
      old.clear();
    current_ = number;
  }
  while (current_ < number)
    slices_[++current_ % slices_.size()].clear();
  return slices_[current_ % slices_.size()];
}

FollowClock::time_point SlidingWindow::begin_of(std::uint64_t slice) const {
  return start_ + slice_length_ * static_cast<std::int64_t>(slice);
}

std::uint64_t SlidingWindow::oldest() const {
  return current_ + 1 > slices_.size() ? current_ + 1 - slices_.size() : 0;
}

void SlidingWindow::set_length(std::chrono::seconds length, FollowClock::time_point now) {
  slice(now);
  SlidingWindow other(*spec_, length, begin_of(oldest()));
  for (std::uint64_t number = oldest(); number <= current_; ++number)
    other.slice(begin_of(number)).merge(slices_[number % slices_.size()]);
  other.slice(now);
  *this = std::move(other);
}

WindowSum SlidingWindow::sum(FollowClock::time_point now) {
  slice(now);
  WindowSum sum{
      WindowCounts(*spec_, kPathBudget, row_budget(*spec_)), {}, in_seconds(slice_length_), {}, {}};
  const std::uint64_t first = oldest();
  for (std::uint64_t number = first; number <= current_; ++number) {
    const WindowCounts& slice = slices_[number % slices_.size()];
    sum.counts.merge(slice);
    const FollowClock::time_point begin = begin_of(number);
    double share = 1;
    if (slice.backlog.read) {
      const double seconds = slice.seconds(begin, std::min(now, begin + slice_length_)).value_or(0);
      share = seconds > 0 ? sum.slice_seconds / seconds : 0;
    }
    sum.requests.push_back(static_cast<double>(slice.requests()) * share);
    sum.errors.push_back(static_cast<double>(slice.errors()) * share);
  }
  sum.seconds = sum.counts.seconds(begin_of(first), now);
  return sum;
}

}  // namespace logscan
