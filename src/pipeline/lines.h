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
  LinePlace first;
};

/// The log format of plain lines, which the number of their quotes tells.
constexpr LogFormat plain_format(std::uint32_t quotes) {
  return quotes == 2   ? LogFormat::kCommon
         : quotes == 6 ? LogFormat::kCombined
                       : LogFormat::kNginxMain;
}

/// A line of a block that was scanned.
inline LineView line_view(const Block& block, const LineIndex& index, LinePlace place,
                          std::uint32_t quote_count) {
  LineView line;
  line.block = block.data;
  line.begin = place.begin;
  line.end = index.ends()[place.line];
  if (line.end > line.begin && block.data[line.end - 1] == '\r') --line.end;
  line.quotes = index.quotes() + place.quote;
  line.quote_count = quote_count;
  return line;
}

/// Line number `i` of a run, as the judge would have it.
inline LineView line_view(const Block& block, const LineIndex& index, const PlainLines& lines,
                          std::size_t i) {
  LinePlace place = lines.first;
  place.line += i;
  if (i > 0) place.begin = index.ends()[place.line - 1] + 1;
  place.quote += static_cast<std::uint32_t>(i) * lines.run.quotes;
  return line_view(block, index, place, lines.run.quotes);
}

/// And what the judge would say of it.
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
/// plain ones, and `each(LineView, JudgedLine, behind)` for each of the others, `behind` being the
/// position behind its line feed.
template <class EachRun, class Each>
void judge_runs(const Block& block, const Kernel& kernel, LineIndex& index, LineJudge& judge,
                EachRun&& each_run, Each&& each) {
  index.reset(block.size);
  kernel.scan(block.data, block.size, index);
  const bool none_too_long = block.size <= judge.max_line();
  const std::uint32_t* const ends = index.ends();
  PlainRun run;
  LinePlace place;
  while (place.line < index.line_count) {
    run.count = 0;
    if (none_too_long) kernel.match(block.data, index, place, judge.minute_text(), run);
    if (run.count > 0) {
      each_run(PlainLines{run, plain_format(run.quotes), judge.minute(), place});
      place.line += run.count;
      place.begin = ends[place.line - 1] + 1;
      place.quote += static_cast<std::uint32_t>(run.count) * run.quotes;
      if (place.line == index.line_count || run.count == PlainRun::kMost) continue;
    }
    const std::uint32_t end = ends[place.line];
    std::uint32_t quotes = 0;
    while (index.quotes()[place.quote + quotes] < end)
      ++quotes;
    const LineView line = line_view(block, index, place, quotes);
    each(line, judge.judge(line), end + 1);
    place = {place.line + 1, end + 1, place.quote + quotes};
  }
}

/// The same, line by line.
template <class Each>
void judge_lines(const Block& block, const Kernel& kernel, LineIndex& index, LineJudge& judge,
                 Each&& each) {
  judge_runs(
      block, kernel, index, judge,
      [&](const PlainLines& lines) {
        for (std::size_t i = 0; i < lines.run.count; ++i) {
          each(line_view(block, index, lines, i), judged(lines, i),
               index.ends()[lines.first.line + i] + 1);
        }
      },
      each);
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
