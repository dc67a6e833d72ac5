#include "aggregate/error_details.h"

#include <algorithm>
#include <utility>

namespace logscan {

void ErrorDetails::take(const RecordStore& records) {
  constexpr std::size_t kAhead = 8;  // records whose table slots are on their way from memory
  const StringPool& strings = records.strings();
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (i + kAhead < records.size()) {
      const Record& coming = records[i + kAhead];
      const std::size_t at = index(coming.status);
      if (coming.path != StringPool::kNone)
        keys_.prefetch(path_list(at), strings.hash(coming.path));
      if (coming.client != StringPool::kNone)
        keys_.prefetch(client_list(at), strings.hash(coming.client));
    }
    const Record& record = records[i];
    const std::size_t at = index(record.status);
    Status& status = statuses_[at];
    ++status.count;
    if (record.dated) {
      status.first = status.first ? std::min(*status.first, record.time) : record.time;
      status.last = status.last ? std::max(*status.last, record.time) : record.time;
    }
    if (record.path != StringPool::kNone) {
      keys_.add(path_list(at), strings.at(record.path), strings.hash(record.path));
    }
    if (record.client != StringPool::kNone) {
      keys_.add(client_list(at), strings.at(record.client), strings.hash(record.client));
    }
  }
}

void ErrorDetails::take_example(StatusCode status, Sample&& example) {
  std::optional<Sample>& kept = statuses_[index(status)].example;
  if (!kept) kept = std::move(example);
}

std::vector<ErrorSummary> ErrorDetails::summarize() const {
  std::vector<ErrorSummary> errors;
  std::vector<std::vector<KeyCount>> tops = keys_.tops(kTopKeys);
  for (std::size_t at = 0; at < kErrors; ++at) {
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
    if (status.example) error.example = *status.example;
    errors.push_back(std::move(error));
  }
  std::stable_sort(errors.begin(), errors.end(),
                   [](const ErrorSummary& a, const ErrorSummary& b) { return a.count > b.count; });
  return errors;
}

}  // namespace logscan
