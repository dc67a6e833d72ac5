#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "os/file.h"

namespace logscan {

/// The names in a folder, `.` and `..` left out, sorted by bytes. Throws std::system_error.
std::vector<std::string> names_in(const std::string& folder);

/// Likewise, in a folder that is open.
std::vector<std::string> names_in(int folder);

/// Likewise; none where it cannot be read. An empty folder is the one we are in.
std::vector<std::string> names_if_readable(const std::string& folder);

/// The path of a name in a folder; an empty folder is the one we are in.
std::string path_in(std::string_view folder, std::string_view name);

/// From the root, without links; an empty path is the folder we are in. Empty where that cannot be
/// found out.
std::string real_path(const std::string& path);

}  // namespace logscan
