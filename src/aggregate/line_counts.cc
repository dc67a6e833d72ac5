#include "aggregate/line_counts.h"

namespace logscan {

void LineCounts::summarize(Summary& summary, const TimeZone* zone) const {
  std::int16_t offset = 0;
  if (first_ <= last_) {
    summary.first = first_.unpack();
    summary.last = last_.unpack();
    offset = zone == nullptr
                 ? summary.first->offset_minutes
                 : static_cast<std::int16_t>(zone->offset_at(summary.first->seconds) / 60);
  }
  summary.timeline = minutes_.timeline(offset);
  summary.timeline.undated = undated_;

  StatusSummary& status = summary.status;
  status.codes = codes_;
  for (std::size_t i = 0; i < kStatusCodes; ++i) {
    const StatusCode code = static_cast<StatusCode>(i);
    status.classes[static_cast<std::size_t>(status_class(code))] += codes_[i];
    if (is_client_error(code)) status.client_errors += codes_[i];
    if (is_server_error(code)) status.server_errors += codes_[i];
  }
}

}  // namespace logscan
