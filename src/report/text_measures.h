#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "logscan/group_summary.h"
#include "report/text_writer.h"

namespace logscan::detail {

/// Turns the measures of groups into cells of a table.
class MeasureCells {
 public:
  /// Takes the measures and own fields of a GroupSummary or SeriesSummary, which must outlive this,
  /// as must the others.
  MeasureCells(const TextWriter& text, const ReportClock& clock, const std::vector<Measure>& show,
               const OwnFields& own)
      : text_(text), clock_(clock), show_(show), own_(own) {}

  /// Notes the durations and times of a row. All durations get the decimals that the shortest one
  /// noted needs: 3, 6 or 9. Likewise for lines per second: 3 or 6. Times have no offset if the
  /// report names their clock, and then no date if all noted ones share it.
  void note(const GroupRow& row);

  /// Returns the date that all times share, if they do not show it; else an empty text.
  std::string date() const;

  std::vector<std::string> titles() const;
  std::vector<std::string> cells(const GroupRow& row) const;

 private:
  void note_time(const LogTime& time);
  std::string cell(Measure measure, const GroupRow& row) const;
  std::string time_cell(const std::optional<LogTime>& time) const;
  std::string amount_cell(const std::optional<OwnAmount::Value>& amount, OwnKind kind) const;
  OwnKind own_kind(Measure measure) const { return own_[own_index(measure)].kind; }

  const TextWriter& text_;
  const ReportClock& clock_;
  const std::vector<Measure>& show_;
  const OwnFields& own_;
  int decimals_ = 3;
  int rps_decimals_ = 3;
  bool has_offsets_ = false;  ///< Some time is by a clock that the report does not name.
  bool has_dates_ = false;    ///< The times are of different days.
  std::string date_;          ///< Of the first time noted.
};

}  // namespace logscan::detail
