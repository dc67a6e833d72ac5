#pragma once

#include <chrono>

#include "logscan/engine.h"
#include "logscan/summary.h"

namespace logscan {

/// Measures a run from its construction on, for Summary::run.
class RunClock {
 public:
  RunClock();

  /// Fills in Summary::run. The totals must be set.
  void stop(const EngineOptions& options, Summary& summary) const;

 private:
  std::chrono::steady_clock::time_point started_;
  double cpu_before_;
};

}  // namespace logscan
