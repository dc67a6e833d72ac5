#include "follow/tally.h"

#include <numeric>

namespace logscan {

Tally::Tally(const Query& query, std::size_t path_budget, std::size_t row_budget)
    : paths(path_budget), rows(query, row_budget), query_(&query) {}

void Tally::merge(const Tally& other) {
  counts += other.counts;
  for (std::size_t i = 0; i < kReasons; ++i)
    reasons[i] += other.reasons[i];
  for (std::size_t i = 0; i < kStatusCodes; ++i)
    codes[i] += other.codes[i];
  paths.merge(other.paths);
  rows.merge(*query_, other.rows);
}

void Tally::clear() {
  counts = {};
  reasons = {};
  codes = {};
  paths.clear();
  rows.clear();
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
  rows.summarize(*query_, summary);
  return std::move(summary.groups);
}

std::uint64_t Tally::sum_of_codes(StatusCode first, StatusCode last) const {
  return std::accumulate(codes.begin() + first, codes.begin() + last + 1, std::uint64_t{0});
}

}  // namespace logscan
