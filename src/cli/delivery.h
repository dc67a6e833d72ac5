#pragma once

#include <string>
#include <string_view>
#include <system_error>

#include "cli/exit_code.h"

namespace logscan::cli {

/// Returns why nothing could be written to `output` (empty: standard output), and what to try.
std::string write_error(const std::string& output, const std::system_error& failure);

/// Prints that. Returns kNotDelivered.
ExitCode print_write_error(const std::string& output, const std::system_error& failure);

/// Prints help or the version on standard output.
ExitCode print_information(std::string_view text);

}  // namespace logscan::cli
