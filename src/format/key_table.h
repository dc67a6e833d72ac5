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

/// The keys of one object that are looked for, each with a slot number. An open-addressed table
/// with eight buckets a key, so that nearly every other key of a line hits an empty bucket at once.
/// For one thread, since it caches lookups.
class KeyTable {
 public:
  /// Returns the slot of a key, or kNoSlot. Eight bytes from `key` on must be readable.
  std::uint16_t find(const char* key, std::size_t size) const {
    if ((filter_ & filter_bit(key, size)) == 0) return kNoSlot;
    const Ends ends = ends_of(key, size);
    const std::size_t hash = ends.hash();
    if (recent_.empty() || size > kInEnds) return search(ends, hash, key);
    Key& recent = recent_[hash >> kRecentShift];
    if (recent.ends != ends) recent = {ends, search(ends, hash, key)};
    return recent.slot;
  }

  /// Adds a key that the table does not contain.
  void add(std::string_view key, std::uint16_t slot) {
    texts_.emplace_back(key);
    texts_.back().reserve(sizeof(std::uint64_t));  // so that ends_of() may load it
    keys_.push_back({ends_of(texts_.back().data(), key.size()), slot});
    if (buckets_.size() < keys_.size() * 8) {
      buckets_.assign(buckets_.empty() ? 8 : buckets_.size() * 2, kNoSlot);
      shift_ = 64 - static_cast<unsigned>(std::countr_zero(buckets_.size()));
      for (std::size_t i = 0; i + 1 < keys_.size(); ++i)
        insert(i);
    }
    insert(keys_.size() - 1);
    filter_ |= filter_bit(texts_.back().data(), key.size());
    constexpr Ends kNone = {0, 0, UINT64_MAX};
    if (keys_.size() == kFew) recent_.assign(std::size_t{1} << (64 - kRecentShift), {kNone});
    if (!recent_.empty()) recent_[keys_.back().ends.hash() >> kRecentShift] = {kNone};
  }

 private:
  // In a small table, this rules out most other keys by their size and first byte.
  static std::uint64_t filter_bit(const char* key, std::size_t size) {
    return std::uint64_t{1} << ((7 * size + static_cast<unsigned char>(*key)) % 64);
  }

  // The first and the last eight bytes. They distinguish nearly all keys, and most keys have no
  // others.
  struct Ends {
    std::uint64_t first;
    std::uint64_t last;
    std::uint64_t size;

    std::size_t hash() const {
      return (first + last * 0x9e3779b97f4a7c15 + size) * 0xd6e8feb86659fd93;
    }

    friend bool operator==(const Ends&, const Ends&) = default;
  };
  static constexpr std::size_t kInEnds = 16;

  struct Key {
    Ends ends;
    std::uint16_t slot = kNoSlot;
  };

  std::uint16_t search(const Ends& ends, std::size_t hash, const char* key) const {
    for (std::size_t at = hash >> shift_;; at = (at + 1) & (buckets_.size() - 1)) {
      const std::uint16_t found = buckets_[at];
      if (found == kNoSlot) return kNoSlot;
      const Key& known = keys_[found];
      if (known.ends == ends &&
          (ends.size <= kInEnds || std::memcmp(texts_[found].data(), key, ends.size) == 0))
        return known.slot;
    }
  }

  static Ends ends_of(const char* key, std::size_t size) {
    constexpr std::size_t kWord = sizeof(std::uint64_t);
    // No branches on the size, since keys may come in any order.
    const bool is_short = size < kWord;
    const std::uint64_t last = load64(key + (is_short ? 0 : size - kWord));
    const std::size_t unused = is_short ? kWord - size : 0;
    const std::uint64_t first = load64(key) << (4 * unused) << (4 * unused);
    return {first, is_short ? 0 : last, size};
  }

  void insert(std::size_t key) {
    std::size_t at = keys_[key].ends.hash() >> shift_;
    while (buckets_[at] != kNoSlot)
      at = (at + 1) & (buckets_.size() - 1);
    buckets_[at] = static_cast<std::uint16_t>(key);
  }

  std::vector<Key> keys_;
  std::vector<std::string> texts_;  // of the same keys
  std::vector<std::uint16_t> buckets_;
  std::uint64_t filter_ = 0;
  unsigned shift_ = 0;

  // Cached lookups, misses included. A line has few keys, and the next one the same: unlike a large
  // table, they fit into the CPU cache.
  static constexpr std::size_t kFew = 64;
  static constexpr unsigned kRecentShift = 64 - 7;
  mutable std::vector<Key> recent_;
};

}  // namespace logscan
