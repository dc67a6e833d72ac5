#pragma once

#include <cstdint>
#include <cstring>

namespace logscan {

/// Sixteen bytes, which every machine compares at once.
using SixteenBytes = unsigned char __attribute__((vector_size(16)));

inline SixteenBytes load_sixteen(const char* from) {
  SixteenBytes bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  return bytes;
}

/// Returns bit i if a comparison of sixteen bytes holds for byte i.
template <class Mask>
std::uint32_t match_bits(const Mask& mask) {
  static_assert(sizeof mask == sizeof(SixteenBytes));
#ifdef __SSE2__
  using Chars = char __attribute__((vector_size(16)));
  return static_cast<std::uint32_t>(__builtin_ia32_pmovmskb128(reinterpret_cast<Chars>(mask)));
#else
  std::uint64_t halves[2];
  std::memcpy(halves, &mask, sizeof halves);
  const auto bits = [](std::uint64_t half) {
    return static_cast<std::uint32_t>((half & 0x0101010101010101) * 0x0102040810204080 >> 56);
  };
  return bits(halves[0]) | bits(halves[1]) << 8;
#endif
}

}  // namespace logscan
