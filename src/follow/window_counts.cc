#include "follow/window_counts.h"

#include <numeric>
#include <optional>

#include "engine/summary_clock.h"

namespace logscan {

WindowCounts::WindowCounts(const QuerySpec& spec, std::size_t path_budget, std::size_t row_budget)
    : paths(path_budget), rows(spec, row_budget), spec_(&spec) {}

void WindowCounts::take(LineSink& sink, std::optional<FollowClock::time_point> backlog_read) {
  sink.finish_range();
  Batch& batch = sink.batch();
  accounting += batch.counts;
  for (std::size_t i = 0; i < kReasons; ++i)
    reasons[i] += batch.reasons[i];
  const StringPool& strings = batch.records.strings();
  for (std::size_t i = 0; i < batch.records.size(); ++i) {
    const Record& record = batch.records[i];
    if (record.path == StringPool::kNone) continue;
    Failures& failures = paths.row(strings.at(record.path), strings.hash(record.path));
    ++failures.count;
    failures.server += is_server_error(static_cast<StatusCode>(record.status));
  }
  if (!batch.rows.is_empty()) rows.merge(*spec_, batch.rows);
  batch.clear();

  LineCounts& parsed = sink.counts();
  parsed.finish();
  if (backlog_read) {
    backlog.read = backlog_read;
    backlog.times.merge(parsed.times());
    backlog.times.merge(sink.dropped());
  }
  parsed_.merge(parsed);
  parsed = {};
  sink.dropped() = {};
}

void WindowCounts::merge(const WindowCounts& other) {
  accounting += other.accounting;
  for (std::size_t i = 0; i < kReasons; ++i)
    reasons[i] += other.reasons[i];
  parsed_.merge(other.parsed_);
  paths.merge(other.paths);
  rows.merge(*spec_, other.rows);
  backlog.merge(other.backlog);
}

void WindowCounts::clear() {
  accounting = {};
  reasons = {};
  parsed_ = {};
  paths.clear();
  rows.clear();
  backlog = {};
}

std::optional<double> WindowCounts::seconds(FollowClock::time_point from,
                                            FollowClock::time_point to) const {
  const auto since = [&](FollowClock::time_point begin) {
    return std::chrono::duration<double>(to - begin).count();
  };
  if (!backlog.read) return since(from);
  if (backlog.times.is_empty()) return std::nullopt;
  // Time stamps are whole seconds.
  const std::int64_t covered = backlog.times.last.seconds() - backlog.times.first.seconds();
  return std::max<double>(1, static_cast<double>(covered)) +
         std::max(0.0, since(std::max(from, *backlog.read)));
}

std::vector<FailingPath> WindowCounts::failing_paths(std::size_t usual, LiveSort sort) const {
  const std::size_t most = spec_->top_keys.value_or(usual);
  using View = GroupTable<Failures>::View;
  const auto amount = [sort](const View& row) {
    return sort == LiveSort::kServer ? row.measures->server : row.count();
  };
  std::vector<FailingPath> listed;
  for (const View& row :
       paths.top(most, [&](const View&a, const View&b) { return amount(a) > amount(b); }))
    listed.push_back({std::string(row.key), row.count(), row.measures->server});
  return listed;
}

std::vector<GroupSummary> WindowCounts::groups(std::optional<double> seconds) const {
  return groups_of(*spec_, seconds);
}

std::vector<GroupSummary> WindowCounts::live_groups(std::optional<double> seconds,
                                                    LiveSort sort) const {
  QuerySpec spec = *spec_;
  for (GroupSpec& groups : spec.groups) {
    if (sort == LiveSort::kCount) groups.sort = Measure::kCount;
    if (sort == LiveSort::kErrors) groups.sort = Measure::kErrors;
    if (sort == LiveSort::kRate) groups.sort = Measure::kRate;
    if (sort == LiveSort::kKey) groups.sort.reset();
    if (std::find(groups.show.begin(), groups.show.end(), Measure::kRps) == groups.show.end())
      groups.show.push_back(Measure::kRps);
  }
  return groups_of(spec, seconds);
}

std::vector<GroupSummary> WindowCounts::groups_of(const QuerySpec& spec,
                                                  std::optional<double> seconds) const {
  Summary summary;
  rows.summarize(spec, seconds, summary);
  const std::optional<TimeZone> zone =
      spec.timezone.empty() ? std::nullopt : TimeZone::find(spec.timezone);
  if (zone) set_clock(*zone, summary);
  return std::move(summary.groups);
}

std::uint64_t WindowCounts::sum_of_codes(StatusCode first, StatusCode last) const {
  return std::accumulate(codes().begin() + first, codes().begin() + last + 1, std::uint64_t{0});
}

}  // namespace logscan
