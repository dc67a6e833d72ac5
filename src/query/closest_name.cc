#include "query/closest_name.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "query/text_conditions.h"

namespace logscan::detail {
namespace {

constexpr std::size_t kLongest = 31;

// The optimal string alignment distance, row by row; both are at most kLongest bytes.
std::size_t edits(std::string_view a, std::string_view b) {
  using Row = std::array<std::size_t, kLongest + 1>;
  Row before_last{};
  Row last{};
  Row row{};
  for (std::size_t j = 0; j <= b.size(); ++j)
    last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
          lower(a[i - 2]) == lower(b[j - 1])) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    before_last = last;
    last = row;
  }
  return last[b.size()];
}

}  // namespace

std::string_view closest_name(std::string_view word, std::span<const std::string_view> names) {
  if (word.size() > kLongest) return {};
  std::string_view closest;
  std::size_t least = word.size() <= 4 ? 2 : 3;  // one more than what passes for a slip
  for (const std::string_view name : names) {
    const std::size_t distance = edits(word, name);
    if (distance < std::min(least, word.size())) least = distance, closest = name;
  }
  return closest;
}

}  // namespace logscan::detail
