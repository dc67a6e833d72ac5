#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logscan/discovery.h"

namespace logscan {

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
