#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "text/sixteen_bytes.h"

/// Operations on eight (or four) bytes in a general-purpose register. For little-endian machines,
/// which all supported platforms are.
namespace logscan {

static_assert(std::endian::native == std::endian::little);

inline std::uint64_t load64(const char* from) {
  std::uint64_t value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

inline std::uint32_t load32(const char* from) {
  std::uint32_t value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

/// times a byte: that byte in all eight places
constexpr std::uint64_t kEvery = 0x0101010101010101;
constexpr std::uint64_t kHighBits = kEvery * 0x80;

/// Returns the index of the first byte for which a comparison of sixteen bytes holds, or 16.
template <class Mask>
std::size_t first_match(const Mask& mask) {
#ifdef __SSE2__
  return static_cast<std::size_t>(std::countr_zero(match_bits(mask) | std::uint32_t{1} << 16));
#else
  std::uint64_t words[2];
  std::memcpy(words, &mask, sizeof words);
  if ((words[0] | words[1]) == 0) return sizeof words;
  const std::size_t half = words[0] == 0 ? 1 : 0;  // takes no branch
  return 8 * half + static_cast<std::size_t>(std::countr_zero(words[half])) / 8;
#endif
}

/// Returns a bit for each of 64 bytes that is one of `bytes`.
template <char... bytes>
std::uint64_t bits_of_64(const char* at) {
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < 64; i += sizeof(SixteenBytes)) {
    const SixteenBytes part = load_sixteen(at + i);
    bits |= std::uint64_t{match_bits(((part == bytes) | ...))} << i;
  }
  return bits;
}

/// Returns the position of a byte, or the size of the text. Faster than std::memchr() when it is
/// among the first 48 bytes.
inline std::size_t find_near(std::string_view text, char byte) {
  constexpr std::size_t kNear = 48;
  std::size_t from = 0;
  while (from < kNear && from + sizeof(SixteenBytes) <= text.size()) {
    const SixteenBytes bytes = load_sixteen(text.data() + from);
    const std::size_t found = first_match(bytes == static_cast<unsigned char>(byte));
    if (found < sizeof(SixteenBytes)) return from + found;
    from += sizeof(SixteenBytes);
  }
  return std::min(text.find(byte, from), text.size());
}

/// Returns whether all eight bytes are digits. A digit xor '0' is 0 to 9, and adding 0x76 to
/// anything above sets the high bit. Bytes with the high bit set may carry into the next byte, but
/// are rejected themselves.
inline bool all_digits(std::uint64_t bytes) {
  const std::uint64_t values = bytes ^ (kEvery * '0');
  return (((values + kEvery * 0x76) | values) & kHighBits) == 0;
}

/// Returns whether all eight bytes are between '.' and '9': digits, dots and slashes. A byte below
/// borrows from the next one, but the lowest such byte still gets its high bit set.
inline bool all_dotted_digits(std::uint64_t bytes) {
  return (((bytes + kEvery * (0x80 - ':')) | (bytes - kEvery * '.') | bytes) & kHighBits) == 0;
}

/// Returns the first `count` (1 to 8) of eight bytes in the highest places. The others become
/// `filler`.
inline std::uint64_t first_bytes(std::uint64_t bytes, std::uint32_t count, char filler) {
  const std::uint32_t shift = 64 - 8 * count;
  const std::uint64_t fill = kEvery * static_cast<unsigned char>(filler);
  return (bytes << shift) | (fill & ((std::uint64_t{1} << shift) - 1));
}

}  // namespace logscan
