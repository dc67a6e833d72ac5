#pragma once

// Checks which part of logscan includes which.

#include <filesystem>
#include <string>
#include <vector>

namespace logscan::layers {

// Returns a sentence for every violation in include/logscan and src below `root`:
//  - an include of a later stage, or of a file that does not exist;
//  - a cycle of components (a private header with its .cc, or a public header);
//  - a file in an unknown folder, or a public header that includes a private one;
//  - CLI11 or spdlog outside src/cli and src/session;
//  - code of the library that prints or ends the process.
std::vector<std::string> broken_rules(const std::filesystem::path& root);

}  // namespace logscan::layers
