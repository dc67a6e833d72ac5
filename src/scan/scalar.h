#pragma once

#include "scan/line_index.h"
#include "scan/plain_line.h"

namespace logscan {

/// The kernel that is obviously right: what every other one is tested against.
void scan_scalar(const char* data, std::size_t size, LineIndex& index);

/// A match that leaves out every line: the parser judges them all.
void match_nothing(const char* data, const LineIndex& index, LinePosition first,
                   const MinuteText& minute, PlainRun& run);

}  // namespace logscan
