#pragma once

#include <cstdint>

#include "logscan/block.h"
#include "logscan/line_index.h"
#include "logscan/line_judge.h"
#include "logscan/scanner.h"

namespace logscan {

/// Plain lines of one minute and one format, one behind the other in a block.
struct PlainLines {
  const PlainRun& run;
  LogFormat format;
  PackedTime minute;  ///< second 0 of it
  std::size_t first;  ///< number of the first line in the block
};

/// The log format of plain lines, which the number of their quotes tells.
constexpr LogFormat plain_format(std::uint32_t quotes) {
  return quotes == 2   ? LogFormat::kCommon
         : quotes == 6 ? LogFormat::kCombined
                       : LogFormat::kNginxMain;
}

/// A line of a block that was scanned.
inline LineView line_at(const Block& block, const LineIndex& index, std::size_t i) {
  const LineIndex::Line feed = index.lines()[i];
  const LineIndex::Line before = i == 0 ? LineIndex::Line{UINT32_MAX, 0} : index.lines()[i - 1];
  LineView line;
  line.block = block.data;
  line.begin = before.end + 1;  // 0 for the first
  line.end = feed.end;
  if (line.end > line.begin && block.data[line.end - 1] == '\r') --line.end;
  line.quotes = index.quotes() + before.quotes;
  line.quote_count = feed.quotes - before.quotes;
  return line;
}

/// What LineJudge would say of a plain line.
inline JudgedLine judged(const PlainLines& lines, std::size_t i) {
  JudgedLine judged;
  judged.kind = LineKind::kParsed;
  judged.format = lines.format;
  judged.dated = true;
  judged.status = lines.run.lines[i].status;
  judged.close = 1;
  judged.time = lines.minute.plus(lines.run.lines[i].second);
  return judged;
}

/// Scans a block of Kind::kLines and judges its lines in order: calls `each_run(PlainLines)` for
/// plain ones, and `each(number, LineView, JudgedLine)` for each of the others.
template <class EachRun, class Each>
void judge_runs(const Block& block, const Kernel& kernel, LineIndex& index, LineJudge& judge,
                EachRun&& each_run, Each&& each) {
  index.reset(block.size);
  kernel.scan(block.data, block.size, index);
  PlainRun run;
  const bool none_too_long = block.size <= judge.max_line();
  for (std::size_t i = 0; i < index.line_count;) {
    run.count = 0;
    if (none_too_long) kernel.match(block.data, index, i, judge.minute_text(), run);
    if (run.count > 0) {
      each_run(PlainLines{run, plain_format(run.quotes), judge.minute(), i});
      i += run.count;
      if (i == index.line_count || run.count == PlainRun::kMost) continue;
    }
    const LineView line = line_at(block, index, i);
    each(i, line, judge.judge(line));
    ++i;
  }
}

/// The same, line by line: `each(LineView, JudgedLine, behind)`, `behind` being the position behind
/// its line feed.
template <class Each>
void judge_lines(const Block& block, const Kernel& kernel, LineIndex& index, LineJudge& judge,
                 Each&& each) {
  judge_runs(
      block, kernel, index, judge,
      [&](const PlainLines& lines) {
        for (std::size_t i = 0; i < lines.run.count; ++i) {
          const std::size_t number = lines.first + i;
          each(line_at(block, index, number), judged(lines, i), index.lines()[number].end + 1);
        }
      },
      [&](std::size_t number, const LineView& line, const JudgedLine& judged) {
        each(line, judged, index.lines()[number].end + 1);
      });
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
