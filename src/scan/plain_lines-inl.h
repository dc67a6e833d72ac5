// Finds plain lines (plain_line.h) with their status and second.
//
// Nearly every line of an ordinary log is plain, so the check has no branches: everything it needs
// is loaded from positions that the quotes determine, and whatever does not match leaves bits in
// `bad`. One branch a line then tests these bits. The only searches, for the end of the client and
// for what its last part consists of, are two comparisons of the first bytes of the line.

#include <array>
#include <bit>
#include <cstring>

#include "scan/line_index.h"
#include "scan/plain_line.h"
#include "text/client_text.h"

// Highway includes this file once for each target.
#if defined(LOGSCAN_PLAIN_LINES_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LOGSCAN_PLAIN_LINES_INL_H
#undef LOGSCAN_PLAIN_LINES_INL_H
#else
#define LOGSCAN_PLAIN_LINES_INL_H
#endif

#include "scan/mask_bits-inl.h"
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace logscan::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <class Word>
HWY_INLINE Word load(const char* from) {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

// Returns 0 if the bytes are a stamp in `minute`.
HWY_INLINE std::uint64_t other_minute(const char* stamp, const MinuteText& minute) {
  const hn::CappedTag<std::uint8_t, 32> tag;
  std::uint64_t differs = 0;
  for (std::size_t i = 0; i < 32; i += hn::Lanes(tag)) {
    const auto found = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(stamp) + i);
    const auto lowest =
        hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(minute.lowest.data()) + i);
    const auto spans = hn::LoadU(tag, MinuteText::kSpans.data() + i);
    differs |= mask_bits(tag, hn::Gt(hn::Sub(found, lowest), spans)) << i;
  }
  return differs;
}

// An IPv6 address has up to 39 bytes.
#if HWY_TARGET <= HWY_AVX2
constexpr std::size_t kPrefixWindow = 64;
#else
constexpr std::size_t kPrefixWindow = 48;
#endif

// Returns 0 if the first `size` bytes of the line (6 to kPrefixWindow) are `client - user `. The
// last of them is known to be a space.
HWY_INLINE std::uint64_t odd_prefix(const char* line, std::uint32_t size) {
  const hn::CappedTag<std::int8_t, kPrefixWindow> tag;
  std::uint64_t low = 0;   // ends a word: a space, a comma, a quote, a control byte
  std::uint64_t high = 0;  // not a digit, dot or dash: a colon or a letter
  for (std::size_t i = 0; i < kPrefixWindow; i += hn::Lanes(tag)) {
    const auto bytes = hn::LoadU(tag, reinterpret_cast<const std::int8_t*>(line) + i);
    low |= mask_bits(tag, hn::Lt(bytes, hn::Set(tag, '-'))) << i;
    high |= mask_bits(tag, hn::Gt(bytes, hn::Set(tag, '9'))) << i;
  }
  const std::uint32_t client =
      static_cast<std::uint32_t>(std::countr_zero(low | std::uint64_t{1} << (kPrefixWindow - 1)));
  // Exactly the bytes after client, dash and user are below '-', and none of the three is empty.
  const std::uint64_t inside = low & (~std::uint64_t{0} >> (64 - size));
  std::uint64_t odd = inside ^ (std::uint64_t{5} << client | std::uint64_t{1} << (size - 1));
  odd |= ((size - 5 - client) | (client - 1)) & 0x80000000u;
  odd |= (load<std::uint32_t>(line + client) ^ 0x202d20u) << 8;
  odd |= static_cast<std::uint64_t>(line[client + 3] == '[');
  // A client that ends in a port may be a host unless it is an address. Only digits, dots and
  // dashes follow its last byte above '9'. If that byte is not a colon, there is no port.
  const std::uint64_t in_client = (high & (low ^ (low - 1))) | 1;
  if (HWY_UNLIKELY(line[63 - std::countl_zero(in_client)] == ':') && odd == 0) {
    odd |= static_cast<std::uint64_t>(!is_ip_address({line, client}));
  }
  return odd;
}

// Reads the three digits of `" 200 ` at the mark that should close the request. Sets bits in `bad`
// if they are not there or the quote is escaped.
HWY_INLINE std::uint32_t status_at(const char* quote, std::uint64_t& bad) {
  const std::uint64_t values = (load<std::uint64_t>(quote) & 0xffffffffffffu) ^ 0x203030302022u;
  bad |= ((values + 0x7f7676767f7fu) | values) & 0x808080808080u;  // above 0, 0, 9, 9, 9, 0
  bad |= static_cast<std::uint64_t>(quote[-1] == '\\');
  return static_cast<std::uint32_t>(values >> 16);
}

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

