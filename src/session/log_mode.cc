#include "session/log_mode.h"

#include <algorithm>
#include <utility>

#include "cli/messages.h"
#include "cli/query_flags.h"
#include "logset/log_names.h"
#include "session/shown_progress.h"
#include "session/sources.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

// Chooses the part of the only input that --range names.
void select_range(const ByteRange& range, std::vector<Input>& inputs) {
  if (inputs.size() != 1)
    throw UsageError{fmt::format("--range: expected one file, got {}; name one", inputs.size())};
  Input& input = inputs[0];
  if (input.error()) return;
  if (!input.seekable()) {
    throw UsageError{fmt::format(
        "--range: {} is {}, so logscan cannot start in the middle of it; name a plain file",
        shown_name(input.path()), input.compression() ? "compressed" : "not a regular file")};
  }
  input.select(range.begin, range.end);
}

}  // namespace

void LogMode::open() {
  inputs_ = open_sources(options_, engine_);
}

void LogMode::prepare() {
  if (options_.range) select_range(*options_.range, inputs_);
  if (!options_.relative_to_log) return;
  require_repeatable("--relative-to-log", "twice");
  const std::optional<LogTime> last = newest_line();
  if (!last) return;
  QuerySpec spec = engine_.query->spec;
  std::erase_if(spec.moments, [](const NamedMoment& moment) { return moment.is_relative; });
  engine_.query = compiled(std::move(spec), last->seconds);
}

void LogMode::require_repeatable(const char* option, const char* times) const {
  for (const Input& input : inputs_) {
    if (!input.error() && !input.is_repeatable()) {
      throw UsageError{fmt::format("{}: reads the log {}, but {} can be read only once; name files",
                                   option, times, shown_name(input.path()))};
    }
  }
}

std::optional<LogTime> LogMode::newest_line() const {
  EngineOptions engine = engine_;
  QuerySpec spec;
  spec.log_format = engine_.query->spec.log_format;
  spec.log_timezone = engine_.query->spec.log_timezone;
  spec.max_line = engine_.query->spec.max_line;
  engine.query = compiled(std::move(spec));
  const ShownProgress progress(options_, bytes(), engine);
  return analyse(inputs_, engine).last;
}

std::uint64_t LogMode::bytes() const {
  return bytes_of(inputs_);
}

const Aggregate& LogMode::count(Output&) {
  return counts_.emplace(collect(inputs_, engine_));
}

ExitCode LogMode::complete(Summary&) {
  if (options_.verbose) print_growth(inputs_);
  return ExitCode::kOk;
}

void LogMode::sort_inputs() {
  std::stable_sort(inputs_.begin(), inputs_.end(),
                   [](const Input& a, const Input& b) { return older_first(a.path(), b.path()); });
}

}  // namespace logscan::cli
