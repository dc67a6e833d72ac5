#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "logscan/group_summary.h"

namespace logscan::detail {

/// The measures of groups as cells of a table.
class MeasureCells {
 public:
  explicit MeasureCells(const std::vector<Measure>& show) : show_(show) {}

  /// Durations get as many decimals as the shortest of all rows that were noted needs: 3, 6 or 9.
  void note(const GroupRow& row);

  std::vector<std::string> titles() const;
  std::vector<std::string> cells(const GroupRow& row) const;

 private:
  std::string cell(Measure measure, const GroupRow& row) const;

  const std::vector<Measure>& show_;
  int decimals_ = 3;
};

}  // namespace logscan::detail
