#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "cli/options.h"
#include "cli/progress.h"
#include "logscan/engine.h"

namespace logscan::cli {

/// Shows the progress of an engine on the terminal, unless --quiet, for as long as it lives.
class ShownProgress {
 public:
  /// `total` bytes are to be read; 0 if that is unknown. `what` precedes the numbers. The engine
  /// must outlive it.
  ShownProgress(const Options& options, std::uint64_t total, EngineOptions& engine,
                std::string_view what = {});
  ShownProgress(const ShownProgress&) = delete;
  ShownProgress& operator=(const ShownProgress&) = delete;
  ~ShownProgress() {
    if (progress_) engine_.progress = nullptr;
  }

 private:
  EngineOptions& engine_;
  std::optional<Progress> progress_;
};

}  // namespace logscan::cli
