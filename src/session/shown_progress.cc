#include "session/shown_progress.h"

#include "cli/terminal.h"

namespace logscan::cli {

ShownProgress::ShownProgress(const Options& options, std::uint64_t total, EngineOptions& engine,
                             std::string_view what)
    : engine_(engine) {
  if (options.quiet || !can_show_progress()) return;
  progress_.emplace(total, what);
  engine_.progress = [this](std::uint64_t bytes) { progress_->add(bytes); };
}

}  // namespace logscan::cli
