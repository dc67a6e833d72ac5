#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "logscan/summary.h"

namespace logscan {

/// Counts of keys in many lists (such as the paths of each error status) within one budget of
/// memory.
///
/// A list is exact as long as all lists together fit the budget; a small list (kSmallList) stays
/// exact whatever happens to the others. When the budget is passed, each larger list becomes a
/// heavy-hitter sketch: its rarest keys are dropped, `bound` rises to the largest count dropped,
/// and a key that comes (or comes again) later starts at bound + 1. So a count is never too low and
/// at most `bound` too high, and a key that is not listed has at most `bound`. (Misra and Gries
/// 1982 with lazy decrements; Anderson et al., "A High-Performance Algorithm for Identifying
/// Frequent Items in Data Streams", 2017.)
///
/// Whether a list is exact follows from the set of keys alone; what a sketch holds, from the order
/// in which they came. For one thread.
class TopKeys {
 public:
  static constexpr std::size_t kMostLists = 512;
  static constexpr std::size_t kKeyBytes = 1024;  ///< longest key
  static constexpr std::size_t kKeyCost = 40;     ///< what a key costs beside its bytes
  static constexpr std::size_t kSmallList = 32 * 1024;
  static constexpr std::size_t kDefaultBudget = 20 * 1024 * 1024;

  explicit TopKeys(std::size_t budget = kDefaultBudget) : budget_(budget) {}

  /// Counts `count` more of `key` (at most kKeyBytes) in `list` (below kMostLists). `hash` is its
  /// hash_bytes().
  void add(std::size_t list, std::string_view key, std::uint64_t hash, std::uint64_t count = 1);

  /// Asks the memory for what add() of this key will touch.
  void prefetch(std::size_t list, std::uint64_t hash) const;

  /// Adds all counts of `other`, which must have the same budget. Exact lists come out the same in
  /// any order of merging.
  void merge(const TopKeys& other);

  /// The most frequent keys of each list, by list number: count descending, then bytes ascending.
  std::vector<std::vector<KeyCount>> tops(std::size_t most) const;

  /// Those of one list.
  std::vector<KeyCount> top(std::size_t list, std::size_t most) const {
    return std::move(tops(most)[list]);
  }

  bool exact(std::size_t list) const { return !lists_[list].sketched; }
  std::uint64_t bound(std::size_t list) const { return lists_[list].bound; }

 private:
  struct List {
    std::size_t weight = 0;
    std::uint64_t bound = 0;
    bool sketched = false;
  };
  struct Entry {
    std::uint64_t count;
    std::uint32_t hash;
    std::uint32_t offset;  ///< of the key: which chunk, and where in it
    std::uint16_t list;
    std::uint16_t length;
  };
  static constexpr std::size_t kChunkBytes = 1 << 16;
  static constexpr std::size_t kChunkEntries = 1 << 12;

  Entry& entry(std::size_t i) { return entries_[i / kChunkEntries][i % kChunkEntries]; }
  const Entry& entry(std::size_t i) const { return entries_[i / kChunkEntries][i % kChunkEntries]; }
  std::string_view key(const Entry& entry) const {
    return {chunks_[entry.offset / kChunkBytes].get() + entry.offset % kChunkBytes, entry.length};
  }
  static std::uint32_t mix(std::size_t list, std::uint64_t hash);
  std::uint32_t* find(std::size_t list, std::string_view key, std::uint32_t hash);
  void insert(std::size_t list, std::string_view key, std::uint32_t hash, std::uint64_t count);
  std::uint32_t place(std::size_t length);
  void gain(List& list, std::size_t weight);
  void prune();
  std::uint64_t mark_rare(std::size_t list, std::size_t share, std::vector<bool>& rare);
  void drop(const std::vector<bool>& rare);
  void index_again(std::size_t slots);

  std::size_t budget_;
  std::size_t large_weight_ = 0;  ///< of all lists that are not small
  bool overflowed_ = false;
  std::array<List, kMostLists> lists_{};
  std::vector<std::unique_ptr<Entry[]>> entries_;
  std::vector<std::unique_ptr<char[]>> chunks_;  ///< the keys, in the order of the entries
  std::size_t size_ = 0;
  std::size_t cursor_ = 0;            ///< where the next key goes, as an offset
  std::vector<std::uint32_t> slots_;  ///< open addressing: entry + 1, 0 is free; a power of two
};

}  // namespace logscan
