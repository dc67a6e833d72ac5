#pragma once

#include <vector>

#include "scan/kernel.h"

namespace logscan {

/// Returns the vector kernels that this machine can run, the best first, under Highway's names
/// ("AVX2"). Not thread-safe.
std::vector<Kernel> simd_kernels();

}  // namespace logscan
