#pragma once

#include <string>

namespace logscan::cli {

/// Whether there is a file of that name, of whatever kind.
bool exists(const std::string& path);

/// All bytes of a file or pipe of at most 16 MiB. Throws std::system_error.
std::string read_small_file(const std::string& path);

}  // namespace logscan::cli
