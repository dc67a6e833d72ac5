#include <algorithm>
#include <cerrno>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/label_flags.h"
#include "cli/messages.h"
#include "cli/query_flags.h"
#include "cli/threshold_flags.h"
#include "cli/view_flags.h"
#include "logscan/aggregate.h"
#include "query/threshold_tables.h"
#include "session/modes.h"
#include "session/partial_file.h"
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
  if (spec.groups.empty() && spec.series.empty() && !options.view.top.empty())
    spec.top_keys = read_top(options.view);
  read_thresholds(options.view.thresholds, spec);
  if (!holds_tables(counted, threshold_tables(spec))) {
    throw UsageError{
        "--fail-if: the partials lack what it needs; make them with the same --fail-if"};
  }
  return spec;
}

}  // namespace

QuerySpec merged_view(const Options& options, const QuerySpec& counted) {
  QuerySpec view = shown_spec(options, counted);
  if (options.format == Format::kOpenMetrics) check_metrics(options.view, view);
  check_labels(options.labels, view);
  if (is_table(options.format)) check_table(options.table, view, false);
  return view;
}

namespace {

// All partials in one, within `memory` if it is given. Throws UsageError, EndOfRun and SpillError.
Aggregate merge_all(const std::vector<PartialFile>& files, std::optional<std::uint64_t> memory,
                    const std::string& spill_folder) {
  std::optional<Aggregate> all;
  const PartialFile* first = nullptr;
  bool failed = false;
  for (const PartialFile& file : files) {
    try {
      Aggregate counts = file.read(spill_folder);
      if (failed) continue;
      if (memory) counts.set_memory(static_cast<std::size_t>(*memory));
      if (all) {
        all->merge(counts);
      } else {
        all = std::move(counts);
        first = &file;
      }
    } catch (const MergeError& error) {
      throw UsageError{fmt::format("--merge: cannot merge {} and {}: {}", shown_name(first->path()),
                                   shown_name(file.path()), error.what())};
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
    counts_ = merge_all(files_, read_memory(options_.view), engine_.spill_folder);
    engine_.threads = 1;
    view_ = merged_view(options_, counts_->spec());
    return *counts_;
  }

  const QuerySpec& view() const override { return view_; }

 private:
  std::vector<PartialFile> files_;
  std::optional<Aggregate> counts_;
  QuerySpec view_;
};

}  // namespace

std::unique_ptr<CountMode> make_merge(const Options& options, EngineOptions& engine) {
  return std::make_unique<MergeMode>(options, engine);
}

}  // namespace logscan::cli
