#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "aggregate/group_table.h"
#include "aggregate/row_measures.h"
#include "aggregate/row_run.h"

namespace logscan {

/// A row of a table, ready to be sorted.
struct SortedRow {
  std::uint64_t head;
  std::string_view key;
  const RowMeasures* measures;
  std::uint64_t missed;  ///< see GroupTable::View
};

/// Returns the rows of a table in order. The table must not change meanwhile.
std::vector<SortedRow> sorted_rows(const GroupTable<RowMeasures>& rows, const KeyOrder& order);

/// Returns what all keys of a table have in common after their start bytes.
std::string_view front_of_all(const GroupTable<RowMeasures>& rows, std::size_t start_bytes);

/// Rows to prefetch ahead of the one to write: in order, they are all over the memory.
constexpr std::size_t kFetchSorted = 8;

}  // namespace logscan
