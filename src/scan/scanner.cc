#include "scan/scanner.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "scan/scalar.h"
#include "scan/simd.h"

namespace logscan {
namespace {

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

std::vector<Kernel> all_kernels() {
  std::vector<Kernel> kernels = simd_kernels();
  std::erase_if(kernels, [](const Kernel& kernel) { return same_name(kernel.name, "scalar"); });
  kernels.push_back({"scalar", scan_scalar, match_nothing});
  return kernels;
}

}  // namespace

const std::vector<Kernel>& kernels() {
  static const std::vector<Kernel> all = all_kernels();
  return all;
}

const Kernel* find_kernel(std::string_view name) {
  for (const Kernel& kernel : kernels()) {
    if (same_name(kernel.name, name)) return &kernel;
  }
  return nullptr;
}

const Kernel& default_kernel() {
  const char* name = std::getenv("LOGSCAN_KERNEL");
  if (name == nullptr || *name == '\0') return kernels().front();
  if (const Kernel* kernel = find_kernel(name)) return *kernel;
  std::string message =
      "LOGSCAN_KERNEL: this machine has no kernel \"" + std::string(name) + "\"; it has";
  for (const Kernel& kernel : kernels())
    message += std::string(" ") + kernel.name;
  throw std::invalid_argument(message);
}

}  // namespace logscan
