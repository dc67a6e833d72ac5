#include "logscan/aggregate.h"

#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "aggregate/incidents.h"
#include "engine/aggregate_data.h"
#include "engine/judge_thresholds.h"
#include "engine/summary_clock.h"
#include "query/filter_terms.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan {

namespace {

void remove_machine(const std::string& machine, const std::vector<std::string>& by,
                    std::vector<std::optional<std::string>>& key) {
  for (std::size_t i = 0; i < key.size(); ++i) {
    const bool has_it = by[i] == "file" && key[i] && key[i]->starts_with(machine + ":");
    if (has_it) key[i]->erase(0, machine.size() + 1);
  }
}

// If all files belong to one machine, their names alone are unique.
void remove_machine(const std::string& machine, Summary& summary) {
  for (GroupSummary& groups : summary.groups) {
    for (GroupRow& row : groups.rows)
      remove_machine(machine, groups.by, row.key);
  }
  for (SeriesSummary& series : summary.series) {
    for (SeriesRow& row : series.rows)
      remove_machine(machine, series.by, row.group.key);
  }
  for (ThresholdResult& result : summary.thresholds)
    remove_machine(machine, result.by, result.key);
}

// Returns the seconds from the first line to the last, both included.
std::optional<double> period_of(const Summary& summary) {
  if (!summary.first || !summary.last) return std::nullopt;
  return static_cast<double>(summary.last->seconds - summary.first->seconds) + 1;
}

}  // namespace

Aggregate::Aggregate(const EngineOptions& options) : data_(std::make_unique<Data>(options)) {}
Aggregate::Aggregate(Aggregate&& other) noexcept = default;
Aggregate& Aggregate::operator=(Aggregate&& other) noexcept = default;
Aggregate::~Aggregate() = default;

QuerySpec Aggregate::Data::counted(QuerySpec spec) {
  spec.thresholds.clear();
  spec.min_requests = 0;
  spec.country_file.clear();
  return spec;
}

void Aggregate::merge(const Aggregate& other) {
  const Data& theirs = *other.data_;
  if (const auto difference = data_->spec.difference(theirs.spec))
    throw MergeError("they were asked different questions: " + *difference);
  data_->sources.merge(theirs.sources.copy());
  data_->spec.agree(theirs.spec);
  data_->counts.merge(theirs.counts);
  data_->covers.merge(theirs.covers);
  for (std::size_t i = 0; i < kReasons; ++i)
    data_->reasons[i] += theirs.reasons[i];
  for (std::size_t i = 0; i < kUnreadFields; ++i)
    data_->unread[i] += theirs.unread[i];
  data_->compared.merge(theirs.compared);
  data_->utc_assumed = data_->utc_assumed || theirs.utc_assumed;
  data_->machines.insert(theirs.machines.begin(), theirs.machines.end());
  data_->errors.merge(theirs.errors);
  data_->rows.set_budget(data_->spec);
  data_->rows.merge(data_->spec, theirs.rows);
}

void Aggregate::set_memory(std::size_t bytes) {
  if (data_->rows.has_no_tables()) return;
  data_->spec.memory = bytes;
  data_->rows.set_budget(data_->spec);
}

void Aggregate::fold_inputs(const std::function<bool(const InputSlice&)>& is_complete) {
  data_->sources.fold(is_complete);
}

bool Aggregate::is_spilled() const {
  return data_->rows.spilled_bytes() > 0;
}

const QuerySpec& Aggregate::spec() const {
  return data_->spec;
}

std::vector<InputSlice> Aggregate::pieces() const {
  std::vector<InputSlice> pieces;
  for (const auto& piece : data_->sources.pieces)
    pieces.push_back(*piece);
  return pieces;
}

Summary Aggregate::summarize(const QuerySpec& view) const {
  Summary summary;
  for (const auto& piece : data_->sources.pieces) {
    if (!piece->closes()) {
      throw std::logic_error(
          fmt::format("the accounting does not close: {} has {} lines of {} bytes from {} to {}",
                      safe_text(piece->path), piece->counts.lines, piece->counts.bytes, piece->from,
                      piece->to));
    }
    InputSummary& input = summary.inputs.emplace_back();
    input.path = piece->path;
    input.counts = piece->counts;
    input.bytes_read = piece->bytes_read;
    input.compression = piece->compression;
    input.formats = piece->formats;
    input.incomplete_last_line = piece->incomplete_last_line;
    input.error = piece->error;
    summary.totals += piece->counts;
    summary.incomplete_last_lines += piece->incomplete_last_line;
  }
  const std::optional<TimeZone> zone =
      view.timezone.empty() ? std::nullopt : TimeZone::find(view.timezone);
  data_->counts.summarize(summary, zone ? &*zone : nullptr);
  if (!data_->covers.is_empty()) {
    summary.log_first = data_->covers.first.unpack();
    summary.log_last = data_->covers.last.unpack();
  }
  summary.filters = filter_terms(data_->spec);
  summary.rewrites = rewrite_terms(data_->spec);
  if (summary.totals.parsed == 0 && summary.totals.filtered > 0)
    summary.filter_hints = filter_hints(data_->spec, data_->compared);
  summary.malformed.reasons = data_->reasons;
  for (const Quoted& quoted : data_->sources.malformed)
    summary.malformed.samples.push_back(quoted.sample());
  for (std::size_t i = 0; i < kUnreadFields; ++i) {
    UnreadSummary& unread = summary.unread[i];
    unread.lines = data_->unread[i].lines;
    unread.looked_at = data_->unread[i].looked_at;
    if (const auto& first = data_->sources.unread[i]) unread.first = first->sample();
  }
  summary.unread_of(UnreadField::kClient).errors_alone = data_->errors_alone;
  summary.unread_of(UnreadField::kTime).looked_at = summary.totals.parsed;
  summary.utc_assumed = data_->utc_assumed;
  summary.top_keys = view.top_keys;
  summary.top_errors = data_->errors.summarize(summary.timeline, view.top_keys.value_or(kTopKeys));
  for (ErrorSummary& error : summary.top_errors) {
    const auto example = data_->sources.examples.find(error.status);
    if (example != data_->sources.examples.end()) error.example = example->second.sample();
  }
  summary.incidents = find_incidents(data_->counts.minutes(), data_->errors.minutes(), summary);
  data_->rows.summarize(view, period_of(summary), summary);
  summary.run.spilled_bytes = data_->rows.spilled_bytes();
  judge_thresholds(view, data_->rows, summary);
  const std::set<std::string>& machines = data_->machines;
  if (machines.size() == 1 && !machines.begin()->empty())
    remove_machine(*machines.begin(), summary);
  check_accounting(summary);
  if (zone) set_clock(*zone, summary);
  return summary;
}

}  // namespace logscan
