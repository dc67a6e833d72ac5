#include "aggregate/top_keys.h"

#include <algorithm>
#include <cstring>

#include "aggregate/cut_count.h"

namespace logscan {
// Adds an entry for a free slot. At least a quarter of the slots stays free.
void TopKeys::add_new(const Entry& entry, std::string_view key, std::size_t slot) {
  slots_[slot] = slot_value(entry.hash, keep(entry, key));
  if ((size_ + 1) * 4 > slots_.size() * 3) grow_slots(slots_, kFirstSlots);
  gain(lists_[entry.list], key.size() + kKeyCost);
  if (large_weight_ > budget_) prune();
}

void TopKeys::add(const Item& item) {
  add({&item, 1});
}

// Looking up a key takes two memory accesses that miss the caches: its slot, and its entry. Each is
// prefetched for many keys at once. Nearly all keys are in the first slot or the second.
void TopKeys::add(std::span<const Item> items) {
  std::array<std::uint32_t, kAtOnce> hashes;
  while (!items.empty()) {
    const std::span<const Item> some = items.first(std::min(items.size(), kAtOnce));
    items = items.subspan(some.size());
    if (slots_.empty()) grow_slots(slots_, kFirstSlots);
    const std::uint64_t* const slots = slots_.data();
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = 0; i < some.size(); ++i) {
      hashes[i] = hash_in(some[i].list, some[i].hash).bits;
      __builtin_prefetch(&slots[hashes[i] & mask]);
    }
    for (std::size_t i = 0; i < some.size(); ++i) {
      const std::uint32_t hash = hashes[i];
      const std::uint64_t first = slots[hash & mask];
      const std::uint64_t next = slots[(hash + 1) & mask];
      const std::uint64_t value = first >> 32 == hash ? first : next;
      if (value >> 32 != hash || value == 0) continue;
      const char* const at = reinterpret_cast<const char*>(&entry_in(value));
      __builtin_prefetch(at, 1);
      __builtin_prefetch(at + sizeof(Entry) + some[i].key.size());
    }
    for (std::size_t i = 0; i < some.size(); ++i) {
      const Item& item = some[i];
      add(item.list, item.key, {hashes[i]}, item.count, item.count + lists_[item.list].bound);
    }
  }
}

// Stores an entry after the last. None crosses chunks.
std::uint32_t TopKeys::keep(const Entry& entry, std::string_view key) {
  const std::size_t size = size_of(entry);
  if (chunks_.empty() || chunks_.back().used + size > kChunkBytes)
    chunks_.push_back({std::make_unique_for_overwrite<char[]>(kChunkBytes)});
  Chunk& last = chunks_.back();
  char* const to = last.bytes.get() + last.used;
  std::memcpy(to, &entry, sizeof(entry));
  if (!key.empty()) std::memcpy(to + sizeof(entry), key.data(), key.size());
  const std::size_t place = (chunks_.size() - 1) * kChunkBytes + last.used;
  last.used += size;
  ++size_;
  return static_cast<std::uint32_t>(place / kUnit);
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
  each([&](const Entry& at) { ends[at.list] += large[at.list]; });
  for (std::size_t i = 1; i < kMostLists; ++i)
    ends[i] += ends[i - 1];
  std::vector<Weighed> keys(ends.back());
  std::array<std::size_t, kMostLists> begins = ends;
  each([&](const Entry& at) {
    if (large[at.list]) keys[--begins[at.list]] = {at.count, at.length + kKeyCost};
  });
  for (std::size_t i = 0; i < kMostLists; ++i) {
    if (!large[i]) continue;
    const std::span<Weighed> of_list(&keys[begins[i]], ends[i] - begins[i]);
    lists_[i].bound = std::max(lists_[i].bound, cut_count(of_list, share));
  }
  drop_rare(large);
}

// Drops the keys of some lists that occurred no more often than the list's bound. Frees old chunks
// on the way.
void TopKeys::drop_rare(const std::bitset<kMostLists>& from_lists) {
  for (List& list : lists_)
    list.weight = 0;
  std::vector<Chunk> old = std::exchange(chunks_, {});
  std::fill(slots_.begin(), slots_.end(), 0);
  size_ = 0;
  for (Chunk& chunk : old) {
    each_in(chunk, [&](const Entry& at) {
      if (from_lists[at.list] && at.count <= lists_[at.list].bound) return;
      index(slot_value(at.hash, keep(at, at.key())));
      lists_[at.list].weight += at.length + kKeyCost;
    });
    chunk.bytes.reset();
  }
  large_weight_ = 0;
  for (const List& list : lists_)
    large_weight_ += list.weight > kSmallList ? list.weight : 0;
}

// Puts the value of a slot into the first that is free.
void TopKeys::index(std::uint64_t value) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = value >> 32 & mask;
  while (slots_[slot] != 0)
    slot = (slot + 1) & mask;
  slots_[slot] = value;
}

std::size_t TopKeys::search_steps() const {
  TableHash hash;
  return logscan::search_steps(slots_.size(), [&](std::size_t slot) {
    hash = {static_cast<std::uint32_t>(slots_[slot] >> 32)};
    return slots_[slot] == 0 ? nullptr : &hash;
  });
}

void TopKeys::merge(const TopKeys& other) {
  // A key that the other side lacks may have been dropped there. So its bound is added to all, and
  // subtracted again for those that are found.
  const bool exact = std::all_of(other.lists_.begin(), other.lists_.end(),
                                 [](const List& list) { return list.bound == 0; });
  if (!exact) each([&](Entry& at) { at.count = sum(at.count, other.lists_[at.list].bound); });
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
  other.each([&](const Entry& theirs) {
    // Pruning during the merge may have raised the bound above the sum. Then a key that is not
    // there counts as dropped and added again.
    const std::uint64_t raised = lists_[theirs.list].bound - merged_bounds[theirs.list];
    add(theirs.list, theirs.key(), theirs.hash, theirs.count - other.lists_[theirs.list].bound,
        sum(theirs.count, own_bounds[theirs.list] + raised));
  });
}

std::vector<std::vector<KeyCount>> TopKeys::tops(std::size_t most) const {
  const auto before = [](const Entry* a, const Entry* b) {
    return a->count != b->count ? a->count > b->count : a->key() < b->key();
  };
  // Each list has a heap of its best keys so far, with the worst at the front.
  std::vector<std::vector<const Entry*>> best(kMostLists);
  each([&](const Entry& entry) {
    std::vector<const Entry*>& heap = best[entry.list];
    if (heap.size() == most) {
      if (most == 0 || !before(&entry, heap.front())) return;
      std::pop_heap(heap.begin(), heap.end(), before);
      heap.pop_back();
    }
    heap.push_back(&entry);
    std::push_heap(heap.begin(), heap.end(), before);
  });
  std::vector<std::vector<KeyCount>> tops(kMostLists);
  for (std::size_t list = 0; list < kMostLists; ++list) {
    std::sort_heap(best[list].begin(), best[list].end(), before);
    for (const Entry* found : best[list])
      tops[list].push_back({std::string(found->key()), found->count});
  }
  return tops;
}

}  // namespace logscan
