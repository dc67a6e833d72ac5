#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>

#include "aggregate/error_details.h"
#include "logscan/summary.h"
#include "pipeline/batch.h"

namespace logscan {

/// Where the workers' batches come together, in the order of the input whatever the threads do:
/// whoever has a batch of range n waits until all ranges before n have been handed on. So line
/// numbers are known, the first samples are the first, and what a sketch holds does not depend on
/// the threads. Ranges are taken in order, so the oldest never waits.
class Collector {
 public:
  explicit Collector(Summary& summary) : summary_(summary) {}

  /// Adds a batch of range `turn`, which belongs to input number `input`, and clears it.
  void take(std::size_t turn, std::size_t input, Batch& batch);

  /// Range `turn` is done (or was given up): the next one may hand on.
  void finish(std::size_t turn);

  const ErrorDetails& errors() const { return errors_; }

 private:
  Summary& summary_;
  ErrorDetails errors_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t turn_ = 0;
};

}  // namespace logscan
