#pragma once

#include <cstdint>
#include <vector>

#include "state/present_file.h"
#include "state/reading.h"

namespace logscan {

/// What there is to read of one log, whose files are there now as they are given, oldest first.
/// `is_first`: it was never read before, though some of its files may have been, for another log.
/// The plan has one log. Throws FilesChanged and std::system_error.
ReadingPlan plan_log(const NamedLog& log, const std::vector<SeenFile>& seen, bool is_first,
                     const std::vector<PresentFile>& files, std::uint64_t window);

}  // namespace logscan
