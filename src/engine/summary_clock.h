#pragma once

#include "logscan/summary.h"
#include "text/time_zone.h"

namespace logscan {

/// Converts all times of a summary to the clock of `zone`, and sets its name. The moments stay the
/// same.
void set_clock(const TimeZone& zone, Summary& summary);

}  // namespace logscan
