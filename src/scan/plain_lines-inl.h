// Which lines are plain (plain_line.h), and their status and second.
//
// Nearly every line of an ordinary log is, so the answer is worked out without a branch: all that
// must hold is loaded from places that the quotes tell, and what does not hold leaves bits in `bad`.
// One branch a line then asks whether there are any. The only searches, for the end of the client
// and for what its last part is made of, are two compares of the line's first bytes.

#include <algorithm>
#include <bit>
#include <cstring>

#include "logscan/line_index.h"
#include "logscan/plain_line.h"

// Highway includes this file once for each target.
#if defined(LOGSCAN_PLAIN_LINES_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LOGSCAN_PLAIN_LINES_INL_H
#undef LOGSCAN_PLAIN_LINES_INL_H
#else
#define LOGSCAN_PLAIN_LINES_INL_H
#endif

#include <hwy/highway.h>

#include "scan/mask_bits-inl.h"

HWY_BEFORE_NAMESPACE();
namespace logscan::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <class Word>
HWY_INLINE Word load(const char* from) {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

// Not 0 when the 30 bytes are another minute's.
HWY_INLINE std::uint64_t other_minute(const char* stamp, const MinuteText& minute) {
  constexpr std::uint64_t kCompared =
      ((std::uint64_t{1} << MinuteText::kLength) - 1) & ~(std::uint64_t{3} << MinuteText::kSecondsAt);
  const hn::CappedTag<std::uint8_t, 32> tag;
  std::uint64_t same = 0;
  for (std::size_t i = 0; i < 32; i += hn::Lanes(tag)) {
    const auto found = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(stamp) + i);
    const auto wanted =
        hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(minute.bytes.data()) + i);
    same |= mask_bits(tag, hn::Eq(found, wanted)) << i;
  }
  return ~same & kCompared;
}

// Two digits up to 59; `bad` otherwise.
HWY_INLINE std::uint8_t second_of(const char* digits, std::uint64_t& bad) {
  const std::uint32_t values = load<std::uint16_t>(digits) ^ 0x3030u;
  bad |= ((values + 0x767au) | values) & 0x8080u;  // above 5, above 9
  return static_cast<std::uint8_t>((values & 15) * 10 + (values >> 8));
}

// Where the prefix `client - user ` ends as it should, right before the bracket.
HWY_INLINE std::uint64_t odd_prefix(const char* line, const char* bracket) {
#if HWY_TARGET <= HWY_AVX3
  constexpr std::size_t kWindow = 64;
#else
  constexpr std::size_t kWindow = 32;
#endif
  const hn::CappedTag<std::int8_t, kWindow> tag;
  std::uint64_t low = 0;   // no byte of a word: a space, a comma, a quote, a control byte
  std::uint64_t high = 0;  // no digit, dot or dash: a colon or a letter
  for (std::size_t i = 0; i < kWindow; i += hn::Lanes(tag)) {
    const auto bytes = hn::LoadU(tag, reinterpret_cast<const std::int8_t*>(line) + i);
    low |= mask_bits(tag, hn::Lt(bytes, hn::Set(tag, '-'))) << i;
    high |= mask_bits(tag, hn::Gt(bytes, hn::Set(tag, '9'))) << i;
  }
  const std::uint32_t client =
      static_cast<std::uint32_t>(std::countr_zero(low | std::uint64_t{1} << (kWindow - 1)));
  // A client that ends in a port may be a host. What is behind the last byte above '9' are digits,
  // dots and dashes: where that byte is no colon, there is no port.
  const std::uint64_t inside = (high & ((std::uint64_t{1} << client) - 1)) | 1;
  const char last_high = line[63 - std::countl_zero(inside)];
  const char* const user = line + client + 3;
  const std::uint32_t dash = load<std::uint32_t>(line + client) & 0xffffffu;
  return static_cast<std::uint64_t>((client == 0) | (last_high == ':') | (dash != 0x202d20u) |
                                    (*user == ' ') | (bracket[-1] != ' ') | (bracket[-2] == ' ') |
                                    (user > bracket - 2));
}

