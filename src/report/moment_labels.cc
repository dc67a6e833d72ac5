#include "report/moment_labels.h"

#include "report/wording.h"

namespace logscan::detail {

void MomentLabels::note(const LogTime& time) {
  const std::string text = format_rfc3339(time);
  if (!first_) first_ = time;
  const std::string first = format_rfc3339(*first_);
  is_named_ = is_named_ && clock_.names(time);
  offsets_differ_ = offsets_differ_ || time.offset_minutes != first_->offset_minutes;
  days_differ_ = days_differ_ || text.substr(0, kDateColumns) != first.substr(0, kDateColumns);
  years_differ_ = years_differ_ || text.substr(0, 4) != first.substr(0, 4);
  all_midnight_ = all_midnight_ && text.substr(11, 8) == "00:00:00";
  all_whole_minutes_ = all_whole_minutes_ && text.substr(17, 2) == "00";
}

std::string MomentLabels::common() const {
  if (!first_ || (offsets_differ_ && !is_named_)) return "";
  const std::string text = format_rfc3339(*first_);
  std::string shared;
  if (!years_differ_ && (days_differ_ || !all_midnight_))
    shared = text.substr(0, days_differ_ ? 4 : kDateColumns);
  if (!is_named_) shared += (shared.empty() ? "" : " ") + text.substr(19);
  return shared;
}

std::string MomentLabels::label(const LogTime& time) const {
  const std::string full = format_rfc3339(time);
  const std::string date = full.substr(0, kDateColumns);
  if (offsets_differ_ && !is_named_) return date + " " + full.substr(11, 8) + " " + full.substr(19);
  if (!days_differ_) return all_midnight_ ? date : full.substr(11, all_whole_minutes_ ? 5 : 8);
  const std::string day = years_differ_ ? date : day_label(time);
  return all_midnight_ ? day : day + " " + full.substr(11, 5);
}

}  // namespace logscan::detail
