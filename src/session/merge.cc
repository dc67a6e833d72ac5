#include <algorithm>
#include <cerrno>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/messages.h"
#include "cli/query_flags.h"
#include "cli/threshold_flags.h"
#include "cli/view_flags.h"
#include "logscan/aggregate.h"
#include "session/modes.h"
#include "session/partial_file.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

// What the options change of how the partials were to be shown, as far as these hold what it needs.
Query shown_query(const Options& options, const Question& question) {
  Query query = question.query();
  const auto show = [&](GroupQuery& groups, const Question::Rows& rows) {
    if (groups.hidden) return;
    read_view(options.query_words, question.own, groups);
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
        "--fail-if: the partials lack what it needs; make them with the same --fail-if"};
  }
  return query;
}

// All partials in one, within `memory` if it is given. Throws UsageError and EndOfRun.
Aggregate merge_all(const std::vector<PartialFile>& files, std::optional<std::size_t> memory) {
  std::optional<Aggregate> all;
  const PartialFile* first = nullptr;
  bool failed = false;
  for (const PartialFile& file : files) {
    try {
      Aggregate counts = file.read();
      if (failed) continue;
      if (memory) counts.set_memory(*memory);
      if (all) {
        all->merge(counts);
      } else {
        all = std::move(counts);
        first = &file;
      }
    } catch (const MergeError& error) {
      throw UsageError{fmt::format("--merge: cannot merge {} and {}: {}", shown_name(first->path()),
                                   shown_name(file.path()), error.what())};
    } catch (const MemoryError& error) {
      throw EndOfRun{
          ExitCode::kNotDelivered,
          fmt::format("--merge: {}, and the partials were made with --exact; raise --memory, or "
                      "make them again without --exact",
                      error.what())};
    } catch (const PartialError& error) {
      message::error("{}: {}", shown_name(file.path()), error.what());
      failed = true;
    } catch (const std::system_error& failure) {
      message::error("{}: cannot be read: {}; check its name and permissions",
                     shown_name(file.path()), failure.code().message());
      failed = true;
    }
  }
  if (failed) throw EndOfRun{ExitCode::kNotDelivered, ""};
  return std::move(*all);
}

// A partial may take the place of those that it is made of, a report may not.
void refuse_output_among(const std::vector<PartialFile>& files, const std::string& output) {
  for (const PartialFile& file : files) {
    struct stat status {};
    if (::stat(file.path().c_str(), &status) == 0 &&
        same_file(output, {status.st_dev, status.st_ino})) {
      throw UsageError{"--output: " + shown_name(output) +
                       " is one of the partials and would be overwritten; name another file"};
    }
  }
}

/// Reads partials and reports on all of them as one run would have.
class MergeMode : public CountMode {
 public:
  using CountMode::CountMode;

  void open() override {
    files_ = find_partials(options_.files);
    if (!options_.partial) refuse_output_among(files_, options_.output);
  }

  const Aggregate& count(Output&) override {
    counts_ = merge_all(files_, read_memory(options_.query_words));
    engine_.threads = 1;
    engine_.query = shown_query(options_, counts_->question());
    if (options_.format == Format::kOpenMetrics) check_metrics(engine_.query);
    return *counts_;
  }

 private:
  std::vector<PartialFile> files_;
  std::optional<Aggregate> counts_;
};

}  // namespace

std::unique_ptr<CountMode> make_merge(const Options& options, EngineOptions& engine) {
  return std::make_unique<MergeMode>(options, engine);
}

}  // namespace logscan::cli
