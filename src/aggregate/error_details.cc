#include "aggregate/error_details.h"

#include <algorithm>
#include <utility>

namespace logscan {

// Errors come in bursts: half of a batch's paths and clients repeat within it. So they are counted
// in the batch first, by their small ids, and reach the large table once.
void ErrorDetails::take(const RecordStore& records) {
  const StringPool& strings = records.strings();
  last_items_.assign(strings.size(), kNoItem);
  const auto count = [&](std::uint32_t id, std::uint32_t list) {
    if (id == StringPool::kNone) return;
    for (std::uint32_t i = last_items_[id]; i != kNoItem; i = items_before_[i]) {
      if (items_[i].list == list) {
        ++items_[i].count;
        return;
      }
    }
    items_before_.push_back(
        std::exchange(last_items_[id], static_cast<std::uint32_t>(items_.size())));
    items_.push_back({strings.at(id), strings.hash(id), list});
  };
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Record& record = records[i];
    const std::uint32_t at = index(record.status);
    Status& status = statuses_[at];
    ++status.count;
    if (record.dated) {
      status.see(record.time, record.time);
      minutes_.add(at, record.time.seconds());
    }
    count(record.path, path_list(at));
    count(record.client, client_list(at));
  }
  minutes_.finish();
  keys_.add(items_);
  items_.clear();
  items_before_.clear();
}

void ErrorDetails::merge(const ErrorDetails& other) {
  for (std::size_t i = 0; i < kErrors; ++i) {
    const Status& theirs = other.statuses_[i];
    statuses_[i].count += theirs.count;
    if (theirs.first) statuses_[i].see(*theirs.first, *theirs.last);
  }
  minutes_.merge(other.minutes_);
  keys_.merge(other.keys_);
}

std::vector<ErrorSummary> ErrorDetails::summarize(const Timeline& timeline,
                                                  std::size_t top_keys) const {
  std::vector<ErrorSummary> errors;
  std::vector<std::vector<KeyCount>> tops = keys_.tops(top_keys);
  for (std::uint32_t at = 0; at < kErrors; ++at) {
    const Status& status = statuses_[at];
    if (status.count == 0) continue;
    ErrorSummary error;
    error.status = static_cast<StatusCode>(at + 400);
    error.count = status.count;
    if (status.first) error.first = status.first->unpack();
    if (status.last) error.last = status.last->unpack();
    error.paths = std::move(tops[path_list(at)]);
    error.clients = std::move(tops[client_list(at)]);
    error.exact = keys_.exact(path_list(at)) && keys_.exact(client_list(at));
    error.error_bound = std::max(keys_.bound(path_list(at)), keys_.bound(client_list(at)));
    error.over_time = minutes_.over_time(at, timeline);
    errors.push_back(std::move(error));
  }
  std::stable_sort(errors.begin(), errors.end(),
                   [](const ErrorSummary& a, const ErrorSummary& b) { return a.count > b.count; });
  return errors;
}

}  // namespace logscan
