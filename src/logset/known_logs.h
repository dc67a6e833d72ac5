#pragma once

#include <string>
#include <vector>

namespace logscan {

/// Of logs that are known by their paths from the root without links, those that would be found by
/// the folders and patterns among the arguments of a command line if they were there; each as a
/// path that begins as the argument does. A pattern counts where its folder is no pattern.
std::vector<std::string> known_in(const std::vector<std::string>& arguments, bool recursive,
                                  const std::vector<std::string>& logs);

}  // namespace logscan
