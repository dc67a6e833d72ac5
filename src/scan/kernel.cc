#include "scan/kernel.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "text/ascii.h"

namespace logscan {
namespace {

/// Fills the index with a plain loop. The other kernels are tested against it.
void scan_scalar(const char* data, std::size_t size, LineIndex& index) {
  for (std::size_t i = 0; i < size; ++i) {
    if (data[i] == '"' || data[i] == '\n') {
      index.marks()[index.mark_count++] = static_cast<std::uint32_t>(i);
    }
  }
  index.finish(size);
}

/// Matches no line, so that the parser handles all of them.
void match_nothing(const char* /*data*/, const LineIndex& /*index*/, LinePosition /*first*/,
                   const PlainRules& /*rules*/, PlainRun& run) {
  run.count = 0;
}

/// Finds no path and no client, so that each is cut by itself.
void find_nothing(const std::string_view* /*texts*/, std::size_t count, std::string_view* found) {
  std::fill_n(found, count, std::string_view());
}

std::vector<Kernel> all_kernels() {
  std::vector<Kernel> kernels = simd_kernels();
  std::erase_if(kernels,
                [](const Kernel& kernel) { return equals_ignoring_case(kernel.name, "scalar"); });
  kernels.push_back({"scalar", scan_scalar, match_nothing, find_nothing, find_nothing});
  return kernels;
}

}  // namespace

const std::vector<Kernel>& kernels() {
  static const std::vector<Kernel> all = all_kernels();
  return all;
}

const Kernel* find_kernel(std::string_view name) {
  for (const Kernel& kernel : kernels()) {
    if (equals_ignoring_case(kernel.name, name)) return &kernel;
  }
  return nullptr;
}

const Kernel& default_kernel() {
  const char* name = std::getenv("LOGSCAN_KERNEL");
  if (name == nullptr || *name == '\0') return kernels().front();
  if (const Kernel* kernel = find_kernel(name)) return *kernel;
  std::string message =
      "LOGSCAN_KERNEL: this machine has no kernel \"" + std::string(name) + "\"; use one of:";
  for (const Kernel& kernel : kernels())
    message += std::string(" ") + kernel.name;
  throw std::invalid_argument(message);
}

}  // namespace logscan
