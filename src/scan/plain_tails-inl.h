// Recognises what follows the request of a plain line (plain_line.h): the status, the bytes, quoted
// fields, and what further columns show of the line's format.

#include <bit>
#include <cstdint>

#include "scan/plain_line.h"

// Highway includes this file once for each target.
#if defined(LOGSCAN_PLAIN_TAILS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LOGSCAN_PLAIN_TAILS_INL_H
#undef LOGSCAN_PLAIN_TAILS_INL_H
#else
#define LOGSCAN_PLAIN_TAILS_INL_H
#endif

#include "scan/mask_bits-inl.h"
#include "scan/plain_fronts-inl.h"
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace logscan::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Reads the three digits of `" 200 ` at the mark that should close the request. Sets bits in `bad`
// if they are not there or the quote is escaped.
HWY_INLINE std::uint32_t status_at(const char* quote, std::uint64_t& bad) {
  const std::uint64_t values = (load<std::uint64_t>(quote) & 0xffffffffffffu) ^ 0x203030302022u;
  bad |= ((values + 0x7f7676767f7fu) | values) & 0x808080808080u;  // above 0, 0, 9, 9, 9, 0
  bad |= static_cast<std::uint64_t>(quote[-1] == '\\');
  return static_cast<std::uint32_t>(values >> 16);
}

// Returns the high bits of those of eight bytes that are no digits.
HWY_INLINE std::uint64_t no_digits(const char* at) {
  const std::uint64_t values = load<std::uint64_t>(at) ^ 0x3030303030303030u;
  return ((values + 0x7676767676767676u) | values) & 0x8080808080808080u;
}

// Returns 0 for a number of up to eight digits and for `-`.
HWY_INLINE std::uint64_t odd_bytes(const char* begin, std::uint32_t size) {
  // The first `size` bytes, moved to the top.
  const std::uint64_t no_digit = no_digits(begin) << ((64 - 8 * size) & 63);
  const std::uint64_t no_number = no_digit | static_cast<std::uint64_t>(size - 1 >= 8);
  const bool dash = (size == 1) & (*begin == '-');
  return no_number & (static_cast<std::uint64_t>(dash) - 1);
}

// Returns the number of digits at `at`, or 8 if there are more.
HWY_INLINE std::uint32_t digits_at(const char* at) {
  // Bytes after a high one may look odd by the carry, but the first odd one is right.
  const std::uint64_t odd = no_digits(at);
  return odd == 0 ? 8 : static_cast<std::uint32_t>(std::countr_zero(odd)) / 8;
}

// Returns 0 if `" "` starts at an unescaped quote: it closes one field, and the next quote opens
// another.
HWY_INLINE std::uint64_t odd_gap(const char* quote) {
  const std::uint32_t rest = load<std::uint32_t>(quote - 1) ^ 0x22202200u;
  return rest >> 8 | static_cast<std::uint64_t>(rest == '\\');
}

// Returns 0 if `"` and a space start at an unescaped quote.
HWY_INLINE std::uint64_t odd_close(const char* quote) {
  return static_cast<std::uint64_t>((quote[-1] == '\\') | (quote[1] != ' '));
}

// What the columns after the standard fields are, each with one space before it.
enum class Columns : std::uint8_t { kNumbers, kFurther, kNeither };

// Classifies `size` bytes without a quote as PlainTail does.
HWY_INLINE Columns columns_at(const char* text, std::uint32_t size) {
  const hn::CappedTag<std::uint8_t, kPrefixWindow> tag;
  std::uint64_t spaces = 0;
  std::uint64_t digits = 0;
  std::uint64_t points = 0;
  std::uint64_t dashes = 0;
  for (std::size_t i = 0; i < kPrefixWindow; i += hn::Lanes(tag)) {
    const auto bytes = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(text) + i);
    const auto digit = hn::Sub(bytes, hn::Set(tag, std::uint8_t{'0'}));
    spaces |= mask_bits(tag, hn::Eq(bytes, hn::Set(tag, std::uint8_t{' '}))) << i;
    digits |= mask_bits(tag, hn::Gt(hn::Set(tag, std::uint8_t{10}), digit)) << i;
    points |= mask_bits(tag, hn::Eq(bytes, hn::Set(tag, std::uint8_t{'.'}))) << i;
    dashes |= mask_bits(tag, hn::Eq(bytes, hn::Set(tag, std::uint8_t{'-'}))) << i;
  }
  if (size - 1 >= kPrefixWindow - 1 || *text != ' ') return Columns::kNeither;
  const std::uint64_t inside = ~std::uint64_t{0} >> (64 - size);
  spaces &= inside;
  digits &= inside;
  points &= inside;
  dashes &= inside;
  if ((spaces | digits | points | dashes) != inside) return Columns::kFurther;
  const std::uint64_t after_space = spaces << 1;
  // The sum carries from the digit after a point to the first byte after these digits.
  const std::uint64_t after_fraction = ((points << 1) + digits) & ~digits;
  const std::uint64_t odd = (after_space & ~(digits | dashes)) |  // an empty word
                            (dashes & ~after_space) |             // a dash in a word
                            ((dashes << 1) & inside & ~spaces) |  // a word after a dash
                            ((points << 1) & ~digits) |           // no digit after a point
                            (points & ~(digits << 1)) |           // or before it
                            (points & after_fraction);            // a second point
  return odd == 0 && digits != 0 ? Columns::kNumbers : Columns::kNeither;
}

// Returns the end of a line whose line feed is at `feed`.
HWY_INLINE std::uint32_t text_end(const char* block, std::uint32_t feed) {
  return feed - (block[feed - 1] == '\r' ? 1 : 0);
}

