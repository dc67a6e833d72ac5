#pragma once

#include <ctime>
#include <string>

namespace logscan {

/// Whether a file was made then or later. Where the file system does not keep that (statx), whether
/// it was written then or later. False for what is not there.
bool is_born_since(const std::string& path, const timespec& since);

}  // namespace logscan
