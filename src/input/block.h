#pragma once

#include <cstddef>
#include <cstdint>

namespace logscan {

/// Bytes that must be readable after the end of what a kernel scans and a line is cut from.
constexpr std::size_t kPadding = 64;

/// Whole lines in memory, as a reader hands them on. The bytes belong to the reader and live until
/// its next call; at least kPadding bytes (line_index.h) after the last are readable, with any
/// value.
struct Block {
  enum class Kind : std::uint8_t {
    kLines,     ///< one or more whole lines; the last byte is a line feed
    kLongLine,  ///< the first bytes of one line that is longer than the reader's limit; no line
                ///< feed
  };

  const char* data = nullptr;
  std::size_t size = 0;
  Kind kind = Kind::kLines;

  std::uint64_t offset = 0;  ///< of data[0] in the input
  std::uint64_t skipped =
      0;  ///< bytes right before data[0] that count for its first line but are no text: BOM, NULs
  std::uint64_t unseen =
      0;  ///< kLongLine: bytes of the line after those in data, its line feed included

  /// The last line of the input has no line feed: for kLines the one at its end was put there by
  /// the reader and is no byte of the input.
  bool incomplete = false;
};

}  // namespace logscan
