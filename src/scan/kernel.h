#pragma once

#include <cstddef>

#include "scan/line_index.h"
#include "scan/plain_line.h"

namespace logscan {

/// A scan kernel: one implementation of the same two functions for one instruction set. All give
/// the same index.
struct Kernel {
  const char*
      name;  ///< any case: "scalar", "SSSE3", "SSE4", "AVX2", "AVX3", "AVX3_DL", "NEON", ...

  /// Puts into `index`, which was reset for it, the line feeds and quotes of the `size` bytes at
  /// `data`. At least kPadding bytes after the end must be readable; their values do not matter.
  /// `size` must be below 2^31.
  void (*scan)(const char* data, std::size_t size, LineIndex& index);

  /// Fills `run` with the plain lines of `minute` from the line at `first` on, up to the first that
  /// is not (or has another number of quotes), which may be that at `first`. What it takes is plain
  /// as plain_line.h says; it may leave any line out (the scalar kernel leaves out all). `data` is
  /// the block that `index` was made from, a line feed its last byte.
  void (*match)(const char* data, const LineIndex& index, LinePosition first,
                const MinuteText& minute, PlainRun& run);
};

}  // namespace logscan