// `" 200 ` at the quote that closes a request, not escaped; `bad` otherwise.
HWY_INLINE std::uint16_t status_at(const char* quote, std::uint64_t& bad) {
  const std::uint64_t bytes = load<std::uint64_t>(quote - 1);
  const std::uint64_t values = ((bytes >> 16) & 0xffffffffffu) ^ 0x2030303020u;
  bad |= ((values + 0x7f7676767fu) | values) & 0x8080808080u;  // above 0, 9, 9, 9, 0
  bad |= static_cast<std::uint64_t>((bytes & 0xff) == '\\');
  return static_cast<std::uint16_t>((values >> 8 & 15) * 100 + (values >> 16 & 15) * 10 +
                                    (values >> 24 & 15));
}

// A number of up to eight digits, or `-`.
HWY_INLINE std::uint64_t odd_bytes(const char* begin, std::uint32_t size) {
  const std::uint64_t values = load<std::uint64_t>(begin) ^ 0x3030303030303030u;
  const std::uint64_t above = ((values + 0x7676767676767676u) | values) & 0x8080808080808080u;
  // The first `size` bytes, moved to the top.
  const std::uint64_t no_digit = above << ((64 - 8 * size) & 63);
  const bool dash = (size == 1) & (*begin == '-');
  return static_cast<std::uint64_t>((size - 1 >= 8) | ((no_digit != 0) & !dash));
}

// `" "` from a quote that closes one field to the one that opens the next, the first not escaped.
HWY_INLINE std::uint64_t odd_gap(const char* quote) {
  const std::uint32_t rest = load<std::uint32_t>(quote - 1) ^ 0x22202200u;
  return static_cast<std::uint64_t>((rest > 0xff) | (rest == '\\'));
}

// `200 1234 "referer" "agent"` to the line's end.
HWY_INLINE std::uint64_t odd_tail(const char* block, const std::uint32_t* quotes,
                                  std::uint32_t count, std::uint32_t end) {
  const std::uint32_t bytes = quotes[1] + 6;
  if (count == 2) return odd_bytes(block + bytes, end - bytes) | (end <= bytes ? 1 : 0);
  const std::uint32_t last = quotes[count - 1];
  std::uint64_t odd = odd_bytes(block + bytes, quotes[2] - 1 - bytes);
  odd |= static_cast<std::uint64_t>((block[quotes[2] - 1] != ' ') | (last + 1 != end) |
                                    (block[last - 1] == '\\'));
  odd |= odd_gap(block + quotes[3]);
  if (count == 8) odd |= odd_gap(block + quotes[5]);
  return odd;
}

void match_plain_lines(const char* block, const LineIndex& index, std::size_t first,
                       const MinuteText& minute, std::uint64_t max_line, PlainRun& run) {
  // From the bracket to the quote that opens the request.
  constexpr std::uint32_t kStamp = MinuteText::kLength - 1;
  constexpr std::uint32_t kShortestPrefix = 6;  // `c - u `
  const LineIndex::Line* const lines = index.lines();
  std::uint32_t begin = first == 0 ? 0 : lines[first - 1].end + 1;
  std::uint32_t quotes_before = first == 0 ? 0 : lines[first - 1].quotes;
  const std::uint32_t count = lines[first].quotes - quotes_before;
  run.count = 0;
  run.quotes = count;
  if (count != 2 && count != 6 && count != 8) return;
  const std::size_t most = std::min(index.line_count - first, PlainRun::kMost);
  for (; run.count < most; ++run.count) {
    const LineIndex::Line line = lines[first + run.count];
    const std::uint32_t* const quotes = index.quotes() + quotes_before;
    if (line.quotes - quotes_before != count || quotes[0] - begin < kStamp + kShortestPrefix ||
        line.end - begin > max_line) {
      break;
    }
    const char* const bracket = block + quotes[0] - kStamp;
    const std::uint32_t end = line.end - (block[line.end - 1] == '\r' ? 1 : 0);
    std::uint64_t bad = other_minute(bracket, minute);
    const std::uint8_t second = second_of(bracket + MinuteText::kSecondsAt, bad);
    bad |= odd_prefix(block + begin, bracket);
    const std::uint16_t status = status_at(block + quotes[1], bad);
    bad |= odd_tail(block, quotes, count, end);
    if (HWY_UNLIKELY(bad != 0)) break;
    run.lines[run.count] = {status, second};
    begin = line.end + 1;
    quotes_before = line.quotes;
  }
}

}  // namespace logscan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // toggle
