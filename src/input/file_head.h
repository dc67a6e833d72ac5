#pragma once

#include <cstddef>
#include <string>

namespace logscan {

/// The first bytes of a regular file as they lie on the disk, at most so many. Empty where there is
/// none, and for what is no regular file: never waits for a FIFO. Throws std::system_error.
std::string file_head(const std::string& path, std::size_t max_bytes);

}  // namespace logscan
