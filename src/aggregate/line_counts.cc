#include "aggregate/line_counts.h"

namespace logscan {

void LineCounts::summarize(Summary& summary) const {
  const bool dated = first_ <= last_;
  if (dated) {
    summary.first = first_.unpack();
    summary.last = last_.unpack();
  }
  summary.timeline = minutes_.timeline(dated ? summary.first->offset_minutes : std::int16_t{0});
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
