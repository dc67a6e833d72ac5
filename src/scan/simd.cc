// The scan kernels for every instruction set that Highway knows here, written once.
//
// Sixty-four bytes at a time: two compares give a mask of line feeds and a mask of quotes, and the
// positions of their bits are appended to two lists. What costs is not the compares but turning
// bits into positions, since a branch per bit would be guessed wrongly about once a line. So a
// fixed number of entries is always written, and the count goes up by what was real; the rare word
// with more bits takes the loop.
//
//  - Line feeds: most words have none or one. One entry is written, with the quotes before it
//  counted by popcount.
//  - Quotes: a combined line has six, in words of 64 bytes two or three. kQuotesAtOnce are written.
//  - With AVX-512 VBMI2 one vpcompressb turns the mask into a vector of positions instead.

#include "scan/simd.h"

#include <bit>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "scan/simd.cc"
#define HWY_WANT_AVX3_DL 1
#define HWY_WANT_SSSE3 1
#define HWY_WANT_SSE4 1
#include <hwy/foreach_target.h>  // IWYU pragma: keep
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace logscan::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kWord = 64;

// Up to 64 lanes; where vectors are shorter (or of unknown length), several make a word.
using Bytes = hn::CappedTag<std::uint8_t, kWord>;

struct Masks {
  std::uint64_t line_feeds;
  std::uint64_t quotes;
};

template <class Mask>
HWY_INLINE std::uint64_t bits_of(Bytes tag, Mask mask) {
  std::uint64_t bits = 0;
  hn::StoreMaskBits(tag, mask, reinterpret_cast<std::uint8_t*>(&bits));
  return bits;
}

HWY_INLINE Masks masks_of(const char* data) {
  const Bytes tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto line_feed = hn::Set(tag, std::uint8_t{'\n'});
  const auto quote = hn::Set(tag, std::uint8_t{'"'});
  Masks masks{0, 0};
  for (std::size_t i = 0; i < kWord; i += lanes) {
    const auto bytes = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(data) + i);
    masks.line_feeds |= bits_of(tag, hn::Eq(bytes, line_feed)) << i;
    masks.quotes |= bits_of(tag, hn::Eq(bytes, quote)) << i;
  }
  return masks;
}

// The lowest bit of 0 counts as position 64: such an entry is written behind the list's end and
// never counted.
HWY_INLINE std::uint32_t lowest(std::uint64_t bits) {
  return static_cast<std::uint32_t>(std::countr_zero(bits));
}

HWY_INLINE void append_quotes(std::uint64_t bits, std::uint32_t base, std::uint32_t* to) {
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
  constexpr int kQuotesAtOnce = 6;
  for (int left = std::popcount(bits);;) {
    for (int i = 0; i < kQuotesAtOnce; ++i) {
      to[i] = base + lowest(bits);
      bits &= bits - 1;
    }
    left -= kQuotesAtOnce;
    if (HWY_LIKELY(left <= 0)) break;
    to += kQuotesAtOnce;
  }
#endif
}

void scan(const char* data, std::size_t size, LineIndex& index) {
  LineIndex::Line* lines = index.lines() + index.line_count;
  std::uint32_t* const quotes = index.quotes();
  std::uint32_t quote_count = static_cast<std::uint32_t>(index.quote_count);
  for (std::size_t at = 0; at < size; at += kWord) {
    Masks masks = masks_of(data + at);
    if (HWY_UNLIKELY(size - at < kWord)) {
      const std::uint64_t inside = (std::uint64_t{1} << (size - at)) - 1;
      masks.line_feeds &= inside;
      masks.quotes &= inside;
    }
    const std::uint32_t base = static_cast<std::uint32_t>(at);
    std::uint64_t feeds = masks.line_feeds;
    do {
      // All bits below the lowest one of `feeds` (all 64 of them when there is none).
      const std::uint64_t before = (feeds - 1) & ~feeds;
      *lines = {base + lowest(feeds),
                quote_count + static_cast<std::uint32_t>(std::popcount(masks.quotes & before))};
      lines += feeds != 0;
      feeds &= feeds - 1;
    } while (HWY_UNLIKELY(feeds != 0));
    append_quotes(masks.quotes, base, quotes + quote_count);
    quote_count += static_cast<std::uint32_t>(std::popcount(masks.quotes));
  }
  index.line_count = static_cast<std::size_t>(lines - index.lines());
  index.quote_count = quote_count;
}

}  // namespace logscan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace logscan {
namespace {

#if HWY_ARCH_X86
bool cpu_bit(unsigned leaf, unsigned bit) {  // of ECX; for what __builtin_cpu_supports cannot say
  unsigned a = 0, b = 0, c = 0, d = 0;
  return __get_cpuid(leaf, &a, &b, &c, &d) != 0 && (c >> bit & 1U) != 0;
}

[[maybe_unused]] bool has_ssse3() {
  return __builtin_cpu_supports("ssse3");
}
[[maybe_unused]] bool has_sse4() {
  return __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("pclmul") &&
         __builtin_cpu_supports("aes");
}
[[maybe_unused]] bool has_avx2() {
  return has_sse4() && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
         cpu_bit(1, 29) /* f16c */ && cpu_bit(0x80000001, 5) /* lzcnt */;
}
[[maybe_unused]] bool has_avx3() {
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd");
}
[[maybe_unused]] bool has_avx3_dl() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return has_avx3() && __builtin_cpu_supports("avx512vnni") &&
         __builtin_cpu_supports("vpclmulqdq") && __builtin_cpu_supports("avx512vbmi") &&
         __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512vpopcntdq") &&
         __builtin_cpu_supports("avx512bitalg") && __builtin_cpu_supports("gfni") &&
         __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (c >> 9 & 1U) != 0;  // vaes
}
#endif

}  // namespace

// Not by Highway's own dispatch: that lives in libhwy.so, which times the CPU's clock when it is
// loaded, 3.5 ms at every start of the program.
std::vector<Kernel> simd_kernels() {
  std::vector<Kernel> kernels;
#if HWY_TARGETS & HWY_AVX3_DL
  if (has_avx3_dl()) kernels.push_back({"AVX3_DL", N_AVX3_DL::scan});
#endif
#if HWY_TARGETS & HWY_AVX3
  if (has_avx3()) kernels.push_back({"AVX3", N_AVX3::scan});
#endif
#if HWY_TARGETS & HWY_AVX2
  if (has_avx2()) kernels.push_back({"AVX2", N_AVX2::scan});
#endif
#if HWY_TARGETS & HWY_SSE4
  if (has_sse4()) kernels.push_back({"SSE4", N_SSE4::scan});
#endif
#if HWY_TARGETS & HWY_SSSE3
  if (has_ssse3()) kernels.push_back({"SSSE3", N_SSSE3::scan});
#endif
#if HWY_TARGETS & HWY_NEON
  kernels.push_back({"NEON", N_NEON::scan});
#endif
#if HWY_TARGETS & HWY_EMU128
  kernels.push_back({"EMU128", N_EMU128::scan});
#endif
  return kernels;
}

}  // namespace logscan
#endif  // HWY_ONCE
