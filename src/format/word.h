#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

/// Eight (or four) bytes at once in an ordinary register. Written for little-endian machines, as
/// both platforms are.
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

constexpr std::uint64_t kEvery = 0x0101010101010101;  ///< times a byte: that byte eight times
constexpr std::uint64_t kHighBits = kEvery * 0x80;

/// Whether all eight bytes are digits. A digit xor '0' is 0 to 9; adding 0x76 to anything above
/// sets the high bit. Bytes with the high bit set may carry into their neighbour, but are refused
/// themselves.
inline bool all_digits(std::uint64_t bytes) {
  const std::uint64_t values = bytes ^ (kEvery * '0');
  return (((values + kEvery * 0x76) | values) & kHighBits) == 0;
}

/// Whether all eight bytes are from '.' to '9': digits, dots and slashes. What is below borrows
/// from its neighbour, but the lowest such byte has its high bit set all the same.
inline bool all_dotted_digits(std::uint64_t bytes) {
  return (((bytes + kEvery * (0x80 - ':')) | (bytes - kEvery * '.') | bytes) & kHighBits) == 0;
}

/// The first `count` (1 to 8) of eight bytes, moved to the top; what is below becomes `filler`.
inline std::uint64_t first_bytes(std::uint64_t bytes, std::uint32_t count, char filler) {
  const std::uint32_t shift = 64 - 8 * count;
  const std::uint64_t fill = kEvery * static_cast<unsigned char>(filler);
  return (bytes << shift) | (fill & ((std::uint64_t{1} << shift) - 1));
}

}  // namespace logscan
