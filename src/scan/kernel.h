#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "scan/line_index.h"
#include "scan/plain_line.h"

namespace logscan {

/// A scan kernel: one implementation of the same functions for one instruction set. All kernels
/// give the same index (I5).
struct Kernel {
  /// compared without regard to case: "scalar", "SSSE3", "SSE4", "AVX2", "AVX3", "AVX3_DL", "NEON"
  const char* name;

  /// Stores the line feeds and quotes of the `size` bytes at `data` in `index`, which must have
  /// been reset for them. At least kPadding bytes after the end must be readable; their values do
  /// not matter. `size` must be below 2^31.
  void (*scan)(const char* data, std::size_t size, LineIndex& index);

  /// Fills `run` with consecutive plain lines, from the line at `first` up to the first line that
  /// is not plain, has another number of quotes or another kind of front or tail, which may be the
  /// one at `first`. Every line in `run` is plain as defined in plain_line.h, but a kernel may
  /// leave out any line (the scalar kernel leaves out all). `data` is the block that `index` was
  /// made from; its last byte is a line feed.
  void (*match)(const char* data, const LineIndex& index, LinePosition first,
                const PlainRules& rules, PlainRun& run);

  /// Stores the path of each of `count` requests (request.h), or null, as it may for any. The
  /// closing quote must follow each, and kPadding bytes after it and nine before be readable.
  void (*find_paths)(const std::string_view* requests, std::size_t count, std::string_view* paths);

  /// Stores the client that each of `count` texts begins with, as plain_line_client() does, or
  /// null, as it may for any. From the start of each, kPadding bytes must be readable.
  void (*find_clients)(const std::string_view* fronts, std::size_t count,
                       std::string_view* clients);
};

/// Returns the kernels that this machine can run, from the best to "scalar". Valid until the
/// process ends.
const std::vector<Kernel>& kernels();

/// Returns the best of them, or the one named by the environment variable LOGSCAN_KERNEL. Throws
/// std::invalid_argument with the list of kernels if that name is unknown.
const Kernel& default_kernel();

/// Returns the kernel of that name, or nullptr if this machine has none.
const Kernel* find_kernel(std::string_view name);

/// Returns the vector kernels that this machine can run, the best first, under Highway's names
/// ("AVX2"). Not thread-safe.
std::vector<Kernel> simd_kernels();

}  // namespace logscan
