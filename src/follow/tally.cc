#include "follow/tally.h"

#include <numeric>

namespace logscan {

void Backlog::merge(const Backlog& other) {
  read = std::max(read, other.read);
  first = std::min(first, other.first);
  last = std::max(last, other.last);
}

Tally::Tally(const QuerySpec& spec, std::size_t path_budget, std::size_t row_budget)
    : paths(path_budget), rows(spec, row_budget), spec_(&spec) {}

void Tally::merge(const Tally& other) {
  counts += other.counts;
  for (std::size_t i = 0; i < kReasons; ++i)
    reasons[i] += other.reasons[i];
  for (std::size_t i = 0; i < kStatusCodes; ++i)
    codes[i] += other.codes[i];
  paths.merge(other.paths);
  rows.merge(*spec_, other.rows);
  backlog.merge(other.backlog);
}

void Tally::clear() {
  counts = {};
  reasons = {};
  codes = {};
  paths.clear();
  rows.clear();
  backlog = {};
}

std::optional<double> Tally::seconds(FollowClock::time_point from,
                                     FollowClock::time_point to) const {
  const auto since = [&](FollowClock::time_point begin) {
    return std::chrono::duration<double>(to - begin).count();
  };
  if (!backlog.read) return since(from);
  if (backlog.first > backlog.last) return std::nullopt;
  // Time stamps are whole seconds.
  return std::max<double>(1, static_cast<double>(backlog.last - backlog.first)) +
         std::max(0.0, since(std::max(from, *backlog.read)));
}

std::vector<FailingPath> Tally::failing_paths(std::size_t most) const {
  using View = GroupTable<Failures>::View;
  std::vector<FailingPath> listed;
  for (const View& row :
       paths.top(most, [](const View&a, const View&b) { return a.count() > b.count(); }))
    listed.push_back({std::string(row.key), row.count(), row.measures->server});
  return listed;
}

std::vector<GroupSummary> Tally::groups() const {
  Summary summary;
  rows.summarize(*spec_, summary);
  return std::move(summary.groups);
}

std::uint64_t Tally::sum_of_codes(StatusCode first, StatusCode last) const {
  return std::accumulate(codes.begin() + first, codes.begin() + last + 1, std::uint64_t{0});
}

}  // namespace logscan
