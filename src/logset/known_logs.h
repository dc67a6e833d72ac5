#pragma once

#include <string>
#include <vector>

namespace logscan {

/// Returns those of `logs`, given as absolute paths without links, that the folders and patterns
/// among the arguments would find if the logs existed. Each path starts as its argument does. A
/// pattern counts only if its folder is no pattern.
std::vector<std::string> known_in(const std::vector<std::string>& arguments, bool recursive,
                                  const std::vector<std::string>& logs);

}  // namespace logscan
