#pragma once

#include <string_view>
#include <vector>

#include "scan/kernel.h"

namespace logscan {

/// The kernels that this machine can run, the best first, "scalar" last. Lives for ever.
const std::vector<Kernel>& kernels();

/// The best of them, or the one that the environment variable LOGSCAN_KERNEL names. Throws
/// std::invalid_argument naming the kernels there are when it names none of them.
const Kernel& default_kernel();

/// By name; nullptr when this machine has none of that name.
const Kernel* find_kernel(std::string_view name);

}  // namespace logscan
