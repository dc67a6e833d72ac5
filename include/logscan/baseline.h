#pragma once

#include <vector>

#include "logscan/engine.h"
#include "logscan/input.h"
#include "logscan/summary.h"

namespace logscan {

/// How often compare_with_baseline() reads all lines: once for the scan, once for each method, and
/// once to compare.
constexpr unsigned kBaselinePasses = 6;

/// Runs the naive methods and the reference parser over exactly the bytes that made `summary`, and
/// explains each difference. `inputs` are those of the run and seekable; inputs with an error are
/// skipped. Repeats the scan on warm files to time it. Reports kBaselinePasses times the bytes of
/// the summary to the progress callback of `options`. Throws std::system_error if an input can no
/// longer be read.
Baseline compare_with_baseline(const std::vector<Input>& inputs, const EngineOptions& options,
                               const Summary& summary);

}  // namespace logscan
