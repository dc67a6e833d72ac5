#include "logscan/top_keys.h"

#include <algorithm>
#include <cstring>

namespace logscan {
namespace {

constexpr std::size_t kFirstSlots = 1024;

}  // namespace

std::uint32_t TopKeys::mix(std::size_t list, std::uint64_t hash) {
  return static_cast<std::uint32_t>(((hash ^ (list + 1)) * 0x9e3779b97f4a7c15u) >> 32);
}

void TopKeys::prefetch(std::size_t list, std::uint64_t hash) const {
  if (!slots_.empty()) __builtin_prefetch(&slots_[mix(list, hash) & (slots_.size() - 1)]);
}

// The slot that holds the key, or the free one where it belongs.
std::uint32_t* TopKeys::find(std::size_t list, std::string_view wanted, std::uint32_t hash) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    if (slots_[slot] == 0) return &slots_[slot];
    const Entry& found = entry(slots_[slot] - 1);
    if (found.hash == hash && found.list == list && key(found) == wanted) return &slots_[slot];
  }
}

void TopKeys::add(std::size_t list, std::string_view wanted, std::uint64_t full_hash,
                  std::uint64_t count) {
  const std::uint32_t hash = mix(list, full_hash);
  if (slots_.empty()) index_again(kFirstSlots);
  const std::uint32_t slot = *find(list, wanted, hash);
  if (slot != 0) {
    entry(slot - 1).count += count;
  } else {
    insert(list, wanted, hash, count + lists_[list].bound);
  }
}

void TopKeys::insert(std::size_t list, std::string_view wanted, std::uint32_t hash,
                     std::uint64_t count) {
  if ((size_ + 1) * 4 > slots_.size() * 3) index_again(slots_.size() * 2);
  std::uint32_t* const slot = find(list, wanted, hash);
  if (size_ == entries_.size() * kChunkEntries) {
    entries_.push_back(std::make_unique_for_overwrite<Entry[]>(kChunkEntries));
  }
  const std::uint32_t offset = place(wanted.size());
  std::memcpy(chunks_[offset / kChunkBytes].get() + offset % kChunkBytes, wanted.data(),
              wanted.size());
  entry(size_) = {count, hash, offset, static_cast<std::uint16_t>(list),
                  static_cast<std::uint16_t>(wanted.size())};
  *slot = static_cast<std::uint32_t>(++size_);
  gain(lists_[list], wanted.size() + kKeyCost);
  if (large_weight_ > budget_) prune();
}

// Keys lie one behind the other and never across two chunks.
std::uint32_t TopKeys::place(std::size_t length) {
  if (cursor_ % kChunkBytes + length > kChunkBytes)
    cursor_ = (cursor_ / kChunkBytes + 1) * kChunkBytes;
  const std::size_t offset = cursor_;
  if (offset / kChunkBytes == chunks_.size())
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(kChunkBytes));
  cursor_ += length;
  return static_cast<std::uint32_t>(offset);
}

void TopKeys::gain(List& list, std::size_t weight) {
  const bool was_small = list.weight <= kSmallList;
  list.weight += weight;
  if (list.weight <= kSmallList) return;
  large_weight_ += was_small ? list.weight : weight;
  if (overflowed_) list.sketched = true;
}

// Brings every sketch down to its share of half the budget.
void TopKeys::prune() {
  overflowed_ = true;
  std::size_t sketches = 0;
  for (List& list : lists_) {
    list.sketched = list.sketched || list.weight > kSmallList;
    sketches += list.sketched;
  }
  const std::size_t share = budget_ / sketches / 2;
  std::vector<bool> rare(size_, false);
  for (std::size_t i = 0; i < lists_.size(); ++i) {
    List& list = lists_[i];
    if (!list.sketched || list.weight <= share) continue;
    list.bound = std::max(list.bound, mark_rare(i, share, rare));
  }
  drop(rare);
}

// Marks all but the most frequent keys that fit `share`; returns the largest count among those
// marked.
std::uint64_t TopKeys::mark_rare(std::size_t list, std::size_t share, std::vector<bool>& rare) {
  std::vector<std::uint32_t> members;
  for (std::size_t i = 0; i < size_; ++i) {
    if (entry(i).list == list) members.push_back(static_cast<std::uint32_t>(i));
  }
  std::sort(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (entry(a).count != entry(b).count) return entry(a).count > entry(b).count;
    return key(entry(a)) < key(entry(b));
  });
  std::size_t kept = 0;
  std::size_t i = 0;
  for (; i < members.size(); ++i) {
    const std::size_t weight = entry(members[i]).length + kKeyCost;
    if (kept + weight > share) break;
    kept += weight;
  }
  const std::uint64_t largest = i < members.size() ? entry(members[i]).count : 0;
  for (; i < members.size(); ++i)
    rare[members[i]] = true;
  return largest;
}

// Moves what is kept to the front, keys and entries in the same order as before: a key never moves
// behind where it was, since the same packing of fewer keys is nowhere longer.
void TopKeys::drop(const std::vector<bool>& rare) {
  std::size_t kept = 0;
  cursor_ = 0;
  for (List& list : lists_)
    list.weight = 0;
  for (std::size_t i = 0; i < rare.size(); ++i) {
    if (rare[i]) continue;
    Entry moved = entry(i);
    const std::string_view bytes = key(moved);
    moved.offset = place(moved.length);
    std::memmove(chunks_[moved.offset / kChunkBytes].get() + moved.offset % kChunkBytes,
                 bytes.data(), bytes.size());
    lists_[moved.list].weight += moved.length + kKeyCost;
    entry(kept++) = moved;
  }
  size_ = kept;
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
  slots_ = {};
  slots_.assign(slots, 0);
  const std::size_t mask = slots - 1;
  for (std::size_t i = 0; i < size_; ++i) {
    std::size_t slot = entry(i).hash & mask;
    while (slots_[slot] != 0)
      slot = (slot + 1) & mask;
    slots_[slot] = static_cast<std::uint32_t>(i) + 1;
  }
}

void TopKeys::merge(const TopKeys& other) {
  if (slots_.empty()) index_again(kFirstSlots);
  // A key that the other side does not hold may have been dropped there: up to its bound is added
  // to all, and taken off again from those that are found.
  for (std::size_t i = 0; i < size_; ++i)
    entry(i).count += other.lists_[entry(i).list].bound;
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
    const std::uint32_t slot = *find(theirs.list, other.key(theirs), theirs.hash);
    if (slot != 0) {
      entry(slot - 1).count += theirs.count - other.lists_[theirs.list].bound;
    } else {
      // Pruning on the way may have raised the bound above the sum; then this key counts as one
      // dropped and come again.
      const std::uint64_t raised = lists_[theirs.list].bound - merged_bounds[theirs.list];
      insert(theirs.list, other.key(theirs), theirs.hash,
             theirs.count + own_bounds[theirs.list] + raised);
    }
  }
}

std::vector<std::vector<KeyCount>> TopKeys::tops(std::size_t most) const {
  const auto before = [&](const Entry* a, const Entry* b) {
    return a->count != b->count ? a->count > b->count : key(*a) < key(*b);
  };
  // Each list keeps a heap of its best so far, the worst of them in front.
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
