#include "aggregate/error_details.h"

#include <algorithm>
#include <array>
#include <utility>

namespace logscan {

void ErrorDetails::take(const RecordStore& records) {
  const StringPool& strings = records.strings();
  std::array<TopKeys::Item, TopKeys::kAtOnce> items;
  std::size_t count = 0;
  const auto add = [&](std::uint32_t id, std::uint32_t list) {
    if (id != StringPool::kNone) items[count++] = {strings.at(id), strings.hash(id), list};
  };
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::uint32_t at = ErrorTimes::index(records[i].status);
    add(records[i].path, path_list(at));
    add(records[i].client, client_list(at));
    if (count + 2 <= items.size() && i + 1 < records.size()) continue;
    keys_.add({items.data(), std::exchange(count, 0)});
  }
}

void ErrorDetails::merge(const ErrorDetails& other) {
  times_.merge(other.times_);
  keys_.merge(other.keys_);
}

void ErrorTimes::merge(const ErrorTimes& other) {
  for (std::size_t i = 0; i < kErrors; ++i) {
    statuses_[i].count += other.statuses_[i].count;
    statuses_[i].times.merge(other.statuses_[i].times);
  }
  minutes_.merge(other.minutes_);
}

std::vector<ErrorSummary> ErrorDetails::summarize(const Timeline& timeline,
                                                  std::size_t top_keys) const {
  std::vector<ErrorSummary> errors;
  std::vector<std::vector<KeyCount>> tops = keys_.tops(top_keys);
  for (std::uint32_t at = 0; at < ErrorTimes::kErrors; ++at) {
    const ErrorTimes::Status& status = times_[at];
    if (status.count == 0) continue;
    ErrorSummary error;
    error.status = static_cast<StatusCode>(at + 400);
    error.count = status.count;
    if (!status.times.is_empty()) {
      error.first = status.times.first.unpack();
      error.last = status.times.last.unpack();
    }
    error.paths = std::move(tops[path_list(at)]);
    error.clients = std::move(tops[client_list(at)]);
    error.exact = keys_.exact(path_list(at)) && keys_.exact(client_list(at));
    error.error_bound = std::max(keys_.bound(path_list(at)), keys_.bound(client_list(at)));
    error.over_time = minutes().over_time(at, timeline);
    errors.push_back(std::move(error));
  }
  std::stable_sort(errors.begin(), errors.end(),
                   [](const ErrorSummary& a, const ErrorSummary& b) { return a.count > b.count; });
  return errors;
}

}  // namespace logscan
