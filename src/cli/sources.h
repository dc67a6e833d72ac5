#pragma once

#include <variant>
#include <vector>

#include "cli/options.h"
#include "logscan/input.h"
#include "logscan/pipeline.h"

namespace logscan::cli {

/// Opens what the command line names, or standard input; tells what of it is not read. What cannot
/// be opened has its error set. Fails when there is nothing to read, or when a file cannot be used
/// as asked. In folders, access logs are what can be read as `pipeline` says.
std::variant<std::vector<Input>, UsageError> open_sources(const Options& options,
                                                          const PipelineOptions& pipeline);

/// Tells which files have grown since they were opened.
void tell_growth(const std::vector<Input>& inputs);

/// How many bytes there are to read; 0 when nobody knows.
std::uint64_t bytes_of(const std::vector<Input>& inputs);

}  // namespace logscan::cli
