#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "input/block.h"

namespace logscan {

/// Where the line feeds and the quotes of a block are, in one ascending list: all that is needed to
/// find the fields of a quote-delimited line. Positions count from the block's first byte; the byte
/// there tells which of the two it is. The storage is used again from block to block.
class LineIndex {
 public:
  /// How many marks there are room for and may be looked at behind the last one: all of them are
  /// the position behind the block's last byte, where the padding is.
  static constexpr std::size_t kEndMarks = 9;

  /// Empties the index and makes room for a block of `size` bytes, and for what kernels write
  /// ahead.
  void reset(std::size_t size) {
    if (marks_.size() < size + kSpare) marks_.resize(size + kSpare);
    mark_count = 0;
  }

  /// To be called when all marks are in.
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

/// Where a line is in its block and in the index.
struct LinePosition {
  std::uint32_t begin = 0;  ///< position of its first byte
  std::uint32_t mark = 0;   ///< marks()[mark] is its first quote, or the line feed at its end
};

}  // namespace logscan
