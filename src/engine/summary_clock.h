#pragma once

#include "logscan/summary.h"
#include "text/time_zone.h"

namespace logscan {

/// Shows all times of a summary by the clock of `zone`, and names it. They stay the same moments.
void set_clock(const TimeZone& zone, Summary& summary);

}  // namespace logscan
