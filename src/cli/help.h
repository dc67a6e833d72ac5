#pragma once

#include <string>

#include "cli/cli11_app.h"

namespace logscan::cli {

/// One screen: every flag in a line.
std::string short_help(const CLI::App& app);

/// Everything that works: every flag in full, exit codes, environment, examples.
std::string long_help(const CLI::App& app);

}  // namespace logscan::cli
