#pragma once

#include <string>

#include "cli/topics.h"

namespace logscan::cli {

/// Returns one screen: the common options in a line each, and the names of the others.
std::string short_help();

/// Returns everything that works: every option in full, formats, exit codes, environment, examples.
std::string long_help();

/// Returns the page of a topic.
std::string topic_help(const Topic& topic);

/// Returns a few lines for someone who called the program with nothing to read.
std::string short_usage();

}  // namespace logscan::cli
