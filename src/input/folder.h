#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "input/file_id.h"

namespace logscan {

/// The names in a folder, `.` and `..` left out, sorted by bytes. Throws std::system_error.
std::vector<std::string> names_in(const std::string& folder);

/// The path of a name in a folder; an empty folder is the one we are in.
std::string path_in(std::string_view folder, std::string_view name);

}  // namespace logscan
