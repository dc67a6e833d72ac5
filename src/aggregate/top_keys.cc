#include "aggregate/top_keys.h"

#include <algorithm>
#include <cstring>

#include "aggregate/cut_count.h"

namespace logscan {
namespace {

constexpr std::size_t kFirstSlots = 1024;

// A slot: five bits of the key's hash, three that distinguish lists, and 24 of entry + 1.
constexpr std::uint32_t kKeyTag = 0xf8000000;
constexpr std::uint32_t kTag = 0xff000000;

std::uint32_t tag_of(std::uint32_t list, TableHash hash) {
  return (hash.bits & kKeyTag) | ((list * 0x9e3779b1u) >> 29 << 24);
}

std::uint32_t slot_value(std::uint32_t list, TableHash hash, std::size_t entry) {
  return tag_of(list, hash) | (static_cast<std::uint32_t>(entry) + 1);
}

std::size_t entry_of(std::uint32_t slot) {
  return (slot & ~kTag) - 1;
}

}  // namespace

// Returns the slot of a key, or the free slot where it belongs. The position depends on the key
// alone, so that lists can share its bytes. The tag distinguishes lists without reading the
// entries.
std::uint32_t* TopKeys::find(std::uint32_t list, std::string_view wanted, TableHash hash) {
  const std::uint32_t tag = tag_of(list, hash);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = slot_of(hash);; slot = (slot + 1) & mask) {
    if (slots_[slot] == 0) return &slots_[slot];
    if ((slots_[slot] & kTag) != tag) continue;
    const Entry& at = entry(entry_of(slots_[slot]));
    if (at.hash == hash && at.list == list && key(at) == wanted) return &slots_[slot];
  }
}

// Returns the position of the bytes of a key that this list lacks. Stores them if no list has the
// key.
std::uint32_t TopKeys::key_of_other_list(std::string_view wanted, TableHash hash) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = slot_of(hash); slots_[slot] != 0; slot = (slot + 1) & mask) {
    if (((slots_[slot] ^ hash.bits) & kKeyTag) != 0) continue;
    const Entry& at = entry(entry_of(slots_[slot]));
    if (at.hash == hash && key(at) == wanted) return at.key;
  }
  return keep(wanted);
}

// Adds `known` to a key's count, or adds the key with the count `unknown`.
void TopKeys::add(std::uint32_t list, std::string_view wanted, TableHash hash, std::uint64_t known,
                  std::uint64_t unknown) {
  if ((size_ + 1) * 4 > slots_.size() * 3) index_again(std::max(kFirstSlots, slots_.size() * 2));
  std::uint32_t* const slot = find(list, wanted, hash);
  if (*slot != 0) {
    Entry& there = entry(entry_of(*slot));
    there.count = (there.count + known) & kMostCount;
    return;
  }
  if (size_ == entries_.size() * kChunkEntries) {
    entries_.push_back(std::make_unique_for_overwrite<Entry[]>(kChunkEntries));
  }
  Entry& added = entry(size_);
  added.hash = hash;
  added.key = key_of_other_list(wanted, hash);
  added.count = unknown & kMostCount;
  added.list = static_cast<std::uint16_t>(list);
  *slot = slot_value(list, hash, size_++);
  gain(lists_[list], wanted.size() + kKeyCost);
  if (large_weight_ > budget_) prune();
}

void TopKeys::add(const Item& item) {
  add(item.list, item.key, item.hash, item.count, item.count + lists_[item.list].bound);
}

// Looking up a key takes three memory accesses that miss the caches: its slot, its entry, its
// bytes. Each is prefetched a few keys ahead. Nearly all keys are in the first slot or the second,
// and checking just these needs no branch.
void TopKeys::add(std::span<const Item> items) {
  constexpr std::size_t kStep = 8;
  if (slots_.empty()) index_again(kFirstSlots);
  const auto slot = [&](std::size_t i, std::uint32_t next) -> const std::uint32_t& {
    return slots_[slot_of({items[i].hash.bits + next})];
  };
  const auto expected = [&](std::size_t i, std::uint32_t next) -> const Entry& {
    return entry(entry_of(std::max<std::uint32_t>(slot(i, next), 1)));
  };
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i + 3 * kStep < items.size() && size_ > 0) {
      __builtin_prefetch(&slot(i + 3 * kStep, 0));
      for (const std::uint32_t next : {0u, 1u}) {
        __builtin_prefetch(&expected(i + 2 * kStep, next));
        __builtin_prefetch(bytes_at(expected(i + kStep, next).key));
      }
    }
    add(items[i]);
  }
}

