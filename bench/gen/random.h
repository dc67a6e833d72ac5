#pragma once

#include <bit>
#include <cstdint>

namespace logscan::gen {

/// Hashes a 64-bit number with one round of SplitMix64; also turns a seed into a state.
constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

/// The generator xoshiro256**. All distributions use only integers, so a seed gives the same log
/// with any compiler and on any machine.
class Rng {
 public:
  explicit Rng(std::uint64_t seed) {
    for (std::uint64_t& word : state_)
      word = seed = mix(seed);
  }

  std::uint64_t next() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  /// Returns a number in [0, n), uniformly; n is at least 1. The bias is at most n / 2^32.
  std::uint32_t below(std::uint32_t n) {
    return static_cast<std::uint32_t>(((next() >> 32) * n) >> 32);
  }

  /// Returns true in `ppm` of a million cases.
  bool chance(std::uint32_t ppm) { return below(1'000'000) < ppm; }

  /// Returns a rank in [0, n) whose probability is roughly proportional to 1 / (rank + 1). Draws an
  /// octave first, then a rank in it, so it needs no table and n may be many millions.
  std::uint32_t skewed(std::uint32_t n) {
    const auto octaves = static_cast<std::uint32_t>(std::bit_width(n));
    for (;;) {
      const std::uint32_t width = std::uint32_t{1} << below(octaves);
      const std::uint32_t rank = width - 1 + below(width);
      if (rank < n) return rank;
    }
  }

 private:
  std::uint64_t state_[4];
};

}  // namespace logscan::gen
