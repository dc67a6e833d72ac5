#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logscan/discovery.h"

namespace logscan {

/// Whether a word may be a pattern of paths.
bool may_be_pattern(std::string_view word);

struct PatternMatches {
  std::vector<std::string> paths;  ///< sorted by older_first()
  std::size_t named = 0;           ///< so many bytes of each are the folder in front of the pattern
  std::vector<PathNote> unread;    ///< folders that could not be listed, and why
};

/// The paths that a pattern fits, part by part between slashes, as a shell does it.
PatternMatches match_pattern(std::string_view pattern);

}  // namespace logscan
