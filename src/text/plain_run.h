#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace logscan::detail {

constexpr std::uint64_t kSpaces = 0x2020202020202020;
static_assert(std::endian::native == std::endian::little);

/// Returns a word whose high bits mark the bytes of `word` that are not printable ASCII or are
/// among kExcept. Only the lowest mark is reliable: a borrow may run from a marked byte into the
/// next.
template <char... kExcept>
constexpr std::uint64_t unusual_bytes(std::uint64_t word) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighs = 0x8080808080808080;
  const auto equal = [word](char byte) {
    const std::uint64_t rest = word ^ (kOnes * static_cast<unsigned char>(byte));
    return (rest - kOnes) & ~rest;
  };
  std::uint64_t found = word | (word - kOnes * 0x20) | equal('\x7f');
  ((found |= equal(kExcept)), ...);
  return found & kHighs;
}

/// Returns the length of the longest prefix that is printable ASCII and contains none of kExcept:
/// what a writer may copy unchanged.
template <char... kExcept>
std::size_t plain_run(std::string_view bytes) {
  const char* const data = bytes.data();
  const std::size_t size = bytes.size();
  const auto first_of = [](std::uint64_t unusual) {
    return static_cast<std::size_t>(std::countr_zero(unusual)) / 8;
  };
  const auto load = [data](auto& word, std::size_t at) {
    std::memcpy(&word, data + at, sizeof word);
  };
  std::uint64_t word;
  for (std::size_t at = 0; at + 8 <= size; at += 8) {
    load(word, at);
    const std::uint64_t unusual = unusual_bytes<kExcept...>(word);
    if (unusual != 0) return at + first_of(unusual);
  }
  // Covers the tail with a word that overlaps bytes already checked.
  std::size_t at = 0;
  if (size >= 8) {
    at = size - 8;
    load(word, at);
  } else if (size >= 4) {
    std::uint32_t front;
    std::uint32_t back;
    load(front, 0);
    load(back, size - 4);
    const std::uint64_t in_front = unusual_bytes<kExcept...>(kSpaces << 32 | front);
    if (in_front != 0) return first_of(in_front);
    at = size - 4;
    word = kSpaces << 32 | back;
  } else {
    word = kSpaces;
    for (std::size_t i = size; i > 0; --i)
      word = word << 8 | static_cast<unsigned char>(data[i - 1]);
  }
  const std::uint64_t unusual = unusual_bytes<kExcept...>(word);
  return unusual != 0 ? at + first_of(unusual) : size;
}

}  // namespace logscan::detail
