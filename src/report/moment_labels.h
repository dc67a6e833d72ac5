#pragma once

#include <optional>
#include <string>

#include "report/document.h"

namespace logscan::detail {

/// Labels the times of a table, as short as the table allows: `14:05:02` on one day, `Oct 10 14:05`
/// in one year.
class MomentLabels {
 public:
  /// Takes the clock that the report names. Times by several others show their offsets.
  explicit MomentLabels(const ReportClock& clock) : clock_(clock) {}

  /// Notes a time. Call for all of them, before the others.
  void note(const LogTime& time);

  /// Returns the day or year, and the offset, that the labels do not show; else an empty text.
  std::string common() const;

  std::string label(const LogTime& time) const;

 private:
  const ReportClock& clock_;
  std::optional<LogTime> first_;
  bool is_named_ = true;  ///< The report names the clock of all.
  bool offsets_differ_ = false;
  bool days_differ_ = false;
  bool years_differ_ = false;
  bool all_midnight_ = true;
  bool all_whole_minutes_ = true;
};

}  // namespace logscan::detail
