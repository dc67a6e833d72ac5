#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "aggregate/key_arena.h"
#include "record/table_hash.h"
#include "text/equal_bytes.h"

namespace logscan {

/// The keys that a worker has met, numbered from 0. They are not bounded and never move, so that
/// they can be read by one thread while another adds keys.
class KeyDictionary {
 public:
  /// A key, and its row in the part of the input that is being counted. One cache line, if the key
  /// is no longer than nearly all are.
  class alignas(64) Key {
   public:
    std::uint32_t part = 0;  ///< the last part that had the key, from 1
    std::uint32_t row = 0;   ///< the key's row in that part

    std::uint32_t id() const { return id_; }
    std::string_view bytes() const { return {is_short() ? short_.data() : long_bytes(), size_}; }

   private:
    friend class KeyDictionary;
    static constexpr std::size_t kShort = 48;

    bool is_short() const { return size_ <= kShort; }
    const char* long_bytes() const {
      const char* at;
      std::memcpy(&at, short_.data(), sizeof(at));
      return at;
    }

    std::uint32_t id_ = 0;
    std::uint32_t size_ = 0;
    std::array<char, kShort> short_;  ///< the key, or a pointer to it
  };
  static_assert(sizeof(Key) == 64);

  /// Returns a key (shorter than 4 GiB), which is added if it is new. `hash` is table_hash(bytes).
  Key& find_or_add(std::string_view bytes, TableHash hash) {
    if ((size_ + 1) * 4 > slots_.size() * 3) grow_slots(slots_, kFirstSlots);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = home_of(hash);; slot = (slot + 1) & mask) {
      const std::uint64_t value = slots_[slot];
      if (value == 0) return add(slot, bytes, hash);
      if (value >> 32 != hash.bits) continue;
      Key& found = at(id_in(value));
      if (equal_bytes(found.bytes(), bytes)) return found;
    }
  }

  /// Prefetch what find_or_add() reads for a hash. Call fetch_slot() some time before fetch_key().
  [[gnu::always_inline]] void fetch_slot(TableHash hash) const {
    if (size_ > 0) __builtin_prefetch(&slots_[home_of(hash)]);
  }
  [[gnu::always_inline]] void fetch_key(TableHash hash) const {
    if (size_ == 0) return;
    const std::size_t home = home_of(hash);
    const std::uint64_t first = slots_[home];
    const std::uint64_t next = slots_[(home + 1) & (slots_.size() - 1)];
    const std::uint64_t value = first >> 32 == hash.bits ? first : next;
    if (value != 0) __builtin_prefetch(&at(id_in(value)), 1);
  }

  std::size_t size() const { return size_; }
  std::size_t memory() const;  ///< bytes used

  /// Returns the number of slots visited when each key is looked up once.
  std::size_t search_steps() const;

 private:
  static constexpr std::size_t kChunkKeys = 512;
  static constexpr std::size_t kFirstSlots = 64;

  std::size_t home_of(TableHash hash) const { return hash.bits & (slots_.size() - 1); }
  static std::size_t id_in(std::uint64_t slot) { return (slot & 0xffffffff) - 1; }
  Key& at(std::size_t id) { return chunks_[id / kChunkKeys][id % kChunkKeys]; }
  const Key& at(std::size_t id) const { return chunks_[id / kChunkKeys][id % kChunkKeys]; }
  Key& add(std::size_t slot, std::string_view bytes, TableHash hash);

  std::vector<std::unique_ptr<Key[]>> chunks_;
  KeyArena long_keys_;
  std::size_t long_bytes_ = 0;
  std::size_t size_ = 0;
  std::vector<std::uint64_t> slots_;  ///< open addressing: the hash, then 32 bits of id + 1
};

}  // namespace logscan
