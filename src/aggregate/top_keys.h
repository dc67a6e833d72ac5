#pragma once

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "logscan/summary.h"
#include "record/table_hash.h"
#include "text/equal_bytes.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// Counts of keys in many lists (such as the paths of each error status) within one memory budget.
///
/// A list is exact as long as all lists together fit the budget. A small list (kSmallList) always
/// stays exact. When the budget is exceeded, each larger list becomes a heavy-hitter sketch. It
/// drops its rarest keys and raises `bound` to the largest count dropped; other keys with that
/// count are dropped, too. A key that is added later starts at bound + 1. So (I12) a count is never
/// too low and at most `bound` too high, and a key that is not listed has at most `bound`. (Misra
/// and Gries 1982 with lazy decrements; Anderson et al., "A High-Performance Algorithm for
/// Identifying Frequent Items in Data Streams", 2017.)
///
/// Whether a list is exact depends only on the set of keys. The content of a sketch depends on the
/// order in which they came. Not thread-safe.
class TopKeys {
 public:
  static constexpr std::size_t kMostLists = 512;
  static constexpr std::size_t kKeyBytes = 1024;  ///< longest key
  static constexpr std::size_t kKeyCost = 32;     ///< cost of a key besides its bytes
  static constexpr std::size_t kSmallList = 32 * 1024;
  static constexpr std::size_t kDefaultBudget = 20 * 1024 * 1024;

  /// Creates empty lists. `budget` is in bytes, below 512 MiB.
  explicit TopKeys(std::size_t budget = kDefaultBudget) : budget_(budget) {}

  /// An increment by `count` of a key (at most kKeyBytes) with its table_hash(), in a list (below
  /// kMostLists).
  struct Item {
    std::string_view key;
    TableHash hash;
    std::uint32_t list;
    std::uint32_t count = 1;
  };

  void add(const Item& item);

  /// Adds many items in order. Up to kAtOnce at once are faster, since they are prefetched.
  static constexpr std::size_t kAtOnce = 128;
  void add(std::span<const Item> items);

  /// Adds all counts of `other`, which must have the same budget. Exact lists are the same in any
  /// order of merging.
  void merge(const TopKeys& other);

  /// For internal use. Write bytes that depend only on the content, not on its order, and read them
  /// into an empty object with the same budget. read() throws BytesError for other bytes.
  void write(ByteWriter& to) const;
  void read(ByteReader& from);

  /// Returns the most frequent keys of each list, by list number: count descending, then bytes
  /// ascending.
  std::vector<std::vector<KeyCount>> tops(std::size_t most) const;

  /// Returns those of one list.
  std::vector<KeyCount> top(std::size_t list, std::size_t most) const {
    return std::move(tops(most)[list]);
  }

  bool exact(std::size_t list) const { return !lists_[list].sketched; }
  std::uint64_t bound(std::size_t list) const { return lists_[list].bound; }

  /// Returns the number of slots visited when each key of each list is looked up once.
  std::size_t search_steps() const;

 private:
  struct List {
    std::size_t weight = 0;
    std::uint64_t bound = 0;
    bool sketched = false;
  };
  /// A key in one list. Its bytes follow.
  struct Entry {
    std::uint64_t count;
    TableHash hash;  ///< of the key and the list
    std::uint16_t list;
    std::uint16_t length;

    std::string_view key() const { return {reinterpret_cast<const char*>(this + 1), length}; }
  };
  static_assert(sizeof(Entry) == 16);
  static constexpr std::size_t kUnit = alignof(Entry);  // of the places of entries
  struct Chunk {
    std::unique_ptr<char[]> bytes;
    std::size_t used = 0;
  };
  static constexpr std::uint64_t kMostCount =
      (std::uint64_t{1} << 48) - 1;  // no log has more lines
  static constexpr std::size_t kChunkBytes = 1 << 16;

  static constexpr std::size_t kFirstSlots = 1024;

  // Returns the hash by which a list finds a key.
  static TableHash hash_in(std::uint32_t list, TableHash hash) {
    return {hash.bits + list * 0x9e3779b1u};
  }
  static std::uint64_t sum(std::uint64_t a, std::uint64_t b) { return std::min(a + b, kMostCount); }
  static std::size_t size_of(const Entry& entry) {
    return (sizeof(Entry) + entry.length + kUnit - 1) / kUnit * kUnit;
  }
  static std::uint64_t slot_value(TableHash hash, std::uint32_t place) {
    return std::uint64_t{hash.bits} << 32 | (place + 1);
  }
  Entry& entry_in(std::uint64_t slot) const {
    constexpr std::size_t kChunkUnits = kChunkBytes / kUnit;
    const std::size_t place = (slot & 0xffffffff) - 1;
    return *reinterpret_cast<Entry*>(chunks_[place / kChunkUnits].bytes.get() +
                                     place % kChunkUnits * kUnit);
  }
  std::size_t home_of(TableHash hash) const { return hash.bits & (slots_.size() - 1); }

  template <class Visit>
  static void each_in(const Chunk& chunk, Visit&& visit) {
    for (std::size_t at = 0; at < chunk.used;) {
      Entry& entry = *reinterpret_cast<Entry*>(chunk.bytes.get() + at);
      at += size_of(entry);
      visit(entry);
    }
  }
  template <class Visit>
  void each(Visit&& visit) const {
    for (const Chunk& chunk : chunks_)
      each_in(chunk, visit);
  }

  void add(std::uint32_t list, std::string_view key, TableHash hash, std::uint64_t known,
           std::uint64_t unknown);
  void add_new(const Entry& entry, std::string_view key, std::size_t slot);
  std::uint32_t keep(const Entry& entry, std::string_view key);
  void index(std::uint64_t slot);
  void gain(List& list, std::size_t weight);
  void prune();
  void drop_rare(const std::bitset<kMostLists>& from_lists);

  std::size_t budget_;
  std::size_t large_weight_ = 0;  ///< of all lists that are not small
  bool overflowed_ = false;
  std::array<List, kMostLists> lists_{};
  std::vector<Chunk> chunks_;  ///< the entries, in the order in which they came
  std::size_t size_ = 0;
  /// open addressing by the hash: the hash, then 32 bits of the entry's place + 1; 0 is free
  std::vector<std::uint64_t> slots_;
};

// Adds `known` to a key's count, or adds the key with the count `unknown`.
inline void TopKeys::add(std::uint32_t list, std::string_view key, TableHash hash,
                         std::uint64_t known, std::uint64_t unknown) {
  if (slots_.empty()) grow_slots(slots_, kFirstSlots);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = home_of(hash);
  for (std::uint64_t value; (value = slots_[slot]) != 0; slot = (slot + 1) & mask) {
    if (value >> 32 != hash.bits) continue;
    Entry& found = entry_in(value);
    if (found.list != list || !equal_bytes(found.key(), key)) continue;
    found.count = sum(found.count, known);
    return;
  }
  add_new({unknown, hash, static_cast<std::uint16_t>(list), static_cast<std::uint16_t>(key.size())},
          key, slot);
}

}  // namespace logscan
