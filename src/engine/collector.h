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

/// A batch could not be added; Collector::failure() has what was thrown.
class GivenUp : public std::exception {};

/// Where the workers' batches come together, in the order of the input whatever the threads do: so
/// line numbers are known, the first samples are the first, and what a sketch holds does not depend
/// on the threads.
///
/// Batches of a range whose turn has not come are kept, so that their worker can go on; when as
/// many are kept as there are other workers, it waits. Where whole files are one range, because
/// they are compressed, that would make one file wait for the other: then batches are kept until
/// they take a certain memory. Ranges are taken in order, so whoever has the oldest never waits.
class Collector {
 public:
  /// `spare` counts the threads that have nothing to do, those that wait here among them.
  Collector(Aggregate::Data& findings, const EngineOptions& options, unsigned threads,
            bool whole_files, std::atomic<int>& spare);

  /// Adds a batch of range `turn`, which belongs to input number `input`, now or when its turn has
  /// come; leaves an empty batch in its place. Throws GivenUp once something has failed.
  void take(std::size_t turn, std::size_t input, Batch& batch);

  /// Range `turn` is done (or was given up).
  void finish(std::size_t turn);

  /// What MemoryError, or whoever takes the records, has thrown; null when nothing was. From then
  /// on nothing is added.
  std::exception_ptr failure() const { return failure_; }

 private:
  struct Kept {
    std::size_t turn;
    std::size_t input;
    std::unique_ptr<Batch> batch;  ///< nullptr: its range is done
  };

  using Lock = std::unique_lock<std::mutex>;

  bool may_add(std::size_t turn) const;
  bool can_go_on(std::size_t turn) const;
  void wait_for_turn(Lock& lock, std::size_t turn);
  void keep(Kept&& kept);
  void add(Lock& lock, std::size_t input, Batch& batch);
  void add_to_findings(std::size_t input, Batch& batch);
  void add_kept(Lock& lock);

  Aggregate::Data& findings_;  ///< whose pieces are those of the inputs
  const EngineOptions& options_;
  std::exception_ptr failure_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t turn_ = 0;
  bool draining_ = false;  ///< Kept batches are being added.
  const std::size_t most_kept_;
  const std::size_t most_kept_bytes_;
  std::atomic<int>& spare_;
  std::size_t kept_batches_ = 0;
  std::size_t kept_bytes_ = 0;
  std::deque<Kept> kept_;  ///< by turn, and within a range in order
  std::vector<std::unique_ptr<Batch>> unused_;
};

}  // namespace logscan
