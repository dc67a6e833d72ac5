#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logscan/discovery.h"
#include "os/file.h"

namespace logscan {

/// Returns the names in a folder without `.` and `..`, sorted by bytes. Throws std::system_error.
std::vector<std::string> names_in(const std::string& folder);

/// Does the same for an open folder.
std::vector<std::string> names_in(int folder);

/// Does the same, but returns no names if the folder cannot be read. An empty path means the
/// current folder.
std::vector<std::string> names_if_readable(const std::string& folder);

/// Returns the path of a name in a folder; an empty folder is the current one.
std::string path_in(std::string_view folder, std::string_view name);

/// Returns the absolute path without links; an empty path is the current folder. Returns an empty
/// path if it cannot be determined.
std::string real_path(const std::string& path);

/// Returns whether a word may be a pattern of paths.
bool may_be_pattern(std::string_view word);

struct PatternMatches {
  std::vector<std::string> paths;  ///< sorted by older_first()
  std::size_t named = 0;  ///< length of the folder before the pattern, with which each path starts
  std::vector<PathNote> unread;  ///< folders that could not be listed, with the reason
};

/// Returns the paths that match a pattern, part by part between slashes, like a shell.
PatternMatches match_pattern(std::string_view pattern);

}  // namespace logscan
