#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "cli/options.h"
#include "cli/progress.h"
#include "cli/sources.h"
#include "cli/terminal.h"
#include "logscan/engine.h"

namespace logscan::cli {

/// What `work(inputs, pipeline)` gives, with progress shown meanwhile where that is wanted.
template <class Work>
auto with_progress(const Options& options, const std::vector<Input>& inputs, EngineOptions pipeline,
                   Work&& work) {
  std::optional<Progress> progress;
  if (!options.quiet && can_show_progress()) {
    progress.emplace(bytes_of(inputs));
    pipeline.progress = [&progress](std::uint64_t bytes) { progress->add(bytes); };
  }
  return work(inputs, pipeline);
}

}  // namespace logscan::cli
