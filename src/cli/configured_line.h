#pragma once

#include <string>

#include "cli/command_line.h"

namespace logscan::cli {

/// Takes a command line apart, and completes it from the config file: with the options of the saved
/// query that it names, and with defaults. Options of the command line win over the query, and the
/// query over defaults. A default that does not fit the other options is left out. `usual_path` is
/// the file to read unless --config names one; empty for none. Throws UsageError.
CommandLine configured_line(int argc, const char* const* argv, const std::string& usual_path);

}  // namespace logscan::cli
