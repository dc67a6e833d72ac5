#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "aggregate/status_minutes.h"
#include "aggregate/top_keys.h"
#include "format/line_parser.h"
#include "logscan/summary.h"
#include "record/record_store.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// What is counted of each error status: how many, since when, on which paths, from whom. Fed with
/// batches of records in input order, so that everything, sketches too, is a function of the input
/// alone. For one thread.
class ErrorDetails {
 public:
  void take(const RecordStore& records);

  /// Adds what another has counted. The same in any order, while the lists are exact.
  void merge(const ErrorDetails& other);

  /// For the library's own use: puts it into bytes that follow from its state alone, and gets it
  /// back. read() throws BytesError for other bytes.
  void write(ByteWriter& to) const;
  static ErrorDetails read(ByteReader& from);

  const StatusMinutes& minutes() const { return minutes_; }
  std::uint64_t count(StatusCode status) const { return statuses_[index(status)].count; }

  /// Returns every status seen, count descending, then status ascending. Each lists at most
  /// `top_keys` paths and as many clients, and no example.
  std::vector<ErrorSummary> summarize(const Timeline& timeline,
                                      std::size_t top_keys = kTopKeys) const;

 private:
  struct Status {
    std::uint64_t count = 0;
    std::optional<PackedTime> first;
    std::optional<PackedTime> last;

    void see(PackedTime from, PackedTime to) {
      first = first ? std::min(*first, from) : from;
      last = last ? std::max(*last, to) : to;
    }
  };
  static constexpr std::size_t kErrors = 200;  // 400 to 599

  static std::uint32_t index(std::uint64_t status) {
    return static_cast<std::uint32_t>(status) - 400;
  }
  static std::uint32_t path_list(std::uint32_t index) { return index * 2; }
  static std::uint32_t client_list(std::uint32_t index) { return index * 2 + 1; }

  std::array<Status, kErrors> statuses_;
  StatusMinutes minutes_;
  TopKeys keys_;

  // Of one batch: each path and client with a status, and which item of the same string came
  // before.
  static constexpr std::uint32_t kNoItem = UINT32_MAX;
  std::vector<TopKeys::Item> items_;
  std::vector<std::uint32_t> items_before_;
  std::vector<std::uint32_t> last_items_;  ///< by string id
};

}  // namespace logscan
