#pragma once

#include <string>
#include <vector>

#include "cli/options.h"
#include "logscan/discovery.h"
#include "logscan/input.h"
#include "logscan/pipeline.h"

namespace logscan::cli {

/// The files that the command line names, or its folders and patterns; tells what of it is not
/// read. In folders, access logs are what can be read as `pipeline` says. Throws UsageError where
/// --output would replace one of them.
std::vector<FoundFile> find_sources(const Options& options, const PipelineOptions& pipeline);

/// Opens what the command line names, or standard input; see find_sources(). What cannot be
/// opened has its error set. Throws UsageError when there is nothing to read, or when a file cannot
/// be used as asked.
std::vector<Input> open_sources(const Options& options, const PipelineOptions& pipeline);

/// Whether a file is there that is not one that logscan wrote before: if it is a log, it would be
/// lost as --output.
bool may_be_log(const std::string& output);

/// Throws UsageError where --output would replace a state, and std::system_error where nobody can
/// tell, since what is there cannot be read.
void refuse_state_as_output(const std::string& output);

/// That --output would replace a log.
UsageError output_is_log(const std::string& output);

/// Tells which files have grown since they were opened.
void tell_growth(const std::vector<Input>& inputs);

/// How many bytes there are to read; 0 when nobody knows.
std::uint64_t bytes_of(const std::vector<Input>& inputs);

}  // namespace logscan::cli
