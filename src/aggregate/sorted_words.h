#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace logscan {

/// The words for which a sorted vector of `size` has room: unlike capacity(), it follows from the
/// size alone.
inline std::size_t words_room(std::size_t size) {
  return size == 0 ? 0 : std::bit_ceil(std::max(size, std::size_t{2}));
}

/// Where the first word is that is not below `word`. A search without branches: which half is
/// next cannot be guessed.
inline std::size_t find_word(const std::vector<std::uint64_t>& words, std::uint64_t word) {
  std::size_t at = 0;
  for (std::size_t left = words.size(); left > 0;) {
    const std::size_t half = (left + 1) / 2;
    at += words[at + half - 1] < word ? half : 0;
    left -= half;
  }
  return at;
}

inline void insert_word(std::vector<std::uint64_t>& words, std::size_t at, std::uint64_t word) {
  if (words.size() == words.capacity()) words.reserve(words_room(words.size() + 1));
  words.insert(words.begin() + static_cast<std::ptrdiff_t>(at), word);
}

}  // namespace logscan
