#pragma once

#include <cstdint>
#include <vector>

#include "aggregate/error_times.h"
#include "aggregate/top_keys.h"
#include "logscan/summary.h"
#include "record/record_store.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// The details of each error status: count, times, paths and clients. Not thread-safe.
class ErrorDetails {
 public:
  /// Adds the paths and clients of records. They must come in input order, so that the content of a
  /// sketch depends on the input alone.
  void take(const RecordStore& records);

  /// Adds the counts and times of lines, in any order.
  void take(const ErrorTimes& times) { times_.merge(times); }

  /// Adds the counts of `other`. The order does not matter while the lists are exact.
  void merge(const ErrorDetails& other);

  /// For internal use. Write bytes that depend only on the state, and read them back. read() throws
  /// BytesError for other bytes.
  void write(ByteWriter& to) const;
  static ErrorDetails read(ByteReader& from);

  const StatusMinutes& minutes() const { return times_.minutes(); }
  std::uint64_t count(StatusCode status) const { return times_[ErrorTimes::index(status)].count; }

  /// Returns every status that occurred, count descending, then status ascending. Each has at most
  /// `top_keys` paths and clients, and no example.
  std::vector<ErrorSummary> summarize(const Timeline& timeline,
                                      std::size_t top_keys = kTopKeys) const;

 private:
  static std::uint32_t path_list(std::uint32_t index) { return index * 2; }
  static std::uint32_t client_list(std::uint32_t index) { return index * 2 + 1; }

  ErrorTimes times_;
  TopKeys keys_;
};

}  // namespace logscan