// Keys are stored one after the other and never cross chunks.
std::uint32_t TopKeys::place(std::size_t length) {
  const std::size_t size = kLengthBytes + length;
  if (cursor_ % kChunkBytes + size > kChunkBytes)
    cursor_ = (cursor_ / kChunkBytes + 1) * kChunkBytes;
  const std::size_t offset = cursor_;
  if (offset / kChunkBytes == chunks_.size())
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(kChunkBytes));
  cursor_ += size;
  return static_cast<std::uint32_t>(offset);
}

std::uint32_t TopKeys::keep(std::string_view key) {
  const std::uint32_t at = place(key.size());
  const std::uint16_t length = static_cast<std::uint16_t>(key.size());
  std::memcpy(bytes_at(at), &length, kLengthBytes);
  if (!key.empty()) std::memcpy(bytes_at(at) + kLengthBytes, key.data(), key.size());
  return at;
}

void TopKeys::gain(List& list, std::size_t weight) {
  const bool was_small = list.weight <= kSmallList;
  list.weight += weight;
  if (list.weight <= kSmallList) return;
  large_weight_ += was_small ? list.weight : weight;
  if (overflowed_) list.sketched = true;
}

// Reduces every sketch to its share of half the budget.
void TopKeys::prune() {
  overflowed_ = true;
  std::size_t sketches = 0;
  for (List& list : lists_) {
    list.sketched = list.sketched || list.weight > kSmallList;
    sketches += list.sketched;
  }
  const std::size_t share = budget_ / sketches / 2;
  std::bitset<kMostLists> large;
  for (std::size_t i = 0; i < kMostLists; ++i)
    large[i] = lists_[i].sketched && lists_[i].weight > share;

  // The counts of each list that is too large, one list after the other.
  std::array<std::size_t, kMostLists> ends{};
  for (std::size_t i = 0; i < size_; ++i)
    ends[entry(i).list] += large[entry(i).list];
  for (std::size_t i = 1; i < kMostLists; ++i)
    ends[i] += ends[i - 1];
  std::vector<Weighed> keys(ends.back());
  std::array<std::size_t, kMostLists> begins = ends;
  for (std::size_t i = size_; i > 0; --i) {
    const Entry& at = entry(i - 1);
    if (large[at.list]) keys[--begins[at.list]] = {at.count, key(at).size() + kKeyCost};
  }
  for (std::size_t i = 0; i < kMostLists; ++i) {
    if (!large[i]) continue;
    const std::span<Weighed> of_list(&keys[begins[i]], ends[i] - begins[i]);
    lists_[i].bound = std::max(lists_[i].bound, cut_count(of_list, share));
  }
  drop_rare(large);
}

// Drops the keys of some lists that occurred no more often than the list's bound, and moves the
// rest to the front. Entries are sorted by the positions of their keys. So no key moves to a later
// position, since the same packing of fewer keys is nowhere longer.
void TopKeys::drop_rare(const std::bitset<kMostLists>& from_lists) {
  std::vector<Entry> kept;
  for (std::size_t i = 0; i < size_; ++i) {
    const Entry& at = entry(i);
    if (!from_lists[at.list] || at.count > lists_[at.list].bound) kept.push_back(at);
  }
  std::stable_sort(kept.begin(), kept.end(),
                   [](const Entry& a, const Entry& b) { return a.key < b.key; });
  for (List& list : lists_)
    list.weight = 0;
  cursor_ = 0;
  std::optional<std::uint32_t> from;  // the last key moved, and its new position
  std::uint32_t to = 0;
  std::size_t length = 0;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    Entry& moved = kept[i];
    if (from != moved.key) {
      from = moved.key;
      length = key(moved).size();
      to = place(length);
      std::memmove(bytes_at(to), bytes_at(*from), kLengthBytes + length);
    }
    moved.key = to;
    lists_[moved.list].weight += length + kKeyCost;
    entry(i) = moved;
  }
  size_ = kept.size();
  chunks_.resize((cursor_ + kChunkBytes - 1) / kChunkBytes);
  entries_.resize((size_ + kChunkEntries - 1) / kChunkEntries);
  large_weight_ = 0;
  for (const List& list : lists_)
    large_weight_ += list.weight > kSmallList ? list.weight : 0;
  std::size_t slots = kFirstSlots;
  while (size_ * 2 > slots)
    slots *= 2;
  index_again(slots);
}

