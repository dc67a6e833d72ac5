#pragma once

#include <cstdint>

namespace logscan {

/// A line of a block with the positions of its quotes. At least kPadding bytes after `end` are
/// readable. The line has no terminator (LF or CR LF) and may start with NULs, which are not part
/// of its text.
struct LineView {
  const char* block = nullptr;            ///< positions count from here
  std::uint32_t begin = 0;                ///< position of the first byte
  std::uint32_t end = 0;                  ///< position after the last byte
  const std::uint32_t* quotes = nullptr;  ///< positions of all quotes in [begin, end), ascending
  std::uint32_t quote_count = 0;

  const char* data() const { return block + begin; }
  std::uint32_t size() const { return end - begin; }
};

}  // namespace logscan
