#pragma once

#include <string_view>
#include <vector>

#include "scan/kernel.h"

namespace logscan {

/// Returns the kernels that this machine can run, from the best to "scalar". Valid until the
/// process ends.
const std::vector<Kernel>& kernels();

/// Returns the best of them, or the one named by the environment variable LOGSCAN_KERNEL. Throws
/// std::invalid_argument with the list of kernels if that name is unknown.
const Kernel& default_kernel();

/// Returns the kernel of that name, or nullptr if this machine has none.
const Kernel* find_kernel(std::string_view name);

}  // namespace logscan