void TopKeys::index_again(std::size_t slots) {
  slots_ = {};  // first, so that old and new never exist at the same time
  slots_.assign(slots, 0);
  const std::size_t mask = slots - 1;
  for (std::size_t i = 0; i < size_; ++i) {
    std::size_t slot = slot_of(entry(i).hash);
    while (slots_[slot] != 0)
      slot = (slot + 1) & mask;
    slots_[slot] = slot_value(entry(i).list, entry(i).hash, i);
  }
}

std::size_t TopKeys::search_steps() const {
  return logscan::search_steps(slots_.size(), [this](std::size_t slot) {
    return slots_[slot] == 0 ? nullptr : &entry(entry_of(slots_[slot])).hash;
  });
}

void TopKeys::merge(const TopKeys& other) {
  // A key that the other side lacks may have been dropped there. So its bound is added to all, and
  // subtracted again for those that are found.
  const bool exact = std::all_of(other.lists_.begin(), other.lists_.end(),
                                 [](const List& list) { return list.bound == 0; });
  for (std::size_t i = 0; i < size_ && !exact; ++i) {
    Entry& at = entry(i);
    at.count = (at.count + other.lists_[at.list].bound) & kMostCount;
  }
  std::array<std::uint64_t, kMostLists> own_bounds;
  for (std::size_t i = 0; i < kMostLists; ++i)
    own_bounds[i] = lists_[i].bound;
  for (std::size_t i = 0; i < kMostLists; ++i) {
    lists_[i].bound += other.lists_[i].bound;
    lists_[i].sketched = lists_[i].sketched || other.lists_[i].sketched;
  }
  std::array<std::uint64_t, kMostLists> merged_bounds;
  for (std::size_t i = 0; i < kMostLists; ++i)
    merged_bounds[i] = lists_[i].bound;
  overflowed_ = overflowed_ || other.overflowed_;
  if (overflowed_) {
    for (List& list : lists_)
      list.sketched = list.sketched || list.weight > kSmallList;
  }
  for (std::size_t i = 0; i < other.size_; ++i) {
    const Entry& theirs = other.entry(i);
    // Pruning during the merge may have raised the bound above the sum. Then a key that is not
    // there counts as dropped and added again.
    const std::uint64_t raised = lists_[theirs.list].bound - merged_bounds[theirs.list];
    add(theirs.list, other.key(theirs), theirs.hash, theirs.count - other.lists_[theirs.list].bound,
        theirs.count + own_bounds[theirs.list] + raised);
  }
}

std::vector<std::vector<KeyCount>> TopKeys::tops(std::size_t most) const {
  const auto before = [&](const Entry* a, const Entry* b) {
    return a->count != b->count ? a->count > b->count : key(*a) < key(*b);
  };
  // Each list has a heap of its best keys so far, with the worst at the front.
  std::vector<std::vector<const Entry*>> best(kMostLists);
  for (std::size_t i = 0; i < size_; ++i) {
    std::vector<const Entry*>& heap = best[entry(i).list];
    if (heap.size() == most) {
      if (most == 0 || !before(&entry(i), heap.front())) continue;
      std::pop_heap(heap.begin(), heap.end(), before);
      heap.pop_back();
    }
    heap.push_back(&entry(i));
    std::push_heap(heap.begin(), heap.end(), before);
  }
  std::vector<std::vector<KeyCount>> tops(kMostLists);
  for (std::size_t list = 0; list < kMostLists; ++list) {
    std::sort_heap(best[list].begin(), best[list].end(), before);
    for (const Entry* found : best[list])
      tops[list].push_back({std::string(key(*found)), found->count});
  }
  return tops;
}

}  // namespace logscan
