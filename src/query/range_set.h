#pragma once

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace logscan::detail {

/// A set of ranges, both ends included. Look-up takes logarithmic time.
template <typename Value>
class RangeSet {
 public:
  struct Range {
    Value first;
    Value last;
  };

  explicit RangeSet(std::vector<Range> ranges) {
    std::erase_if(ranges, [](const Range& range) { return range.last < range.first; });
    std::sort(ranges.begin(), ranges.end(),
              [](const Range& a, const Range& b) { return a.first < b.first; });
    for (Range& range : ranges) {
      if (ranges_.empty() || ranges_.back().last < range.first) {
        ranges_.push_back(std::move(range));
      } else {
        ranges_.back().last = std::max(ranges_.back().last, range.last);
      }
    }
  }

  bool contains(const Value& value) const {
    const auto after =
        std::upper_bound(ranges_.begin(), ranges_.end(), value,
                         [](const Value& a, const Range& range) { return a < range.first; });
    return after != ranges_.begin() && !(std::prev(after)->last < value);
  }

 private:
  std::vector<Range> ranges_;  ///< ascending and disjoint
};

}  // namespace logscan::detail
