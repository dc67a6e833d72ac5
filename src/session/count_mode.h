#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/output.h"
#include "logscan/aggregate.h"
#include "logscan/engine.h"
#include "logscan/summary.h"

namespace logscan::cli {

/// Ends the run, with a message unless that is empty. It is thrown, since it may have to leave the
/// threads of an engine and clear the line that shows progress.
struct EndOfRun {
  ExitCode code;
  std::string message;
};

/// A mode that counts lines and delivers what it found. run_session() calls the steps in the order
/// in which they stand here; each mode says what is special about it.
class CountMode {
 public:
  /// Both must outlive the mode, which may change the query of the engine.
  CountMode(const Options& options, EngineOptions& engine) : options_(options), engine_(engine) {}
  CountMode(const CountMode&) = delete;
  CountMode& operator=(const CountMode&) = delete;
  virtual ~CountMode() = default;

  /// Finds what is to be read. Throws UsageError; the output is not opened yet.
  virtual void open() = 0;

  /// Prepares the query, with the output open and the clock not started.
  virtual void prepare() {}

  /// Returns how many bytes count() will read; 0 if that is unknown.
  virtual std::uint64_t bytes() const { return 0; }

  /// Reads and counts. The mode owns the result.
  virtual const Aggregate& count(Output& output) = 0;

  /// Returns how to show what was counted.
  virtual const QuerySpec& view() const { return engine_.query->spec; }

  /// Adds to the summary what counting does not know.
  virtual ExitCode complete(Summary&) { return ExitCode::kOk; }

  /// Returns the summary of the period to compare with, if one was asked for. Called after
  /// complete().
  virtual std::optional<Summary> earlier() { return std::nullopt; }

  /// Returns the summary to write, where it covers more than was counted in this run. Messages,
  /// conditions and the exit code are about `counted` even then.
  virtual std::optional<Summary> shown_instead([[maybe_unused]] const Summary& counted) {
    return std::nullopt;
  }

  /// Ends the run after the delivery, which ended with `code`.
  virtual ExitCode conclude(const Output&, ExitCode code) { return code; }

 protected:
  const Options& options_;
  EngineOptions& engine_;
};

}  // namespace logscan::cli
