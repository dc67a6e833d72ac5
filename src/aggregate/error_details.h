#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "logscan/line_judge.h"
#include "logscan/record_store.h"
#include "logscan/summary.h"
#include "logscan/top_keys.h"

namespace logscan {

/// What is known of each error status: how many, since when, on which paths, from whom, and the
/// first such line. Fed with batches of records in input order, so that everything, sketches too,
/// is a function of the input alone. For one thread.
class ErrorDetails {
 public:
  void take(const RecordStore& records);

  /// The first line of a status, in input order; later ones are ignored.
  void take_example(StatusCode status, Sample&& example);
  bool has_example(StatusCode status) const { return statuses_[index(status)].example.has_value(); }

  /// Every status seen, count descending, then status ascending.
  std::vector<ErrorSummary> summarize() const;

 private:
  struct Status {
    std::uint64_t count = 0;
    std::optional<PackedTime> first;
    std::optional<PackedTime> last;
    std::optional<Sample> example;
  };
  static constexpr std::size_t kErrors = 200;  // 400 to 599

  static std::uint32_t index(std::uint64_t status) {
    return static_cast<std::uint32_t>(status) - 400;
  }
  static std::uint32_t path_list(std::uint32_t index) { return index * 2; }
  static std::uint32_t client_list(std::uint32_t index) { return index * 2 + 1; }

  std::array<Status, kErrors> statuses_;
  TopKeys keys_;

  // Of one batch: each path and client with a status, and which item of the same string came
  // before.
  static constexpr std::uint32_t kNoItem = UINT32_MAX;
  std::vector<TopKeys::Item> items_;
  std::vector<std::uint32_t> items_before_;
  std::vector<std::uint32_t> last_items_;  ///< by string id
};

}  // namespace logscan
