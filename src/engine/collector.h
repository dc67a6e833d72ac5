#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/aggregate_data.h"
#include "engine/batch.h"
#include "logscan/engine.h"

namespace logscan {

/// Thrown if a batch could not be added. Collector::failure() holds the reason.
class GivenUp : public std::exception {};

/// Merges the workers' batches in input order, whatever the threads do. So line numbers are known,
/// samples are the first ones, and sketches do not depend on the threads.
///
/// A batch of a range whose turn has not come is kept, so that its worker can continue. If as many
/// batches are kept as there are other workers, and they take a few MiB for each, the worker waits.
/// Compressed files are one range each, so one file would wait for the other. In that case more
/// memory is allowed. Ranges are started in order, so the worker with the oldest range never waits.
class Collector {
 public:
  /// `spare` counts the idle threads, including those that wait here.
  Collector(Aggregate::Data& findings, const EngineOptions& options, unsigned threads,
            bool whole_files, std::atomic<int>& spare);

  /// Adds a batch of range `turn`, which belongs to input number `input`, now or when its turn
  /// comes. Leaves an empty batch in its place. Throws GivenUp after a failure.
  void take(std::size_t turn, std::size_t input, Batch& batch);

  /// Marks range `turn` as finished, or abandoned.
  void finish(std::size_t turn);

  /// Returns the MemoryError or SpillError, the exception from write_records or take_columns, or
  /// null. After a failure nothing is added.
  std::exception_ptr failure() const { return failure_; }

 private:
  struct Kept {
    std::size_t turn;
    std::size_t input;
    std::unique_ptr<Batch> batch;  ///< nullptr: the range is finished
  };

  using Lock = std::unique_lock<std::mutex>;

  bool may_add(std::size_t turn) const;
  bool can_go_on(std::size_t turn) const;
  void wait_for_turn(Lock& lock, std::size_t turn);
  void keep(Kept&& kept);
  void add(Lock& lock, std::size_t input, Batch& batch);
  void add_to_findings(std::size_t input, Batch& batch);
  void add_kept(Lock& lock);

  Aggregate::Data& findings_;  ///< its pieces are those of the inputs
  const EngineOptions& options_;
  std::exception_ptr failure_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t turn_ = 0;
  bool draining_ = false;  ///< kept batches are being added
  const std::size_t most_kept_;
  const std::size_t most_kept_bytes_;
  std::atomic<int>& spare_;
  std::size_t kept_batches_ = 0;
  std::size_t kept_bytes_ = 0;
  std::deque<Kept> kept_;  ///< by turn, and in order within a range
  std::vector<std::unique_ptr<Batch>> unused_;
};

}  // namespace logscan
