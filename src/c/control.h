#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>

#include "logscan/c.h"
#include "logscan/engine.h"

/// Says how far a scan is, and ends it when asked to.
struct logscan_control {
  logscan_control(logscan_progress call, void* argument) : progress(call), user(argument) {}

  const logscan_progress progress;
  void* const user;
  std::atomic<bool> is_cancelled = false;
  std::mutex mutex;  ///< guards the rest, and is held while `progress` runs
  std::uint64_t done = 0;
  std::uint64_t total = 0;
};

namespace logscan::c {

/// Makes an engine report to a control, which may be null, until its scan of `total` bytes ends.
/// The scan throws Cancelled when it is cancelled. Throws Cancelled.
void use_control(logscan_control* control, std::uint64_t total, EngineOptions& engine);

}  // namespace logscan::c