// Returns 0 if columns whose first one is not quoted belong to no format but clf. Those of
// ingress-nginx and Traefik start with an integer.
HWY_INLINE std::uint64_t odd_further(const char* columns) {
  const std::uint32_t digits = digits_at(columns + 1);
  return static_cast<std::uint64_t>((columns[0] != ' ') | (columns[1] == '"') | (digits == 8) |
                                    (columns[1 + digits] == ' '));
}

// Gorouter's lines, whose bytes stand elsewhere, have at least as many quotes.
constexpr std::uint32_t kGorouterQuotes = 12;

// Returns whether no format but clf has such a tail.
HWY_INLINE bool is_further(PlainTail tail) {
  return tail == PlainTail::kBytesFurther || tail == PlainTail::kCombinedFurther ||
         tail == PlainTail::kForwardedFurther;
}

// Returns the kind of tail that a line has if it is plain. Each kind is checked by odd_tail().
HWY_INLINE PlainTail tail_of(const char* block, const std::uint32_t* marks, std::uint32_t quotes) {
  if (quotes < 6) {
    const char* const bytes = block + marks[1] + 6;
    const char* const after = bytes + (*bytes == '-' ? 1 : digits_at(bytes));
    if (*after != ' ') return PlainTail::kBytes;
    const std::uint32_t begin = static_cast<std::uint32_t>(after - block);
    return columns_at(after, text_end(block, marks[2]) - begin) == Columns::kNumbers
               ? PlainTail::kBytesNumbers
               : PlainTail::kBytesFurther;
  }
  const std::uint32_t end = marks[5] + 1;
  if (quotes == 6) {
    if (block[end] != ' ') return PlainTail::kCombined;
    return columns_at(block + end, text_end(block, marks[6]) - end) == Columns::kNumbers
               ? PlainTail::kCombinedNumbers
               : PlainTail::kCombinedFurther;
  }
  if (block[end + 1] != '"') return PlainTail::kCombinedFurther;
  return quotes == 8 && block[marks[7] + 1] != ' ' ? PlainTail::kForwarded
                                                   : PlainTail::kForwardedFurther;
}

// Returns 0 if the marks from number `from` to the line feed are those of one line.
HWY_INLINE std::uint64_t odd_marks(const char* block, const std::uint32_t* marks,
                                   std::uint32_t from, std::uint32_t quotes) {
  std::uint64_t odd = static_cast<std::uint64_t>(block[marks[quotes]] ^ '\n');
  for (std::uint32_t i = from; i < quotes; ++i)
    odd |= static_cast<std::uint64_t>(block[marks[i]] ^ '"');
  return odd;
}

// Returns 0 if a line feed, perhaps with a carriage return before it, follows the last quote.
HWY_INLINE std::uint64_t odd_end(const char* last) {
  const std::uint32_t end = load<std::uint32_t>(last);
  const bool ends = (end & 0xffff) == 0x0a22 || (end & 0xffffff) == 0x0a0d22;
  return static_cast<std::uint64_t>((last[-1] == '\\') | !ends);
}

// Returns 0 if what follows `" 200 ` is such a tail.
template <PlainTail kTail>
HWY_INLINE std::uint64_t odd_tail(const char* block, const std::uint32_t* marks,
                                  std::uint32_t quotes) {
  if constexpr (kTail == PlainTail::kAny) return odd_marks(block, marks, 2, quotes);
  const std::uint32_t bytes = marks[1] + 6;
  if constexpr (kTail == PlainTail::kBytes) {
    const std::uint32_t end = text_end(block, marks[2]);
    return odd_marks(block, marks, 2, 2) | odd_bytes(block + bytes, end - bytes) |
           static_cast<std::uint64_t>(end <= bytes);
  }
  if constexpr (kTail == PlainTail::kBytesNumbers || kTail == PlainTail::kBytesFurther) {
    const std::uint32_t digits = digits_at(block + bytes);
    const std::uint32_t end = bytes + (block[bytes] == '-' ? 1 : digits);
    constexpr Columns kWanted =
        kTail == PlainTail::kBytesNumbers ? Columns::kNumbers : Columns::kFurther;
    return odd_marks(block, marks, 2, 2) | static_cast<std::uint64_t>(end == bytes) |
           static_cast<std::uint64_t>(columns_at(block + end, text_end(block, marks[2]) - end) !=
                                      kWanted);
  }
  std::uint64_t odd = odd_bytes(block + bytes, marks[2] - 1 - bytes);
  odd |= load<std::uint16_t>(block + marks[2] - 1) ^ 0x2220u;
  odd |= odd_gap(block + marks[3]);
  if constexpr (kTail == PlainTail::kCombined) return odd | odd_end(block + marks[5]);
  if constexpr (kTail == PlainTail::kForwarded)
    return odd | odd_gap(block + marks[5]) | odd_end(block + marks[7]);
  odd |= odd_marks(block, marks, 5, quotes);
  if constexpr (kTail == PlainTail::kForwardedFurther) {
    odd |= odd_gap(block + marks[5]) | odd_close(block + marks[7]);
    return odd | static_cast<std::uint64_t>((quotes < 8) | (quotes >= kGorouterQuotes));
  }
  odd |= odd_close(block + marks[5]);
  const std::uint32_t end = marks[5] + 1;
  if constexpr (kTail == PlainTail::kCombinedFurther) {
    odd |= odd_further(block + end);
    if (quotes > 6) return odd;
  }
  constexpr Columns kWanted =
      kTail == PlainTail::kCombinedNumbers ? Columns::kNumbers : Columns::kFurther;
  return odd | static_cast<std::uint64_t>(
                   columns_at(block + end, text_end(block, marks[6]) - end) != kWanted);
}

}  // namespace logscan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // toggle
