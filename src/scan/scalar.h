#pragma once

#include "logscan/line_index.h"

namespace logscan {

/// The kernel that is obviously right: what every other one is tested against.
void scan_scalar(const char* data, std::size_t size, LineIndex& index);

}  // namespace logscan
