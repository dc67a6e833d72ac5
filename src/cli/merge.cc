#include "cli/merge.h"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/deliver_report.h"
#include "cli/messages.h"
#include "cli/partial.h"
#include "cli/partial_file.h"
#include "cli/query_flags.h"
#include "cli/threshold_flags.h"
#include "cli/view_flags.h"
#include "logscan/findings.h"
#include "logscan/run_clock.h"
#include "logscan/safe_text.h"
#include <fmt/format.h>

namespace logscan::cli {
namespace {

// What the options change of how the partials were to be shown, as far as these hold what it needs.
Query shown_query(const Options& options, const Question& question) {
  Query query = question.query();
  const auto show = [&](GroupQuery& groups, const Question::Rows& rows) {
    if (groups.hidden) return;
    read_view(options.query_words, groups);
    check_view(options.query_words, groups, rows, question);
  };
  for (std::size_t i = 0; i < query.groups.size(); ++i)
    show(query.groups[i], question.groups[i]);
  for (std::size_t i = 0; i < query.series.size(); ++i)
    show(query.series[i].groups, question.series[i]);
  check_view(options.query_words, query);
  read_thresholds(options.query_words.thresholds, query);
  if (query.groups.size() > question.groups.size()) {
    throw UsageError{
        "--fail-if: the partials do not hold what it needs; make them with the same --fail-if"};
  }
  return query;
}

// All partials in one; nullopt when some could not be read, which is told.
std::optional<Findings> merge_all(const std::vector<PartialFile>& files) {
  std::optional<Findings> all;
  const PartialFile* first = nullptr;
  bool failed = false;
  for (const PartialFile& file : files) {
    try {
      Findings findings = file.read();
      if (failed) continue;
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

}  // namespace

ExitCode merge_partials(const Options& options, Output& output) {
  const RunClock clock;
  const std::optional<Findings> findings = merge_all(find_partials(options.files));
  if (!findings) return ExitCode::kNotDelivered;
  PipelineOptions pipeline;
  pipeline.threads = 1;
  if (options.partials.write) return deliver_partial(options, *findings, clock, pipeline, output);
  Summary summary = findings->summarize(shown_query(options, findings->question()));
  clock.stop(pipeline, summary);
  return deliver_report(options, summary, output);
}

}  // namespace logscan::cli
