#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace logscan {

/// Bytes that must be readable after the end of what a kernel scans and a line is cut from.
constexpr std::size_t kPadding = 64;

/// Where the lines of a block end, and where its quotes are: all that is needed to find the fields
/// of a quote-delimited line. Positions count from the block's first byte and ascend. The storage
/// is used again from block to block.
class LineIndex {
 public:
  /// What stands behind the last quote, kEndMarks times: so a line's next quotes can be looked at
  /// without asking whether there are any.
  static constexpr std::uint32_t kEndMark = UINT32_MAX;
  static constexpr std::size_t kEndMarks = 9;

  /// Empties the index and makes room for a block of `size` bytes. The arrays have spare room
  /// behind what `size` can need, since kernels write a few entries ahead and count up by what was
  /// real.
  void reset(std::size_t size) {
    if (ends_.size() < size + kSpare) {
      ends_.resize(size + kSpare);
      quotes_.resize(size + kSpare);
    }
    line_count = 0;
    quote_count = 0;
  }

  /// To be called when all is in: puts the marks.
  void finish() {
    for (std::size_t i = 0; i < kEndMarks; ++i)
      quotes_[quote_count + i] = kEndMark;
  }

  std::uint32_t* ends() { return ends_.data(); }
  const std::uint32_t* ends() const { return ends_.data(); }
  std::uint32_t* quotes() { return quotes_.data(); }
  const std::uint32_t* quotes() const { return quotes_.data(); }

  std::size_t line_count = 0;   ///< line feeds in the block: ends()[0] and on
  std::size_t quote_count = 0;  ///< `"` in the block

 private:
  static constexpr std::size_t kSpare = 80;

  std::vector<std::uint32_t> ends_;
  std::vector<std::uint32_t> quotes_;
};

/// Where a line is in its block and in the index.
struct LinePlace {
  std::size_t line = 0;     ///< its end is ends()[line]
  std::uint32_t begin = 0;  ///< position of its first byte
  std::uint32_t quote = 0;  ///< quotes()[quote] is the first quote from there on
};

}  // namespace logscan
