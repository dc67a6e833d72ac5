#pragma once

#include <cstdint>
#include <vector>

#include "logscan/aggregate.h"
#include "state/reading.h"

namespace logscan {

/// The results of a reading, and the positions after it.
struct WindowReading {
  ReadingPlan plan;
  Aggregate findings;
};

/// Reads what is new in the logs. Each line is counted once, or left for the next reading, whatever
/// happens to the files meanwhile. If files change, it reads them again. Throws StateError if they
/// never settle, and what collect() throws.
WindowReading read_window(const std::vector<LogPositions>& seen, const LogFiles& logs,
                          std::uint64_t number, const EngineOptions& options);

}  // namespace logscan
