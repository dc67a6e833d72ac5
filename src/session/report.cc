#include <system_error>

#include "cli/messages.h"
#include "cli/query_flags.h"
#include "logscan/baseline.h"
#include "session/compared_file.h"
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

  void prepare() override {
    LogMode::prepare();
    if (options_.compare_period > 0) choose_periods();
  }

  std::optional<Summary> earlier() override {
    if (options_.compare_period == 0) return std::nullopt;
    EngineOptions engine = engine_;
    engine.query = earlier_query_;
    const ShownProgress progress(options_, bytes(), engine, "period before: ");
    return collect(inputs(), engine).summarize(comparable_view(earlier_query_->spec));
  }

  ExitCode complete(Summary& summary) override {
    const ExitCode code = options_.baseline ? add_baseline(summary) : ExitCode::kOk;
    return more_urgent(code, LogMode::complete(summary));
  }

 private:
  // The report is about the last period up to the newest line.
  void choose_periods() {
    require_repeatable("--compare-period", "three times");
    const std::optional<LogTime> last = newest_line();
    QuerySpec spec = engine_.query->spec;
    const auto choose = [&](std::int64_t periods) {
      if (!last) return compiled(spec);
      const std::int64_t until = last->seconds + 1 - periods * options_.compare_period;
      spec.filter.since = format_rfc3339({until - options_.compare_period, 0});
      spec.filter.until = format_rfc3339({until, 0});
      return compiled(spec);
    };
    earlier_query_ = choose(1);
    engine_.query = choose(0);
  }

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

  std::shared_ptr<const Query> earlier_query_;
};

}  // namespace

std::unique_ptr<LogMode> make_report(const Options& options, EngineOptions& engine) {
  return std::make_unique<ReportMode>(options, engine);
}

}  // namespace logscan::cli
