#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "format/word.h"

namespace logscan {

constexpr std::uint16_t kNoSlot = 0xffff;

/// The keys of one object that are asked for, each with a number: an open-addressed table with
/// eight places a key, so nearly every other key of a line meets an empty place at once.
class KeyTable {
 public:
  /// The number of a key; kNoSlot when it is not there. Eight bytes from `key` on must be readable.
  std::uint16_t find(const char* key, std::size_t size) const {
    if (places_.empty()) return kNoSlot;
    for (std::size_t at = hash(key, size) >> shift_;; at = (at + 1) & (places_.size() - 1)) {
      const std::uint16_t found = places_[at];
      if (found == kNoSlot) return kNoSlot;
      const std::string& known = keys_[found].key;
      if (known.size() == size && std::memcmp(known.data(), key, size) == 0)
        return keys_[found].slot;
    }
  }

  /// Adds a key that is not there yet.
  void add(std::string_view key, std::uint16_t slot) {
    keys_.push_back({std::string(key), slot});
    keys_.back().key.reserve(sizeof(std::uint64_t));  // so that hash() may load it
    if (places_.size() < keys_.size() * 8) {
      places_.assign(places_.empty() ? 8 : places_.size() * 2, kNoSlot);
      shift_ = 64 - static_cast<unsigned>(std::countr_zero(places_.size()));
      for (std::size_t i = 0; i + 1 < keys_.size(); ++i)
        place(i);
    }
    place(keys_.size() - 1);
  }

 private:
  struct Key {
    std::string key;
    std::uint16_t slot = kNoSlot;
  };

  void place(std::size_t key) {
    const std::string& text = keys_[key].key;
    std::size_t at = hash(text.data(), text.size()) >> shift_;
    while (places_[at] != kNoSlot)
      at = (at + 1) & (places_.size() - 1);
    places_[at] = static_cast<std::uint16_t>(key);
  }

  // The first and the last eight bytes tell nearly all keys apart.
  static std::size_t hash(const char* key, std::size_t size) {
    std::uint64_t first = load64(key);
    std::uint64_t last = 0;
    if (size >= 8) {
      last = load64(key + size - 8);
    } else {
      first = size == 0 ? 0 : first << (64 - 8 * size);
    }
    return (first + last * 0x9e3779b97f4a7c15 + size) * 0xd6e8feb86659fd93;
  }

  std::vector<Key> keys_;
  std::vector<std::uint16_t> places_;
  unsigned shift_ = 0;
};

}  // namespace logscan
