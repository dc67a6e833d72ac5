#include "session/log_mode.h"
#include "session/modes.h"

namespace logscan::cli {
namespace {

/// Reads logs and writes what it found for --merge. Conditions are judged when partials are merged:
/// of one alone they say little.
class PartialMode : public LogMode {
 public:
  using LogMode::LogMode;

  const Aggregate& count(Output& output) override {
    sort_inputs();
    return LogMode::count(output);
  }
};

}  // namespace

std::unique_ptr<LogMode> make_partial(const Options& options, EngineOptions& engine) {
  return std::make_unique<PartialMode>(options, engine);
}

}  // namespace logscan::cli
