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
  if (batch.rows != nullptr && !batch.rows->empty()) rows.merge(*spec_, *batch.rows);
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

std::vector<FailingPath> WindowCounts::failing_paths(std::size_t usual) const {
  const std::size_t most = spec_->top_keys.value_or(usual);
  using View = GroupTable<Failures>::View;
  std::vector<FailingPath> listed;
  for (const View& row :
       paths.top(most, [](const View&a, const View&b) { return a.count() > b.count(); }))
    listed.push_back({std::string(row.key), row.count(), row.measures->server});
  return listed;
}

std::vector<GroupSummary> WindowCounts::groups(std::optional<double> seconds) const {
  Summary summary;
  rows.summarize(*spec_, seconds, summary);
  const std::optional<TimeZone> zone =
      spec_->timezone.empty() ? std::nullopt : TimeZone::find(spec_->timezone);
  if (zone) set_clock(*zone, summary);
  return std::move(summary.groups);
}

std::uint64_t WindowCounts::sum_of_codes(StatusCode first, StatusCode last) const {
  return std::accumulate(codes().begin() + first, codes().begin() + last + 1, std::uint64_t{0});
}

}  // namespace logscan
