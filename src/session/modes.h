#pragma once

#include <memory>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "logscan/engine.h"
#include "session/count_mode.h"
#include "session/log_mode.h"

/// How each mode starts. The source file of each has its name: report.cc, records.cc, ...
namespace logscan::cli {

std::unique_ptr<LogMode> make_report(const Options& options, EngineOptions& engine);
std::unique_ptr<CountMode> make_records(const Options& options, EngineOptions& engine);
std::unique_ptr<LogMode> make_partial(const Options& options, EngineOptions& engine);
std::unique_ptr<CountMode> make_merge(const Options& options, EngineOptions& engine);
std::unique_ptr<CountMode> make_state(const Options& options, EngineOptions& engine);

/// Returns how merged partials, which counted `counted`, are shown. Throws UsageError if they lack
/// what the options need.
QuerySpec merged_view(const Options& options, const QuerySpec& counted);

/// Prints how the first lines of each input are read.
ExitCode explain(const Options& options, const EngineOptions& engine);

/// Commits or rolls back the pending window of a state.
ExitCode settle(const Options& options);

/// Follows the logs until a signal comes, the reader of standard output goes away, or standard
/// input ends. Throws UsageError, std::system_error and MemoryError.
ExitCode follow(const Options& options, const EngineOptions& engine);

}  // namespace logscan::cli
