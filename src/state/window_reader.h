#pragma once

#include <cstdint>
#include <vector>

#include "logscan/aggregate.h"
#include "state/reading.h"

namespace logscan {

/// What was read, and where the files stand behind it.
struct WindowReading {
  ReadingPlan plan;
  Aggregate findings;
};

/// Reads what is new in the logs. Each line is in the findings once, or is left for the next
/// reading, whatever happens to the files meanwhile: if need be it reads them again. Throws
/// StateError when they never hold still, and what collect() does.
WindowReading read_window(const std::vector<LogPositions>& seen, const LogFiles& logs,
                          std::uint64_t number, const EngineOptions& options);

}  // namespace logscan
