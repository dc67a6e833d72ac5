#pragma once

#include <bit>
#include <cstdint>

namespace logscan::gen {

/// One round of SplitMix64: a good hash of a 64-bit number, and the way a seed becomes a state.
constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

/// xoshiro256**. Everything drawn from it is computed with integers alone, so that a seed gives
/// the same log from any compiler and on any machine.
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

  /// Uniform in [0, n); n is at least 1. The bias of at most n / 2^32 does not matter here.
  std::uint32_t below(std::uint32_t n) {
    return static_cast<std::uint32_t>(((next() >> 32) * n) >> 32);
  }

  /// True in `ppm` of a million cases.
  bool chance(std::uint32_t ppm) { return below(1'000'000) < ppm; }

  /// A rank in [0, n) whose probability falls about as 1 / (rank + 1): an octave first, then a
  /// place in it. It needs no table, so n may be many millions.
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
