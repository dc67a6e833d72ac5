#pragma once

#include <cstdint>
#include <vector>

#include "logset/named_logs.h"
#include "state/positions.h"
#include "state/reading.h"

namespace logscan {

/// Looks at the logs' files and finds out what is new in them. Logs that are not named stay as they
/// are. `window` is the number of this reading. Of a compressed file at most
/// `max_decompressed` bytes of text are unpacked. Throws FilesChanged when they change meanwhile.
ReadingPlan plan_reading(
    const std::vector<LogPositions>& seen, const std::vector<NamedLog>& logs, std::uint64_t window,
    std::uint64_t max_decompressed = std::numeric_limits<std::uint64_t>::max());

}  // namespace logscan
