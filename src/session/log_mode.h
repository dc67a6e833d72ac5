#pragma once

#include <vector>

#include "logscan/input.h"
#include "session/count_mode.h"

namespace logscan::cli {

/// A mode that reads logs from their beginning: what reports, records and partials share.
class LogMode : public CountMode {
 public:
  using CountMode::CountMode;

  void open() override;
  /// Interprets times relative to the newest line, with --relative-to-log. Throws UsageError.
  void prepare() override;
  std::uint64_t bytes() const override;
  const Aggregate& count(Output& output) override;
  ExitCode complete(Summary& summary) override;

 protected:
  const std::vector<Input>& inputs() const { return inputs_; }

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
