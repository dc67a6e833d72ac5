// Finds the line feeds and quotes of a block.
//
// Works on 64 bytes at a time: two comparisons give a mask with a bit for each line feed and quote,
// and the positions of these bits are appended to the list. The expensive part is turning bits into
// positions, since a branch per bit would be mispredicted all the time. So a fixed number of
// entries is always written, and the list grows by the real count; the rare word with more bits
// takes the loop. A line in combined format has seven marks: two or three in a word of 64 bytes.
//
// With AVX-512 VBMI2, a single vpcompressb turns the mask into a vector of positions.

#include <bit>

#include "scan/line_index.h"

// Highway includes this file once for each target.
#if defined(LOGSCAN_FIND_LINES_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LOGSCAN_FIND_LINES_INL_H
#undef LOGSCAN_FIND_LINES_INL_H
#else
#define LOGSCAN_FIND_LINES_INL_H
#endif

#include "scan/mask_bits-inl.h"
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace logscan::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kWord = 64;

// Up to 64 lanes. Several shorter vectors, or vectors of unknown length, make a word.
using Bytes = hn::CappedTag<std::uint8_t, kWord>;

HWY_INLINE std::uint64_t marks_of(const char* data) {
  const Bytes tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto line_feed = hn::Set(tag, std::uint8_t{'\n'});
  const auto quote = hn::Set(tag, std::uint8_t{'"'});
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kWord; i += lanes) {
    const auto bytes = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(data) + i);
    bits |= mask_bits(tag, hn::Or(hn::Eq(bytes, line_feed), hn::Eq(bytes, quote))) << i;
  }
  return bits;
}

// Returns 63 for 0: such an entry is written past the end of the list and never counted. (With
// std::countr_zero, which returns 64 for 0, the compiler branches on 0 and mispredicts once a
// line.)
HWY_INLINE std::uint32_t lowest(std::uint64_t bits) {
  return static_cast<std::uint32_t>(std::countr_zero(bits | std::uint64_t{1} << 63));
}

HWY_INLINE void append_marks(std::uint64_t bits, std::uint32_t base, std::uint32_t* to) {
#if HWY_TARGET == HWY_AVX3_DL
  alignas(64) static constexpr std::uint8_t kPositions[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
      22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
      44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  const __m512i bases = _mm512_set1_epi32(static_cast<int>(base));
  __m512i packed = _mm512_maskz_compress_epi8(bits, _mm512_load_si512(kPositions));
  for (int left = std::popcount(bits);;) {
    const __m512i wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed));
    _mm512_storeu_si512(to, _mm512_add_epi32(wide, bases));
    left -= 16;
    if (HWY_LIKELY(left <= 0)) break;
    to += 16;
    packed = _mm512_alignr_epi64(packed, packed, 2);
  }
#else
  constexpr int kMarksAtOnce = 6;
  for (int left = std::popcount(bits);;) {
    for (int i = 0; i < kMarksAtOnce; ++i) {
      to[i] = base + lowest(bits);
      bits &= bits - 1;
    }
    left -= kMarksAtOnce;
    if (HWY_LIKELY(left <= 0)) break;
    to += kMarksAtOnce;
  }
#endif
}

inline void find_lines(const char* data, std::size_t size, LineIndex& index) {
  std::uint32_t* marks = index.marks();
  const auto append = [&](std::uint64_t bits, std::size_t at) HWY_ATTR {
    append_marks(bits, static_cast<std::uint32_t>(at), marks);
    marks += std::popcount(bits);
  };
  const std::size_t whole = size / kWord * kWord;
  for (std::size_t at = 0; at < whole; at += kWord)
    append(marks_of(data + at), at);
  if (whole < size) {
    const std::uint64_t inside = (std::uint64_t{1} << (size - whole)) - 1;
    append(marks_of(data + whole) & inside, whole);
  }
  index.mark_count = static_cast<std::size_t>(marks - index.marks());
  index.finish(size);
}

}  // namespace logscan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // toggle
