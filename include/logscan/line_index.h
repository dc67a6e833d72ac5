#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace logscan {

/// Bytes that must be readable after the end of what a kernel scans and a line is cut from.
constexpr std::size_t kPadding = 64;

/// Where the lines of a block end, and where its quotes are: all that is needed to find the fields
/// of a quote-delimited line. Positions count from the block's first byte. The storage is used
/// again from block to block.
class LineIndex {
 public:
  /// A line feed, and how many quotes of the block lie before it.
  struct Line {
    std::uint32_t end;
    std::uint32_t quotes;
  };

  /// Empties the index and makes room for a block of `size` bytes. The arrays have spare room
  /// behind what `size` can need, since kernels write a few entries ahead and count up by what was
  /// real.
  void reset(std::size_t size) {
    if (lines_.size() < size + kSpare) {
      lines_.resize(size + kSpare);
      quotes_.resize(size + kSpare);
    }
    line_count = 0;
    quote_count = 0;
  }

  Line* lines() { return lines_.data(); }
  const Line* lines() const { return lines_.data(); }
  std::uint32_t* quotes() { return quotes_.data(); }
  const std::uint32_t* quotes() const { return quotes_.data(); }

  std::size_t line_count = 0;   ///< line feeds in the block
  std::size_t quote_count = 0;  ///< `"` in the block

 private:
  static constexpr std::size_t kSpare = 64;

  std::vector<Line> lines_;
  std::vector<std::uint32_t> quotes_;
};

}  // namespace logscan
