#pragma once

#include <chrono>

#include "logscan/engine.h"
#include "logscan/summary.h"

namespace logscan {

/// Measures a run from here on: what Summary::run says.
class RunClock {
 public:
  RunClock();

  /// Fills in the summary's run, when its totals are there.
  void stop(const EngineOptions& options, Summary& summary) const;

 private:
  std::chrono::steady_clock::time_point started_;
  double cpu_before_;
};

}  // namespace logscan
