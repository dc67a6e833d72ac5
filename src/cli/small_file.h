#pragma once

#include <string>

namespace logscan::cli {

/// Returns whether a file of any kind has that name.
bool exists(const std::string& path);

/// Returns all bytes of a file or pipe of at most 16 MiB. Throws std::system_error.
std::string read_small_file(const std::string& path);

}  // namespace logscan::cli
