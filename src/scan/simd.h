#pragma once

#include <vector>

#include "scan/kernel.h"

namespace logscan {

/// The vector kernels that this machine can run, the best first, named as Highway names its targets
/// ("AVX2"). Not for two threads at once.
std::vector<Kernel> simd_kernels();

}  // namespace logscan
