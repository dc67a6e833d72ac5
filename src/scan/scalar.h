#pragma once

#include "scan/line_index.h"
#include "scan/plain_line.h"

namespace logscan {

/// Fills the index with a plain loop. The other kernels are tested against it.
void scan_scalar(const char* data, std::size_t size, LineIndex& index);

/// Matches no line, so that the parser handles all of them.
void match_nothing(const char* data, const LineIndex& index, LinePosition first,
                   const MinuteText& minute, PlainRun& run);

}  // namespace logscan
