#pragma once

// Which part of logscan may include which: read from the sources themselves.

#include <filesystem>
#include <string>
#include <vector>

namespace logscan::layers {

// Returns every rule that the tree below `root` (its include/logscan and src) breaks, one sentence
// each:
//  - an include of a later stage, or one that leads nowhere;
//  - components (a private header with its .cc, or a public header) that form a circle;
//  - a file in no known folder, or a public header that includes a private one;
//  - CLI11 or spdlog outside src/cli and src/session; printing or ending the process in the
//  library.
std::vector<std::string> broken_rules(const std::filesystem::path& root);

}  // namespace logscan::layers
