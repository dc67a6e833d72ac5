#pragma once

#include <algorithm>
#include <thread>

#include "input/reader.h"
#include "logscan/engine.h"
#include "query/query.h"
#include "scan/kernel.h"

/// The effective values of options on this machine.
namespace logscan {

inline unsigned thread_count(const EngineOptions& options) {
  return options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
}

inline const Kernel& kernel_of(const EngineOptions& options) {
  return options.kernel != nullptr ? *options.kernel : default_kernel();
}

inline ReaderOptions reader_options(const EngineOptions& options) {
  return {options.block_size, options.batch_size, options.query->spec.max_line};
}

}  // namespace logscan
