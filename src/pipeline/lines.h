#pragma once

#include <cstdint>

#include "logscan/block.h"
#include "logscan/line_index.h"
#include "logscan/line_judge.h"
#include "logscan/scanner.h"

namespace logscan {

/// Scans a block of Kind::kLines and judges its lines: calls `each(LineView, JudgedLine, behind)`
/// for every one in order, `behind` being the position behind its line feed.
template <class Each>
void judge_lines(const Block& block, const Kernel& kernel, LineIndex& index, LineJudge& judge,
                 Each&& each) {
  index.reset(block.size);
  kernel.scan(block.data, block.size, index);
  LineView line;
  line.block = block.data;
  std::uint32_t quotes = 0;
  for (std::size_t i = 0; i < index.line_count; ++i) {
    const LineIndex::Line feed = index.lines()[i];
    line.end = feed.end;
    if (line.end > line.begin && block.data[line.end - 1] == '\r') --line.end;
    line.quotes = index.quotes() + quotes;
    line.quote_count = feed.quotes - quotes;
    each(line, judge.judge(line), feed.end + 1);
    line.begin = feed.end + 1;
    quotes = feed.quotes;
  }
}

/// Where a line begins in the input and how many bytes it has, terminator and skipped bytes
/// included.
struct LineExtent {
  std::uint64_t offset;
  std::uint64_t bytes;
};

inline LineExtent line_extent(const Block& block, const LineView& line, std::uint32_t behind) {
  const std::uint64_t skipped = line.begin == 0 ? block.skipped : 0;
  const std::uint64_t added = block.incomplete && behind == block.size ? 1 : 0;
  return {block.offset + line.begin - skipped, skipped + (behind - line.begin) - added};
}

}  // namespace logscan