// Returns 0 for a number of up to eight digits and for `-`.
HWY_INLINE std::uint64_t odd_bytes(const char* begin, std::uint32_t size) {
  const std::uint64_t values = load<std::uint64_t>(begin) ^ 0x3030303030303030u;
  const std::uint64_t above = ((values + 0x7676767676767676u) | values) & 0x8080808080808080u;
  // The first `size` bytes, moved to the top.
  const std::uint64_t no_digit = above << ((64 - 8 * size) & 63);
  const std::uint64_t no_number = no_digit | static_cast<std::uint64_t>(size - 1 >= 8);
  const bool dash = (size == 1) & (*begin == '-');
  return no_number & (static_cast<std::uint64_t>(dash) - 1);
}

// Returns 0 if `" "` starts at an unescaped quote: it closes one field, and the next quote opens
// another.
HWY_INLINE std::uint64_t odd_gap(const char* quote) {
  const std::uint32_t rest = load<std::uint32_t>(quote - 1) ^ 0x22202200u;
  return rest >> 8 | static_cast<std::uint64_t>(rest == '\\');
}

// A run is matched in two passes because one would need more registers than there are. Each pass
// shortens the run to the lines that match. A line's marks are assumed to be its quotes and the
// line feed; the bytes at these positions prove it.

// Matches the part before the request.
HWY_INLINE void match_fronts(const char* block, const LineIndex& index, LinePosition first,
                             const MinuteText& minute, Digits& digits, PlainRun& run) {
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
    const std::uint64_t bad = other_minute(stamp, minute) | odd_prefix(block + begin, prefix);
    digits.seconds[i] = load<std::uint16_t>(stamp + MinuteText::kSecondsAt);
    if (HWY_UNLIKELY(bad != 0)) break;
    begin = open[run.quotes] + 1;
    open += run.quotes + 1;
  }
  run.count = i;
}

// Matches the part after the request: `" 200 1234 "referer" "agent"` and the line feed.
template <std::uint32_t kQuotes>
HWY_INLINE void match_tails(const char* block, const LineIndex& index, LinePosition first,
                            Digits& digits, PlainRun& run) {
  const std::uint32_t* marks = index.marks() + first.mark;
  std::size_t i = 0;
  for (; i < run.count; ++i, marks += kQuotes + 1) {
    std::uint64_t bad = 0;
    digits.statuses[i] = status_at(block + marks[1], bad);
    const std::uint32_t bytes = marks[1] + 6;
    if constexpr (kQuotes == 2) {
      std::uint32_t end = marks[2];
      bad |= static_cast<std::uint64_t>(block[end] != '\n');
      end -= block[end - 1] == '\r' ? 1 : 0;
      bad |= odd_bytes(block + bytes, end - bytes) | (end <= bytes ? 1 : 0);
    } else {
      const char* const last = block + marks[kQuotes - 1];
      bad |= odd_bytes(block + bytes, marks[2] - 1 - bytes);
      bad |= load<std::uint16_t>(block + marks[2] - 1) ^ 0x2220u;
      bad |= odd_gap(block + marks[3]);
      if constexpr (kQuotes == 8) bad |= odd_gap(block + marks[5]);
      bad |= static_cast<std::uint64_t>(last[-1] == '\\');
      const std::uint32_t end = load<std::uint32_t>(last);
      if ((end & 0xffff) != 0x0a22 && (end & 0xffffff) != 0x0a0d22) break;
    }
    if (HWY_UNLIKELY(bad != 0)) break;
  }
  run.count = i;
}

inline void match_plain_lines(const char* block, const LineIndex& index, LinePosition first,
                              const MinuteText& minute, PlainRun& run) {
  const std::uint32_t* const marks = index.marks() + first.mark;
  run.count = 0;
  run.quotes = 0;
  while (run.quotes < 9 && block[marks[run.quotes]] == '"')
    ++run.quotes;
  if (run.quotes != 2 && run.quotes != 6 && run.quotes != 8) return;
  Digits digits;
  const auto match_all_tails = [&]() HWY_ATTR {
    if (run.quotes == 2) match_tails<2>(block, index, first, digits, run);
    if (run.quotes == 6) match_tails<6>(block, index, first, digits, run);
    if (run.quotes == 8) match_tails<8>(block, index, first, digits, run);
  };
  // The first tail comes before all fronts: a log with further columns has the fronts of plain
  // lines, and would match all of a block for each line.
  run.count = 1;
  match_all_tails();
  if (run.count == 0) return;
  match_fronts(block, index, first, minute, digits, run);
  match_all_tails();
  read_digits(digits, run);
}

}  // namespace logscan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // toggle
