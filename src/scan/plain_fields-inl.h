// Finds the client and the path in many lines, one after the other without a branch: as
// plain_v4_length() and request_path() find them, which cost three times as much.

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

// Highway includes this file once for each target.
#if defined(LOGSCAN_PLAIN_FIELDS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LOGSCAN_PLAIN_FIELDS_INL_H
#undef LOGSCAN_PLAIN_FIELDS_INL_H
#else
#define LOGSCAN_PLAIN_FIELDS_INL_H
#endif

#include "scan/mask_bits-inl.h"
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace logscan::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Returns the length of the canonical IPv4 address at `at`, if a space follows it, or 0. Bit i of
// each mask stands for byte i.
HWY_INLINE std::uint32_t v4_before_space(const char* at) {
  const hn::CappedTag<std::uint8_t, 16> tag;
  static_assert(hn::MaxLanes(tag) == 16);
  const auto bytes = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(at));
  const auto values = hn::Sub(bytes, hn::Set(tag, '0'));
  const auto bits = [tag](auto mask)
                        HWY_ATTR { return static_cast<std::uint32_t>(mask_bits(tag, mask)); };
  const auto byte_is = [&](char c) HWY_ATTR {
    return bits(hn::Eq(bytes, hn::Set(tag, static_cast<std::uint8_t>(c))));
  };
  const auto at_least = [&](std::uint8_t low) HWY_ATTR {  // also true for bytes that are no digits
    return bits(hn::Eq(hn::Max(values, hn::Set(tag, low)), values));
  };
  const std::uint32_t digits = bits(hn::Eq(hn::Min(values, hn::Set(tag, std::uint8_t{9})), values));
  const std::uint32_t all_dots = byte_is('.');
  const std::uint32_t length = static_cast<std::uint32_t>(std::countr_zero(~(digits | all_dots)));
  const std::uint32_t dots = all_dots & ((1u << length) - 1);
  // Each number starts with a digit, has no fourth, and no zero before another digit.
  const std::uint32_t starts = dots << 1 | 1;
  const std::uint32_t long_starts = starts & digits >> 1;
  const std::uint32_t three = long_starts & digits >> 2;
  std::uint32_t odd = starts & ~digits;
  odd |= three & digits >> 3;
  odd |= long_starts & byte_is('0');
  // With three digits, it is less than 256.
  const std::uint32_t sixes = at_least(6);
  const std::uint32_t above_55 = sixes >> 1 | (byte_is('5') >> 1 & sixes >> 2);
  odd |= three & (at_least(3) | (byte_is('2') & above_55));
  odd |= static_cast<std::uint32_t>(std::popcount(dots)) ^ 3;
  odd |= ~(byte_is(' ') >> length) & 1;
  return odd == 0 ? length : 0;
}

inline void find_v4(const char* const* texts, std::size_t count, std::uint8_t* lengths) {
  for (std::size_t i = 0; i < count; ++i)
    lengths[i] = static_cast<std::uint8_t>(v4_before_space(texts[i]));
}

// Returns the path of `METHOD /path HTTP/1.1`, or null.
HWY_INLINE std::string_view usual_path(std::string_view request) {
  constexpr std::size_t kEnd = 9;  // ` HTTP/1.1`
  constexpr std::size_t kWindow = 64;
  const char* const begin = request.data();
  const auto load = [](auto& word, const char* from)
                        HWY_ATTR { std::memcpy(&word, from, sizeof word); };
  // The method: letters, of which the window has at most 16.
  const hn::CappedTag<std::uint8_t, 16> half;
  const auto first = hn::LoadU(half, reinterpret_cast<const std::uint8_t*>(begin));
  const auto letters =
      hn::Sub(hn::Or(first, hn::Set(half, std::uint8_t{0x20})), hn::Set(half, std::uint8_t{'a'}));
  const std::uint64_t no_letters =
      ~mask_bits(half, hn::Eq(hn::Min(letters, hn::Set(half, std::uint8_t{25})), letters));
  const auto method = static_cast<std::size_t>(std::countr_zero(no_letters));
  std::uint16_t gap;
  load(gap, begin + method);
  std::uint64_t odd = static_cast<std::uint64_t>(gap ^ 0x2f20) | (method == 0 ? 1 : 0);

  // What stands before a request in a line may be read.
  const char* const end = begin + request.size() - kEnd;
  std::uint64_t protocol;
  load(protocol, end);
  const auto is_space = [](std::uint64_t byte) { return (byte & 0xff) == ' ' ? 1 : 0; };
  odd |= (protocol ^ 0x2f5054544820) & 0xffffffffffff;
  odd |= static_cast<std::uint64_t>(is_space(protocol >> 48) | is_space(protocol >> 56) |
                                    is_space(static_cast<unsigned char>(end[8])));

  const char* const target = begin + method + 1;
  const auto size = static_cast<std::uint64_t>(end - target);
  odd |= size - 1 < kWindow - 1 ? 0 : 1;
  const hn::CappedTag<std::uint8_t, kWindow> tag;
  std::uint64_t ends = 0;
  for (std::size_t i = 0; i < kWindow; i += hn::Lanes(tag)) {
    const auto bytes = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(target) + i);
    const auto is_end = hn::Or(hn::Eq(bytes, hn::Set(tag, std::uint8_t{'?'})),
                               hn::Eq(bytes, hn::Set(tag, std::uint8_t{'#'})));
    ends |= mask_bits(tag, is_end) << i;
  }
  ends |= std::uint64_t{1} << (size & 63);
  if (odd != 0) return {};
  return {target, static_cast<std::size_t>(std::countr_zero(ends))};
}

inline void find_paths(const std::string_view* requests, std::size_t count,
                       std::string_view* paths) {
  for (std::size_t i = 0; i < count; ++i)
    paths[i] = usual_path(requests[i]);
}

}  // namespace logscan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // toggle
