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

/// Returns the files that the command line names, or that its folders and patterns hold, and prints
/// what is skipped. In folders, a file is an access log if `pipeline` can parse it. Throws
/// UsageError if --output would replace one of them.
std::vector<FoundFile> find_sources(const Options& options, const EngineOptions& pipeline);

/// Tells files that logscan wrote from logs. Refuses one that was named; skips one that a folder or
/// a pattern holds, with a warning.
class OwnFiles {
 public:
  explicit OwnFiles(const Options& options) : options_(options) {}

  /// Returns whether a file is one of them, by its first bytes. Throws UsageError if it was named.
  bool take(const std::string& path, std::string_view first_bytes);

  /// Reads the first bytes and does the same. Returns false for standard input and for a file that
  /// cannot be read.
  bool take(const std::string& path);

  /// Warns of skipped files. Throws UsageError if no file is left to read.
  void finish(bool any_left) const;

 private:
  struct Found {
    std::string path;
    OwnFile kind;
  };

  const Options& options_;
  std::vector<Found> found_;
};

/// Opens what the command line names, or standard input; see find_sources(). An input that cannot
/// be opened has its error set. Throws UsageError if there is nothing to read, or if a file does
/// not suit the options.
std::vector<Input> open_sources(const Options& options, const EngineOptions& pipeline);

/// Returns whether a file exists that logscan did not write: it may be a log, which --output would
/// overwrite.
bool may_be_log(const std::string& output);

/// Throws UsageError if --output would replace a state, and std::system_error if the old file
/// cannot be read.
void refuse_state_as_output(const std::string& output);

/// Returns the error of an --output that would replace a log.
UsageError output_is_log(const std::string& output);

/// Prints which files have grown since they were opened.
void print_growth(const std::vector<Input>& inputs);

/// Returns how many bytes there are to read; 0 if that is unknown.
std::uint64_t bytes_of(const std::vector<Input>& inputs);

}  // namespace logscan::cli
