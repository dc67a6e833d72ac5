#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "format/line_parser.h"
#include "input/block.h"
#include "scan/kernel.h"
#include "scan/line_index.h"

namespace logscan {

/// Adjacent plain lines of one minute and one format in a block. Those of a given pattern have
/// LogFormat::kCustom and are cut by its parser.
struct PlainLines {
  const PlainRun& run;
  LogFormat format;
  PackedTime minute;  ///< second 0 of the minute
  LinePosition first;
};

/// Returns the log format of plain lines.
constexpr LogFormat plain_format(const PlainRun& run) {
  const auto with_host = [&run](LogFormat host_first, LogFormat client_first) {
    return run.host_first ? host_first : client_first;
  };
  switch (run.tail) {
    case PlainTail::kBytes:
      return with_host(LogFormat::kVhostCommon, LogFormat::kCommon);
    case PlainTail::kBytesNumbers:
      return with_host(LogFormat::kClf, LogFormat::kCommonNumbers);
    case PlainTail::kCombined:
      return with_host(LogFormat::kVhostCombined, LogFormat::kCombined);
    case PlainTail::kCombinedNumbers:
      return with_host(LogFormat::kClf, LogFormat::kCombinedNumbers);
    case PlainTail::kForwarded:
      return with_host(LogFormat::kClf, LogFormat::kNginxMain);
    case PlainTail::kBytesFurther:
    case PlainTail::kCombinedFurther:
    case PlainTail::kForwardedFurther:
      return LogFormat::kClf;
    case PlainTail::kAny:
      return LogFormat::kCustom;
  }
  return LogFormat::kClf;
}

/// Returns the line at a position, which has `quotes` quotes.
inline LineView line_view(const Block& block, const LineIndex& index, LinePosition place,
                          std::uint32_t quotes) {
  LineView line;
  line.block = block.data;
  line.begin = place.begin;
  line.quotes = index.marks() + place.mark;
  line.quote_count = quotes;
  line.end = line.quotes[quotes];
  if (line.end > line.begin && block.data[line.end - 1] == '\r') --line.end;
  return line;
}

/// Returns the position of line number `i` of a run.
inline LinePosition place_in(const LineIndex& index, const PlainLines& lines, std::size_t i) {
  if (i == 0) return lines.first;
  const std::uint32_t mark =
      lines.first.mark + static_cast<std::uint32_t>(i) * (lines.run.quotes + 1);
  return {index.marks()[mark - 1] + 1, mark};
}

/// Returns the line as the parser would parse it.
inline ParsedLine parsed_line(const PlainLines& lines, std::size_t i) {
  ParsedLine parsed;
  parsed.kind = LineKind::kParsed;
  parsed.format = lines.format;
  parsed.dated = true;
  parsed.status = lines.run.statuses[i];
  parsed.close = is_quote_delimited(lines.format) ? 1 : 0;
  parsed.time = lines.minute.plus(lines.run.seconds[i]);
  return parsed;
}

/// Returns how many quotes the line at a position has. `guess` affects only speed: the number of
/// those of the line before.
inline std::uint32_t count_quotes(const Block& block, const LineIndex& index, LinePosition place,
                                  std::uint32_t guess) {
  constexpr std::uint32_t kFew = 12;
  const std::uint32_t* const marks = index.marks() + place.mark;
  std::uint32_t quotes = 0;
  for (; quotes < kFew; ++quotes) {
    if (block.data[marks[quotes]] == '\n') return quotes;
  }
  // Searching the line is faster than looking at each of its quotes.
  const char* const from = block.data + marks[quotes];
  const void* const feed = std::memchr(from, '\n', block.size - marks[quotes]);
  const auto at = static_cast<std::uint32_t>(static_cast<const char*>(feed) - block.data);
  quotes = std::clamp(guess, quotes, static_cast<std::uint32_t>(index.mark_count) - 1 - place.mark);
  while (marks[quotes] > at)
    --quotes;
  while (marks[quotes] < at)
    ++quotes;
  return quotes;
}

/// Scans a block of Kind::kLines and parses its lines in order. Calls `each_run(PlainLines)` for
/// plain lines, and `each(LineView, ParsedLine, next)` for each of the others; `next` is the
/// position after its line feed.
template <class EachRun, class Each>
void parse_runs(const Block& block, const Kernel& kernel, LineIndex& index, LineParser& parser,
                EachRun&& each_run, Each&& each) {
  index.reset(block.size);
  kernel.scan(block.data, block.size, index);
  const std::uint32_t* const marks = index.marks();
  const PlainRules& rules = parser.plain_rules();
  const bool may_match =
      (rules.client_first || rules.host_first) && block.size <= parser.max_line();
  PlainRun run;
  LinePosition place;
  // In a log of other lines, the kernel need not look at each of them in vain.
  std::uint32_t misses = 0;
  std::uint32_t passed_over = 0;
  std::uint32_t quotes = 0;
  while (place.mark < index.mark_count) {
    run.count = 0;
    if (passed_over > 0) {
      --passed_over;
    } else if (may_match) {
      kernel.match(block.data, index, place, rules, run);
      passed_over = run.count > 0 ? 0 : misses;
      misses = run.count > 0 ? 0 : 2 * misses + 1;
    }
    if (run.count > 0) {
      const PlainLines lines{run, plain_format(run), parser.minute(), place};
      each_run(lines);
      place = place_in(index, lines, run.count);
      if (place.mark == index.mark_count || run.count == PlainRun::kMax) continue;
    }
    quotes = count_quotes(block, index, place, quotes);
    const std::uint32_t next = marks[place.mark + quotes] + 1;
    const LineView line = line_view(block, index, place, quotes);
    each(line, parser.parse(line), next);
    place = {next, place.mark + quotes + 1};
  }
}

/// Does the same line by line.
template <class Each>
void parse_lines(const Block& block, const Kernel& kernel, LineIndex& index, LineParser& parser,
                 Each&& each) {
  parse_runs(
      block, kernel, index, parser,
      [&](const PlainLines& lines) {
        for (std::size_t i = 0; i < lines.run.count; ++i) {
          const LineView line =
              line_view(block, index, place_in(index, lines, i), lines.run.quotes);
          each(line, parsed_line(lines, i), place_in(index, lines, i + 1).begin);
        }
      },
      each);
}

/// Where a line begins in the input, and its size in bytes, terminator and skipped bytes included.
struct LineExtent {
  std::uint64_t offset;
  std::uint64_t bytes;
};

inline LineExtent line_extent(const Block& block, const LineView& line, std::uint32_t next) {
  const std::uint64_t skipped = line.begin == 0 ? block.skipped : 0;
  const std::uint64_t added = block.incomplete && next == block.size ? 1 : 0;
  return {block.offset + line.begin - skipped, skipped + (next - line.begin) - added};
}

}  // namespace logscan
