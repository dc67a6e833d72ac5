#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "logscan/input.h"
#include "session/count_mode.h"

namespace logscan::cli {

/// A mode that reads logs from their beginning: what reports, records and partials share.
class LogMode : public CountMode {
 public:
  using CountMode::CountMode;

  void open() override;
  /// Instead of open(): reads these.
  void open(std::vector<Input> inputs) { inputs_ = std::move(inputs); }
  /// Interprets times relative to the newest line, with --relative-to-log. Throws UsageError.
  void prepare() override;
  std::uint64_t bytes() const override;
  const Aggregate& count(Output& output) override;
  ExitCode complete(Summary& summary) override;

  /// Returns what count() has counted, which then is gone from here.
  Aggregate take_counts() { return std::move(*counts_); }

  const std::vector<Input>& inputs() const { return inputs_; }

 protected:
  /// Throws UsageError if an input can be read only once, but the option reads the log `twice`.
  void require_repeatable(const char* option, const char* times) const;

  /// Reads all lines for the latest time.
  std::optional<LogTime> newest_line() const;

  /// Puts the inputs into the order that merged partials have.
  void sort_inputs();

 private:
  std::vector<Input> inputs_;
  std::optional<Aggregate> counts_;
};

}  // namespace logscan::cli
