#pragma once

#include <memory>
#include <optional>
#include <string>

#include "c/control.h"
#include "c/part.h"
#include "cli/options.h"
#include "logscan/aggregate.h"
#include "logscan/c.h"
#include "logscan/query_spec.h"
#include "logscan/summary.h"
#include "session/log_mode.h"

struct logscan_query {
  std::shared_ptr<const logscan::cli::Options> options;
  bool is_strict = true;  ///< records end with an error if an input cannot be read
};

/// What was found, and how it is shown unless somebody asks for something else.
struct logscan_counts {
  std::shared_ptr<const logscan::cli::Options> options;
  logscan::QuerySpec view;
  logscan::Aggregate found;
  std::optional<logscan::Run> run;  ///< of counts of one scan alone
  std::optional<logscan::Baseline> baseline;
  std::string notes;  ///< what was worth telling before and after the scan
};

namespace logscan::c {

/// One scan: the options, the engine and the mode that runs it.
class Scan {
 public:
  /// Throws UsageError.
  Scan(const logscan_query& query, const std::vector<std::string>& paths);

  /// Finds and opens what the paths stand for. Throws UsageError.
  void open();

  /// Instead of open(): reads this input. Throws UsageError if it is no log but a file that logscan
  /// wrote.
  void open(Input input);

  /// Asks what all parts of a run that is split ask. Throws UsageError.
  void adopt(const Part& part);

  /// Instead of open(): reads a part of a run that is split. Throws UsageError likewise.
  void open(const Part& part);

  const std::vector<Input>& inputs() const { return mode_->inputs(); }

  /// Returns what was worth telling so far, one a line.
  const std::string& notes() const { return notes_; }

  /// Returns what is wrong with inputs that could not be opened, one a line.
  std::string unreadable() const;

  /// Scans and counts. Throws what engines throw, and Cancelled.
  std::unique_ptr<logscan_counts> count(logscan_control* control);

  cli::Options& options() { return *options_; }
  EngineOptions& engine() { return engine_; }
  const EngineOptions& engine() const { return engine_; }

 private:
  std::shared_ptr<cli::Options> options_;
  EngineOptions engine_;
  std::unique_ptr<cli::LogMode> mode_;
  std::string notes_;
};

/// Throws UsageError if a scan with these options cannot be split into parts.
void check_split(const cli::Options& options);

/// Returns the paths of a call. Throws UsageError.
std::vector<std::string> paths_of(const char* const* paths, std::size_t count);

/// What the program would print about counts, and its exit code.
struct Findings {
  cli::ExitCode code = cli::ExitCode::kOk;
  std::string text;
};
Findings findings_of(const logscan_counts& counts);
/// The same, if the options show and judge the counts in another way.
Findings findings_of(const logscan_counts& counts, const cli::Options& options,
                     const QuerySpec& view);

}  // namespace logscan::c
