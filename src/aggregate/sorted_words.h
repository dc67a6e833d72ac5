#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace logscan {

/// Returns the capacity, in words, of a sorted vector of `size`. Unlike capacity(), it depends only
/// on the size.
inline std::size_t words_room(std::size_t size) {
  return size == 0 ? 0 : std::bit_ceil(std::max(size, std::size_t{2}));
}

/// Returns the index of the first word that is not below `word`. The search has no branches, since
/// they could not be predicted.
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
