#pragma once

#include <vector>

#include "aggregate/minute_counts.h"
#include "aggregate/status_minutes.h"
#include "logscan/summary.h"

namespace logscan {

/// Returns the incidents of a log, and what caused them as far as the counts prove it. The timeline
/// and the errors of the summary must be there. All times have the offset of the timeline.
std::vector<Incident> find_incidents(const MinuteCounts& minutes, const StatusMinutes& statuses,
                                     const Summary& summary);

}  // namespace logscan
