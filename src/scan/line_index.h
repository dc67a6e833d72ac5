#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "input/block.h"

namespace logscan {

/// The positions of all line feeds and quotes of a block in one ascending list: all that is needed
/// to find the fields of a quote-delimited line. Positions count from the first byte of the block,
/// and the byte there shows which of the two it is. The storage is reused from block to block.
class LineIndex {
 public:
  /// The number of extra marks after the last one that callers may read. All of them are the
  /// position after the last byte of the block, where the padding starts.
  static constexpr std::size_t kEndMarks = 17;

  /// Clears the index and reserves memory for a block of `size` bytes, including what kernels write
  /// ahead.
  void reset(std::size_t size) {
    if (marks_.size() < size + kSpare) marks_.resize(size + kSpare);
    mark_count = 0;
  }

  /// Appends the extra marks. Call it when all marks are stored.
  void finish(std::size_t size) {
    for (std::size_t i = 0; i < kEndMarks; ++i)
      marks_[mark_count + i] = static_cast<std::uint32_t>(size);
  }

  std::uint32_t* marks() { return marks_.data(); }
  const std::uint32_t* marks() const { return marks_.data(); }

  std::size_t mark_count = 0;

 private:
  static constexpr std::size_t kSpare = 80;

  std::vector<std::uint32_t> marks_;
};

/// A line's position in its block and in the index.
struct LinePosition {
  std::uint32_t begin = 0;  ///< of its first byte
  std::uint32_t mark = 0;   ///< marks()[mark] is its first quote, or the line feed at its end
};

}  // namespace logscan
