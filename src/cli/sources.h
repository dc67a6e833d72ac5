#pragma once

#include <variant>
#include <vector>

#include "cli/options.h"
#include "logscan/discovery.h"
#include "logscan/input.h"
#include "logscan/pipeline.h"

namespace logscan::cli {

/// The files that the command line names, or its folders and patterns; tells what of it is not
/// read. In folders, access logs are what can be read as `pipeline` says.
std::vector<FoundFile> find_sources(const Options& options, const PipelineOptions& pipeline);

/// Opens what the command line names, or standard input; see find_sources(). What cannot be
/// opened has its error set. Fails when there is nothing to read, or when a file cannot be used as
/// asked.
std::variant<std::vector<Input>, UsageError> open_sources(const Options& options,
                                                          const PipelineOptions& pipeline);

/// Tells which files have grown since they were opened.
void tell_growth(const std::vector<Input>& inputs);

/// How many bytes there are to read; 0 when nobody knows.
std::uint64_t bytes_of(const std::vector<Input>& inputs);

}  // namespace logscan::cli
