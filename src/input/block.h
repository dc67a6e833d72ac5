#pragma once

#include <cstddef>
#include <cstdint>

namespace logscan {

/// Bytes that must be readable after the end of anything that is scanned or cut (I9).
constexpr std::size_t kPadding = 64;

/// A run of complete lines, owned by the Reader that produced it.
///
/// The bytes stay valid until the next call on that Reader. At least kPadding bytes after the end
/// are readable (their values are unspecified), so kernels may load whole vectors without checking
/// for the end.
struct Block {
  enum class Kind : std::uint8_t {
    kLines,  ///< One or more complete lines. The last byte is a line feed.
    /// The beginning of a line longer than ReaderOptions::max_line. Contains no line feed.
    kLongLine,
  };

  const char* data = nullptr;
  std::size_t size = 0;
  Kind kind = Kind::kLines;

  std::uint64_t offset = 0;  ///< offset of data[0] in the input, in bytes
  /// Bytes skipped before data[0] (BOM, NULs). They count towards the first line's size (I2).
  std::uint64_t skipped = 0;
  /// kLongLine only: bytes of the line after `data`, including its line feed.
  std::uint64_t unseen = 0;

  /// The input ends without a line feed. For kLines, the Reader appended one; it is not part of the
  /// input.
  bool incomplete = false;
};

}  // namespace logscan
