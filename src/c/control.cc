#include "c/control.h"

#include <algorithm>

#include "c/guard.h"

namespace logscan::c {

void use_control(logscan_control* control, std::uint64_t total, EngineOptions& engine) {
  if (control == nullptr) return;
  if (control->is_cancelled) throw Cancelled();
  {
    const std::lock_guard lock(control->mutex);
    control->done = 0;
    control->total = total;
  }
  engine.progress = [control](std::uint64_t bytes) {
    if (control->progress != nullptr) {
      const std::lock_guard lock(control->mutex);
      control->done += bytes;
      // Threads that share a file read the edges of their parts twice.
      if (control->total > 0) control->done = std::min(control->done, control->total);
      if (!control->is_cancelled &&
          control->progress(control->user, control->done, control->total) != 0)
        control->is_cancelled = true;
    }
    if (control->is_cancelled) throw Cancelled();
  };
}

}  // namespace logscan::c

logscan_status logscan_control_new(logscan_progress progress, void* user, logscan_control** out) {
  using namespace logscan::c;
  return guarded([&] {
    require(out, "out");
    *out = new logscan_control(progress, user);
  });
}

logscan_status logscan_control_cancel(logscan_control* control) {
  using namespace logscan::c;
  return guarded([&] {
    require(control, "control");
    control->is_cancelled = true;
  });
}

void logscan_control_free(logscan_control* control) {
  delete control;
}
