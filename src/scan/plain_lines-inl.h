// Finds runs of plain lines (plain_line.h) with their status and second.
//
// Nearly every line of an ordinary log is plain, so the check has no branches: everything it needs
// is loaded from positions that the quotes determine, and whatever does not match leaves bits in
// `bad`. One branch a line then tests these bits.
//
// A run is matched in two passes because one would need more registers than there are. Each pass
// shortens the run to the lines that match. A line's marks are assumed to be its quotes and the
// line feed; the bytes at these positions prove it.

#include <array>

#include "scan/line_index.h"
#include "scan/plain_line.h"

// Highway includes this file once for each target.
#if defined(LOGSCAN_PLAIN_LINES_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LOGSCAN_PLAIN_LINES_INL_H
#undef LOGSCAN_PLAIN_LINES_INL_H
#else
#define LOGSCAN_PLAIN_LINES_INL_H
#endif

#include "scan/plain_fronts-inl.h"
#include "scan/plain_tails-inl.h"
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace logscan::HWY_NAMESPACE {

static_assert(PlainRun::kMostQuotes < LineIndex::kEndMarks);

// Numbers as their digits stand in the log, the first in the lowest byte. They are converted
// together, after all are known to be digits.
struct Digits {
  std::array<std::uint32_t, PlainRun::kMax> statuses;
  std::array<std::uint16_t, PlainRun::kMax> seconds;
};

HWY_INLINE void read_digits(const Digits& digits, PlainRun& run) {
  for (std::size_t i = 0; i < run.count; ++i) {
    const std::uint32_t digit = digits.statuses[i];
    run.statuses[i] = static_cast<std::uint16_t>((digit & 15) * 100 + (digit >> 8 & 15) * 10 +
                                                 (digit >> 16 & 15));
  }
  for (std::size_t i = 0; i < run.count; ++i) {
    const std::uint32_t digit = digits.seconds[i];
    run.seconds[i] = static_cast<std::uint8_t>((digit & 15) * 10 + (digit >> 8 & 15));
  }
}

// Matches the part before the request.
template <bool kHostFirst, bool kClf>
HWY_INLINE void match_fronts(const char* block, const LineIndex& index, LinePosition first,
                             const PlainRules& rules, Digits& digits, PlainRun& run) {
  // from the space before the bracket to the quote that opens the request
  constexpr std::uint32_t kStamp = MinuteText::kLength - 1;
  constexpr std::uint32_t kShortestPrefix = 6;  // `c - u `
  const std::uint32_t* open = index.marks() + first.mark;
  const std::uint32_t* const stop = index.marks() + index.mark_count;
  std::uint32_t begin = first.begin;
  std::size_t i = 0;
  for (; open < stop && i < PlainRun::kMax; ++i) {
    const std::uint32_t prefix = *open - begin - (kStamp - 1);
    if (prefix - kShortestPrefix > kPrefixWindow - kShortestPrefix) break;
    const char* const stamp = block + *open - kStamp;
    std::uint64_t bad = other_minute(stamp, rules.minute);
    bad |= kHostFirst ? odd_host_prefix(block + begin, prefix, rules.hosts)
                      : odd_prefix<kClf>(block + begin, prefix);
    digits.seconds[i] = load<std::uint16_t>(stamp + MinuteText::kSecondsAt);
    if (HWY_UNLIKELY(bad != 0)) break;
    begin = open[run.quotes] + 1;
    open += run.quotes + 1;
  }
  run.count = i;
  run.host_first = kHostFirst;
}

HWY_INLINE void match_all_fronts(const char* block, const LineIndex& index, LinePosition first,
                                 const PlainRules& rules, Digits& digits, PlainRun& run) {
  run.count = 0;
  if (rules.client_first && is_further(run.tail)) {
    match_fronts<false, true>(block, index, first, rules, digits, run);
  } else if (rules.client_first) {
    match_fronts<false, false>(block, index, first, rules, digits, run);
  }
  if (run.count == 0 && rules.host_first)
    match_fronts<true, true>(block, index, first, rules, digits, run);
}

// Matches the part after the request.
template <PlainTail kTail>
HWY_INLINE void match_tails(const char* block, const LineIndex& index, LinePosition first,
                            Digits& digits, PlainRun& run) {
  // A number that the compiler knows saves instructions for each line.
  const std::uint32_t quotes = kTail == PlainTail::kBytes       ? 2
                               : kTail == PlainTail::kCombined  ? 6
                               : kTail == PlainTail::kForwarded ? 8
                                                                : run.quotes;
  const std::uint32_t* marks = index.marks() + first.mark;
  std::size_t i = 0;
  for (; i < run.count; ++i, marks += quotes + 1) {
    std::uint64_t bad = odd_tail<kTail>(block, marks, quotes);
    digits.statuses[i] = status_at(block + marks[1], bad);
    if (HWY_UNLIKELY(bad != 0)) break;
  }
  run.count = i;
}

HWY_INLINE void match_all_tails(const char* block, const LineIndex& index, LinePosition first,
                                Digits& digits, PlainRun& run) {
  using enum PlainTail;
  switch (run.tail) {
    case kBytes:
      return match_tails<kBytes>(block, index, first, digits, run);
    case kBytesNumbers:
      return match_tails<kBytesNumbers>(block, index, first, digits, run);
    case kBytesFurther:
      return match_tails<kBytesFurther>(block, index, first, digits, run);
    case kCombined:
      return match_tails<kCombined>(block, index, first, digits, run);
    case kCombinedNumbers:
      return match_tails<kCombinedNumbers>(block, index, first, digits, run);
    case kCombinedFurther:
      return match_tails<kCombinedFurther>(block, index, first, digits, run);
    case kForwarded:
      return match_tails<kForwarded>(block, index, first, digits, run);
    case kForwardedFurther:
      return match_tails<kForwardedFurther>(block, index, first, digits, run);
    case kAny:
      return match_tails<kAny>(block, index, first, digits, run);
  }
}

inline void match_plain_lines(const char* block, const LineIndex& index, LinePosition first,
                              const PlainRules& rules, PlainRun& run) {
  const std::uint32_t* const marks = index.marks() + first.mark;
  run.count = 0;
  run.quotes = 0;
  while (run.quotes <= PlainRun::kMostQuotes && block[marks[run.quotes]] == '"')
    ++run.quotes;
  if (run.quotes > PlainRun::kMostQuotes || run.quotes < 2) return;
  run.tail = rules.any_tail ? PlainTail::kAny : tail_of(block, marks, run.quotes);
  if (run.tail < PlainTail::kCombined && run.quotes != 2) return;
  Digits digits;
  // The first tail comes before all fronts: other logs have the fronts of plain lines, and would
  // match all of a block for each line.
  run.count = 1;
  match_all_tails(block, index, first, digits, run);
  if (run.count == 0) return;
  run.count = 0;
  match_all_fronts(block, index, first, rules, digits, run);
  match_all_tails(block, index, first, digits, run);
  read_digits(digits, run);
}

}  // namespace logscan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // toggle
