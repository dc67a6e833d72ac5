#pragma once

#include <string>

namespace logscan::cli {

/// Returns one screen: the common options in a line each, and the names of the others.
std::string short_help();

/// Returns everything that works: every option in full, formats, exit codes, environment, examples.
std::string long_help();

/// Returns a few lines for someone who called the program with nothing to read.
std::string short_usage();

}  // namespace logscan::cli
