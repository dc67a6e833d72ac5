#pragma once

#include <cstdint>
#include <string_view>

namespace logscan {

/// The order of the list in a live view: of groups, or without any of failing paths.
enum class LiveSort : std::uint8_t {
  kAsked,   ///< As the query has it: paths with the most errors.
  kCount,   ///< Of groups alone.
  kErrors,  ///< Likewise.
  kRate,    ///< Likewise: errors / count.
  kKey,     ///< Likewise.
  kServer,  ///< Of paths alone: the most 5xx.
};

/// Returns the next order, and the first one after the last.
constexpr LiveSort next_sort(LiveSort sort, bool has_groups) {
  if (!has_groups) return sort == LiveSort::kServer ? LiveSort::kAsked : LiveSort::kServer;
  switch (sort) {
    case LiveSort::kAsked:
      return LiveSort::kCount;
    case LiveSort::kCount:
      return LiveSort::kErrors;
    case LiveSort::kErrors:
      return LiveSort::kRate;
    case LiveSort::kRate:
      return LiveSort::kKey;
    case LiveSort::kKey:
    case LiveSort::kServer:
      return LiveSort::kAsked;
  }
  return LiveSort::kAsked;
}

constexpr std::string_view sort_name(LiveSort sort, bool has_groups) {
  switch (sort) {
    case LiveSort::kAsked:
      return has_groups ? "as asked" : "errors";
    case LiveSort::kCount:
      return "count";
    case LiveSort::kErrors:
      return "errors";
    case LiveSort::kRate:
      return "error rate";
    case LiveSort::kKey:
      return "key";
    case LiveSort::kServer:
      return "5xx";
  }
  return "";
}

}  // namespace logscan
