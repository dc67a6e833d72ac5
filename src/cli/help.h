#pragma once

#include <string>

#include "cli/command_line.h"

namespace logscan::cli {

/// One screen: every flag in a line.
std::string short_help(const CommandLine& app);

/// Everything that works: every flag in full, exit codes, environment, examples.
std::string long_help(const CommandLine& app);

}  // namespace logscan::cli
