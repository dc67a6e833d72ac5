#include "aggregate/sorted_rows.h"

#include <algorithm>

namespace logscan {

std::vector<SortedRow> sorted_rows(const GroupTable<RowMeasures>& rows, const KeyOrder& order) {
  std::vector<SortedRow> sorted;
  sorted.reserve(rows.size());
  rows.each([&](const auto& view) {
    sorted.push_back({order.head(view.key), view.key, view.measures, view.missed});
  });
  std::sort(sorted.begin(), sorted.end(), [&](const SortedRow& a, const SortedRow& b) {
    return a.head != b.head ? a.head < b.head : order.less(a.key, b.key);
  });
  return sorted;
}

std::string_view front_of_all(const GroupTable<RowMeasures>& rows, std::size_t start_bytes) {
  std::string_view common;
  bool is_first = true;
  rows.each([&](const auto& view) {
    const std::string_view rest = view.key.substr(start_bytes);
    if (is_first) common = rest;
    is_first = false;
    if (!rest.starts_with(common)) common = common_front(common, rest);
  });
  return common;
}

}  // namespace logscan
