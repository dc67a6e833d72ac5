#pragma once

#include <vector>

#include "logscan/engine.h"
#include "logscan/input.h"
#include "logscan/summary.h"

namespace logscan {

/// How often compare_with_baseline() reads all lines: in a scan, by each method, and to compare.
constexpr unsigned kBaselinePasses = 6;

/// Runs the naive methods and the reference over exactly the bytes that made `summary`, and
/// explains each difference. `inputs` are those of the run, all seekable; one with an error is
/// passed over. Takes the scan's time again, warm. Reports kBaselinePasses times the bytes of
/// the summary to the progress of `options`. Throws std::system_error when an input can no
/// longer be read.
Baseline compare_with_baseline(const std::vector<Input>& inputs, const EngineOptions& options,
                               const Summary& summary);

}  // namespace logscan
