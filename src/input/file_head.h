#pragma once

#include <cstddef>
#include <string>

namespace logscan {

/// Returns the first `max_bytes` bytes of a regular file as stored on the disk. Returns an empty
/// string when there is no such file or it is not a regular file; never waits for a FIFO. Throws
/// std::system_error.
std::string file_head(const std::string& path, std::size_t max_bytes);

}  // namespace logscan
