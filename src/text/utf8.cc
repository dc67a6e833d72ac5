#include "text/utf8.h"

#include <algorithm>
#include <iterator>

#include <utf8proc.h>

namespace logscan::detail {
namespace {

constexpr bool in(unsigned value, unsigned low, unsigned high) {
  return value >= low && value <= high;
}

}  // namespace

Utf8Char decode_utf8(std::string_view bytes) {
  const auto byte = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};

  // Table 3-7 of the Unicode standard: the lead byte determines the length and the range of the
  // second byte. All later bytes are 80 to BF.
  std::size_t length = 0;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  char32_t point = 0;
  if (in(lead, 0xC2, 0xDF)) {
    length = 2;
    point = lead & 0x1F;
  } else if (in(lead, 0xE0, 0xEF)) {
    length = 3;
    point = lead & 0x0F;
    if (lead == 0xE0) low = 0xA0;   // else overlong
    if (lead == 0xED) high = 0x9F;  // else a surrogate
  } else if (in(lead, 0xF0, 0xF4)) {
    length = 4;
    point = lead & 0x07;
    if (lead == 0xF0) low = 0x90;   // else overlong
    if (lead == 0xF4) high = 0x8F;  // else above U+10FFFF
  } else {
    return {0, 1, false};
  }

  for (std::size_t i = 1; i < length; ++i) {
    if (i == bytes.size() || !in(byte(i), low, high)) return {0, i, false};
    point = point << 6 | (byte(i) & 0x3F);
    low = 0x80;
    high = 0xBF;
  }
  return {point, length, true};
}

bool is_unsafe_character(char32_t point) {
  if (point < 0x80) return point < 0x20 || point == 0x7F;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(point))) {
    case UTF8PROC_CATEGORY_CC:  // C1
    case UTF8PROC_CATEGORY_CF:  // bidirectional, zero width, soft hyphen, tags
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CN:  // noncharacters and unassigned code points, whose width is unknown
      return true;
    default:
      break;
  }
  // Invisible letters, marks and symbols: fillers, the combining grapheme joiner, variation
  // selectors, Khmer inherent vowels, the Braille blank.
  struct Range {
    char32_t low;
    char32_t high;
  };
  constexpr Range kInvisible[] = {{0x034F, 0x034F}, {0x115F, 0x1160}, {0x17B4, 0x17B5},
                                  {0x180B, 0x180F}, {0x2800, 0x2800}, {0x3164, 0x3164},
                                  {0xFE00, 0xFE0F}, {0xFFA0, 0xFFA0}, {0xE0000, 0xE0FFF}};
  return std::any_of(std::begin(kInvisible), std::end(kInvisible),
                     [point](Range range) { return point >= range.low && point <= range.high; });
}

std::size_t character_columns(char32_t point) {
  if (point < 0x80) return 1;
  return static_cast<std::size_t>(
      std::max(0, utf8proc_charwidth(static_cast<utf8proc_int32_t>(point))));
}

}  // namespace logscan::detail
