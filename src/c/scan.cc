#include <algorithm>
#include <limits>
#include <utility>

#include "c/guard.h"
#include "c/json_options.h"
#include "c/query.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/query_flags.h"
#include "engine/run_clock.h"
#include "logscan/baseline.h"
#include "session/modes.h"
#include "session/session.h"
#include "session/sources.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::c {
namespace {

// What the program says about files must not say how to use the program.
void check_paths(const std::vector<std::string>& paths) {
  if (paths.empty()) throw cli::UsageError{"paths: expected at least one; name a file or folder"};
  if (std::count(paths.begin(), paths.end(), "-") > 1)
    throw cli::UsageError{"paths: standard input can be read only once; name it once"};
  if (std::count(paths.begin(), paths.end(), "") > 0)
    throw cli::UsageError{"paths: expected the name of a file, got \"\""};
}

std::unique_ptr<cli::LogMode> make_mode(const cli::Options& options, EngineOptions& engine) {
  if (options.mode == cli::Mode::kPartial) return cli::make_partial(options, engine);
  return cli::make_report(options, engine);
}

}  // namespace

void check_split(const cli::Options& options) {
  if (options.baseline) throw cli::UsageError{"baseline: reads a log more than once; leave it out"};
  if (!options.relative_to_log) return;
  throw cli::UsageError{
      "relative_to_log: needs the end of the log before the scan; give dates to since and until"};
}

std::vector<std::string> paths_of(const char* const* paths, std::size_t count) {
  if (count > 0) require(paths, "paths");
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i) {
    require(paths[i], "paths");
    all.emplace_back(paths[i]);
  }
  check_paths(all);
  return all;
}

Scan::Scan(const logscan_query& query, const std::vector<std::string>& paths)
    : options_(std::make_shared<cli::Options>(*query.options)) {
  if (options_->mode == cli::Mode::kMerge)
    throw cli::UsageError{"merge: reads no logs; leave it out, and merge the counts of scans"};
  options_->files = paths;
  engine_ = cli::engine_options(*options_);
  mode_ = make_mode(*options_, engine_);
}

void Scan::open() {
  const cli::CaughtMessages caught;
  if (const auto& format = engine_.query->log_format)
    cli::print_notes(options_->log_format_messages, *format);
  mode_->open();
  notes_ += caught.text();
}

void Scan::open(Input input) {
  if (!input.error()) {
    cli::OwnFiles(*options_).take(input.path(), input.head());
    input.limit_decompressed(options_->max_decompressed);
  }
  std::vector<Input> inputs;
  inputs.push_back(std::move(input));
  mode_->open(std::move(inputs));
}

void Scan::adopt(const Part& part) {
  check_split(*options_);
  engine_.machine = part.machine;
  QuerySpec spec = engine_.query->spec;
  std::erase_if(spec.moments, [](const NamedMoment& moment) { return moment.is_relative; });
  engine_.query = cli::compiled(std::move(spec), part.now);
}

void Scan::open(const Part& part) {
  adopt(part);
  open(part.open());
}

std::string Scan::unreadable() const {
  std::string text;
  for (const Input& input : mode_->inputs()) {
    if (!input.error()) continue;
    text += text.empty() ? "" : "\n";
    text += fmt::format("{}: {}", cli::shown_name(input.path()), *input.error());
  }
  return text;
}

std::unique_ptr<logscan_counts> Scan::count(logscan_control* control) {
  if (engine_.query->spec.records && !engine_.take_columns)
    throw cli::UsageError{"records: are not counted; read them with logscan_records_new()"};
  const cli::CaughtMessages caught;
  mode_->prepare();
  const unsigned passes = options_->baseline ? 1 + kBaselinePasses : 1;
  use_control(control, mode_->bytes() * passes, engine_);
  const RunClock clock;
  const std::string no_output;
  cli::Output output(no_output);
  const Aggregate& found = mode_->count(output);
  Summary summary = found.summarize(mode_->view());
  clock.stop(engine_, summary);
  mode_->complete(summary);
  if (control != nullptr && control->is_cancelled) throw Cancelled();
  QuerySpec view = mode_->view();
  auto counts = std::make_unique<logscan_counts>(
      logscan_counts{options_, std::move(view), mode_->take_counts(), summary.run,
                     std::move(summary.baseline), notes_ + caught.text()});
  return counts;
}

}  // namespace logscan::c

using namespace logscan;

logscan_status logscan_query_new(const char* options, logscan_query** out) {
  return c::guarded([&] {
    c::require(out, "out");
    const char* const text = options == nullptr ? "{}" : options;
    *out = new logscan_query{std::make_shared<const cli::Options>(c::read_json_options(text)),
                             c::is_strict(text)};
  });
}

void logscan_query_free(logscan_query* query) {
  delete query;
}

logscan_status logscan_scan(const logscan_query* query, const char* const* paths, size_t count,
                            logscan_control* control, logscan_counts** out) {
  return c::guarded([&] {
    c::require(query, "query");
    c::require(out, "out");
    c::Scan scan(*query, c::paths_of(paths, count));
    scan.open();
    *out = scan.count(control).release();
  });
}

logscan_status logscan_scan_range(const logscan_query* query, const char* path, uint64_t offset,
                                  uint64_t length, logscan_control* control, logscan_counts** out) {
  return c::guarded([&] {
    c::require(query, "query");
    c::require(path, "path");
    c::require(out, "out");
    if (length == 0) throw cli::UsageError{"length: expected at least 1, got 0"};
    if (query->options->baseline)
      throw cli::UsageError{"baseline: cannot be used with a range; leave it out"};
    c::Scan scan(*query, c::paths_of(&path, 1));
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
    scan.options().range =
        cli::ByteRange{offset, length > kMost - offset ? kMost : offset + length};
    scan.open();
    *out = scan.count(control).release();
  });
}
