#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "aggregate/group_table.h"
#include "aggregate/row_measures.h"
#include "aggregate/spilled_rows.h"

namespace logscan {

/// What a report needs of rows that do not fit into memory: the rows to list and, in dropped(), the
/// sum of the others.
struct ListedRows {
  GroupTable<RowMeasures> rows;
  std::uint64_t keys = 0;  ///< number of keys, with those that are not listed
  std::map<std::string, std::uint64_t> other_starts;  ///< in a series: lines of the others by start
};

/// Chooses the rows to list.
using ListedViews = std::vector<GroupTable<RowMeasures>::View>;
using ChooseListed = std::function<ListedViews(const GroupTable<RowMeasures>& rows)>;

/// Returns the rows that `choose` would choose of all rows in `spilled` and `rest`, at most `most`,
/// and perhaps some more. Throws MemoryError if they exceed the budget of `rest`.
ListedRows listed_groups(const SpilledRows& spilled, const GroupTable<RowMeasures>& rest,
                         std::size_t most, const ChooseListed& choose);

/// Does the same for a series, whose keys begin with `start_bytes` bytes: `choose` chooses groups
/// by their sums over all starts.
ListedRows listed_series(const SpilledRows& spilled, const GroupTable<RowMeasures>& rest,
                         std::size_t start_bytes, std::size_t most, const ChooseListed& choose);

}  // namespace logscan
