#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "logscan/group_summary.h"

namespace logscan::detail {

/// Turns the measures of groups into cells of a table.
class MeasureCells {
 public:
  /// Takes the measures and own fields of a GroupSummary or SeriesSummary, which must outlive this.
  MeasureCells(const std::vector<Measure>& show, const OwnFields& own) : show_(show), own_(own) {}

  /// Notes the durations of a row. All durations get the decimals that the shortest one noted
  /// needs: 3, 6 or 9. Likewise for lines per second: 3 or 6.
  void note(const GroupRow& row);

  std::vector<std::string> titles() const;
  std::vector<std::string> cells(const GroupRow& row) const;

 private:
  std::string cell(Measure measure, const GroupRow& row) const;

  std::string amount_cell(const std::optional<OwnAmount::Value>& amount, OwnKind kind) const;
  OwnKind own_kind(Measure measure) const { return own_[own_index(measure)].kind; }

  const std::vector<Measure>& show_;
  const OwnFields& own_;
  int decimals_ = 3;
  int rps_decimals_ = 3;
};

}  // namespace logscan::detail
