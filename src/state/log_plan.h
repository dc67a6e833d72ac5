#pragma once

#include <cstdint>
#include <vector>

#include "state/present_file.h"
#include "state/reading.h"

namespace logscan {

/// What there is to read of one log, whose files are there now as they are given, oldest first.
/// `seen` is null when it was never read before. The plan has one log. Throws FilesChanged and
/// std::system_error.
ReadingPlan plan_log(const NamedLog& log, const LogPositions* seen,
                     const std::vector<PresentFile>& files, std::uint64_t window);

}  // namespace logscan
