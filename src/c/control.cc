#include "c/control.h"

#include <algorithm>

#include "c/guard.h"

namespace logscan::c {

std::shared_ptr<logscan_control> share(logscan_control* control) {
  return control == nullptr ? nullptr : control->shared_from_this();
}

void use_control(logscan_control* control, std::uint64_t total, EngineOptions& engine) {
  if (control == nullptr) return;
  if (control->is_cancelled) throw Cancelled();
  {
    const std::lock_guard lock(control->mutex);
    control->done = 0;
    control->total = total;
    control->code = 0;
    control->findings.clear();
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
    const auto control = std::make_shared<logscan_control>(progress, user);
    control->of_caller = control;
    *out = control.get();
  });
}

logscan_status logscan_control_cancel(logscan_control* control) {
  using namespace logscan::c;
  return guarded([&] {
    require(control, "control");
    control->is_cancelled = true;
  });
}

logscan_status logscan_control_findings(logscan_control* control, int* code, char** text,
                                        size_t* size) {
  using namespace logscan::c;
  return guarded([&] {
    require(control, "control");
    require(code, "code");
    require(text, "text");
    require(size, "size");
    const std::lock_guard lock(control->mutex);
    copy_out(control->findings, text, size);
    *code = control->code;
  });
}

void logscan_control_free(logscan_control* control) {
  if (control == nullptr) return;
  const std::shared_ptr<logscan_control> last = std::move(control->of_caller);
}
