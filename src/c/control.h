#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "logscan/c.h"
#include "logscan/engine.h"

/// Says how far a scan is, and ends it when asked to. Threads that outlive the call which started
/// them share it with the caller, who may free it first.
struct logscan_control : std::enable_shared_from_this<logscan_control> {
  logscan_control(logscan_progress call, void* argument) : progress(call), user(argument) {}

  const logscan_progress progress;
  void* const user;
  std::atomic<bool> is_cancelled = false;
  std::shared_ptr<logscan_control> of_caller;  ///< until it is freed
  std::mutex mutex;  ///< guards the rest, and is held while `progress` runs
  std::uint64_t done = 0;
  std::uint64_t total = 0;
  int code = 0;          ///< what logscan_control_findings() returns
  std::string findings;  ///< likewise
};

namespace logscan::c {

/// Returns a share in a control, which may be null.
std::shared_ptr<logscan_control> share(logscan_control* control);

/// Makes an engine report to a control, which may be null, until its scan of `total` bytes ends.
/// The scan throws Cancelled when it is cancelled. Throws Cancelled.
void use_control(logscan_control* control, std::uint64_t total, EngineOptions& engine);

}  // namespace logscan::c
