#include "cli/merge.h"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <vector>

#include "cli/deliver_report.h"
#include "cli/messages.h"
#include "cli/partial.h"
#include "cli/partial_file.h"
#include "cli/query_flags.h"
#include "cli/threshold_flags.h"
#include "cli/view_flags.h"
#include "engine/run_clock.h"
#include "logscan/aggregate.h"
#include "query/threshold_tables.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

// What the options change of how the partials were to be shown, as far as these hold what it needs.
QuerySpec shown_spec(const Options& options, const QuerySpec& counted) {
  QuerySpec spec = counted;
  const auto show = [&](GroupSpec& groups) {
    const GroupSpec before = groups;
    read_view(options.view, spec.log_format.own, groups);
    check_view(options.view, groups, before, counted);
  };
  for (GroupSpec& groups : spec.groups)
    show(groups);
  for (SeriesSpec& series : spec.series)
    show(series.groups);
  check_view(options.view, spec);
  read_thresholds(options.view.thresholds, spec);
  if (!holds_tables(counted, threshold_tables(spec))) {
    throw UsageError{
        "--fail-if: the partials do not hold what it needs; make them with the same --fail-if"};
  }
  return spec;
}

// All partials in one, within `memory` if it is given; nullopt when that failed, which is told.
std::optional<Aggregate> merge_all(const std::vector<PartialFile>& files,
                                   std::optional<std::uint64_t> memory) {
  std::optional<Aggregate> all;
  const PartialFile* first = nullptr;
  bool failed = false;
  for (const PartialFile& file : files) {
    try {
      Aggregate findings = file.read();
      if (failed) continue;
      if (memory) findings.set_memory(static_cast<std::size_t>(*memory));
      if (all) {
        all->merge(findings);
      } else {
        all = std::move(findings);
        first = &file;
      }
    } catch (const MergeError& error) {
      throw UsageError{fmt::format("--merge: {} and {} do not fit together: {}",
                                   shown_name(first->path()), shown_name(file.path()),
                                   error.what())};
    } catch (const MemoryError& error) {
      message::error(
          "--merge: {}, and the partials were made with --exact; give more with --memory, or make "
          "them again without --exact",
          error.what());
      return std::nullopt;
    } catch (const PartialError& error) {
      message::error("{}: {}", shown_name(file.path()), error.what());
      failed = true;
    } catch (const std::system_error& failure) {
      message::error("{}: cannot be read: {}; check the name, and who may read it",
                     shown_name(file.path()), failure.code().message());
      failed = true;
    }
  }
  if (failed) return std::nullopt;
  return all;
}

// A partial may take the place of those that it is made of, a report may not.
void refuse_output_among(const std::vector<PartialFile>& files, const std::string& output) {
  for (const PartialFile& file : files) {
    struct stat status {};
    if (::stat(file.path().c_str(), &status) == 0 &&
        same_file(output, {status.st_dev, status.st_ino})) {
      throw UsageError{"--output: " + shown_name(output) +
                       " is one of the partials, which would be lost; name another file"};
    }
  }
}

}  // namespace

ExitCode merge_partials(const Options& options, Output& output) {
  const RunClock clock;
  const std::vector<PartialFile> files = find_partials(options.files);
  if (!options.partials.write) refuse_output_among(files, options.output);
  const std::optional<Aggregate> findings = merge_all(files, read_memory(options.view));
  if (!findings) return ExitCode::kNotDelivered;
  EngineOptions pipeline;
  pipeline.threads = 1;
  const QuerySpec spec = shown_spec(options, findings->spec());
  if (options.format == Format::kOpenMetrics) check_metrics(spec);
  Summary summary = findings->summarize(spec);
  clock.stop(pipeline, summary);
  if (options.partials.write) return deliver_partial(options, *findings, summary, output);
  return deliver_report(options, summary, output);
}

}  // namespace logscan::cli
