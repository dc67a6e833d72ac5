#pragma once

#include <variant>
#include <vector>

#include "cli/options.h"
#include "logscan/input.h"

namespace logscan::cli {

/// Opens what the command line names, or standard input. What cannot be opened has its error set.
/// Fails when there is nothing to read, or when a file cannot be used as asked.
std::variant<std::vector<Input>, UsageError> open_sources(const Options& options);

/// How many bytes there are to read; 0 when nobody knows.
std::uint64_t bytes_of(const std::vector<Input>& inputs);

}  // namespace logscan::cli
