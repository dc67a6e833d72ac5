#include <system_error>

#include "cli/messages.h"
#include "logscan/baseline.h"
#include "session/log_mode.h"
#include "session/modes.h"
#include "session/shown_progress.h"
#include "text/safe_text.h"

namespace logscan::cli {
namespace {

/// Reads logs and reports what is in them.
class ReportMode : public LogMode {
 public:
  using LogMode::LogMode;

  ExitCode complete(Summary& summary) override {
    const ExitCode code = options_.baseline ? add_baseline(summary) : ExitCode::kOk;
    return more_urgent(code, LogMode::complete(summary));
  }

 private:
  // A log that cannot be read a second time costs the comparison, not the report.
  ExitCode add_baseline(Summary& summary) {
    try {
      const ShownProgress progress(options_, kBaselinePasses * summary.totals.bytes, engine_,
                                   "baseline: ");
      summary.baseline = compare_with_baseline(inputs(), engine_, summary);
    } catch (const InputError& failure) {
      message::error("baseline: a log could not be read a second time: it {}", failure.what());
      return ExitCode::kInput;
    } catch (const std::system_error& failure) {
      message::error("baseline: {}; try again while nobody writes the logs",
                     safe_text(failure.what()));
      return ExitCode::kInput;
    }
    return ExitCode::kOk;
  }
};

}  // namespace

std::unique_ptr<LogMode> make_report(const Options& options, EngineOptions& engine) {
  return std::make_unique<ReportMode>(options, engine);
}

}  // namespace logscan::cli
