#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "engine/own_files.h"
#include "logscan/discovery.h"
#include "logscan/engine.h"
#include "logscan/input.h"

namespace logscan::cli {

/// The files that the command line names, or its folders and patterns; tells what of it is not
/// read. In folders, access logs are what can be read as `pipeline` says. Throws UsageError where
/// --output would replace one of them.
std::vector<FoundFile> find_sources(const Options& options, const EngineOptions& pipeline);

/// Sets files that logscan wrote itself apart from the logs. One that was named is refused; one
/// that a folder or a pattern holds is skipped with a warning.
class OwnFiles {
 public:
  explicit OwnFiles(const Options& options) : options_(options) {}

  /// Returns whether a file, by its first bytes, is one of them. Throws UsageError if it was named.
  bool take(const std::string& path, std::string_view first_bytes);

  /// The same of a file that is looked at; false where that cannot be read, and for standard input.
  bool take(const std::string& path);

  /// Warns of those that are skipped. Throws UsageError where no file is left to read.
  void finish(bool any_left) const;

 private:
  struct Found {
    std::string path;
    OwnFile kind;
  };

  const Options& options_;
  std::vector<Found> found_;
};

/// Opens what the command line names, or standard input; see find_sources(). What cannot be
/// opened has its error set. Throws UsageError when there is nothing to read, or when a file cannot
/// be used as asked.
std::vector<Input> open_sources(const Options& options, const EngineOptions& pipeline);

/// Whether a file is there that is not one that logscan wrote before: if it is a log, it would be
/// lost as --output.
bool may_be_log(const std::string& output);

/// Throws UsageError where --output would replace a state, and std::system_error where nobody can
/// tell, since what is there cannot be read.
void refuse_state_as_output(const std::string& output);

/// That --output would replace a log.
UsageError output_is_log(const std::string& output);

/// Tells which files have grown since they were opened.
void print_growth(const std::vector<Input>& inputs);

/// How many bytes there are to read; 0 when nobody knows.
std::uint64_t bytes_of(const std::vector<Input>& inputs);

}  // namespace logscan::cli
