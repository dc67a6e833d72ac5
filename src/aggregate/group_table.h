#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "aggregate/cut_count.h"
#include "aggregate/group_measures.h"
#include "aggregate/key_arena.h"
#include "record/table_hash.h"

namespace logscan {

/// Counts per key within one memory budget. Keys are arbitrary bytes. `Measures` is GroupMeasures,
/// or a type that adds sketches to it.
///
/// While everything fits the budget, the table is exact. Beyond that it is a heavy-hitter sketch by
/// count. It drops its rarest keys until half the budget is used, and raises `bound` to the largest
/// count dropped; other keys with that count are dropped, too. The measures of dropped rows go into
/// the totals of others(), so rows and others always add up to everything that was added. A key
/// that comes back starts anew. Its measures cover the lines since then, and `missed`, the bound at
/// that time, limits the lines before. Hence, with count() = measures.count + missed:
///
/// - The true count of a key is at least measures.count and at most count(). So count() is never
///   too low, and at most bound() too high.
/// - A key that is not in the table occurred at most bound() times.
///
/// Proof by induction: a dropped key had at most the bound then, the bound never sinks, and a key
/// that comes back is assumed to have missed that many. (Misra and Gries 1982 with lazy decrements;
/// Anderson et al., "A High-Performance Algorithm for Identifying Frequent Items in Data Streams",
/// 2017.)
///
/// Whether a table is exact depends on the set of keys and on the memory() of their measures, not
/// on order or split. The content of a sketch depends on the calls and their order. Not
/// thread-safe.
template <MergedMeasures Measures>
class GroupTable {
  struct Row {
    const char* key = nullptr;
    std::uint32_t key_size = 0;
    TableHash hash;
    std::uint64_t missed = 0;
    Measures measures;

    std::string_view bytes() const { return {key, key_size}; }
    std::uint64_t count() const { return measures.count + missed; }
  };

 public:
  /// The cost of a row in the budget, besides its key and the memory() of its measures: the row, up
  /// to 22 bytes of index, and 16 bytes for dropping rows.
  static constexpr std::size_t kRowCost = sizeof(Row) + 40;

  /// A row for reading. Valid until the next non-const call.
  struct View {
    std::string_view key;
    const Measures* measures;  ///< for the lines since the key entered the table
    std::uint64_t missed;      ///< upper bound of the lines of this key before that
    std::size_t place;         ///< index of the row

    std::uint64_t count() const { return measures->count + missed; }
  };

  explicit GroupTable(std::size_t budget) : budget_(budget) {}

  /// Returns the measures of a key (shorter than 4 GiB), which is added if needed. The caller must
  /// add at least one line to them. Valid until the next non-const call. `hash` is table_hash(key).
  Measures& row(std::string_view key, TableHash hash);

  /// Prefetch what row() reads for a hash. Call fetch_slot() some time before row(), and
  /// fetch_row() between the two.
  [[gnu::always_inline]] void fetch_slot(TableHash hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[home_of(hash)]);
  }
  [[gnu::always_inline]] void fetch_row(TableHash hash) const {
    if (slots_.empty()) return;
    const std::uint64_t slot = slots_[home_of(hash)];
    if (slot == 0 || slot >> 32 != hash.bits) return;
    const Row& row = at(row_in(slot));
    fetch(row);
    __builtin_prefetch(row.key);
  }

  /// Add a row of another table in which nothing was dropped. The first returns its place, which
  /// the second takes while layout() stays the same.
  using RowPlace = Row*;
  RowPlace merge_row(std::string_view key, TableHash hash, const Measures& theirs) {
    Row& ours = find_or_add(key, hash, bound_);
    merge_row(&ours, theirs);
    return &ours;
  }
  void merge_row(RowPlace ours, const Measures& theirs);
  [[gnu::always_inline]] static void fetch_place(RowPlace place) { fetch(*place); }

  /// Returns a pointer that is replaced when rows move or are removed. Whoever holds it can tell
  /// whether places are still valid, and that they belong to this table.
  const std::shared_ptr<const char>& layout() {
    if (open_ != nullptr) settle();
    if (layout_ == nullptr) layout_ = std::make_shared<char>();
    return layout_;
  }

  std::size_t budget() const { return budget_; }

  /// Changes the budget. Drops rows if they exceed it.
  void set_budget(std::size_t budget) {
    budget_ = budget;
    settle();
  }

  /// Removes everything, but keeps most of the memory.
  void clear();

  /// Adds everything in `other`, in its order. `other` must be another table, with the same or a
  /// larger budget. While tables are exact together, merging them in any order gives the same rows,
  /// in possibly another order.
  void merge(const GroupTable& other);

  /// Returns the first `most` rows by `before(const View&, const View&)`, a strict order. Ties are
  /// broken by the bytes of the keys. Rows with fewer than `min_count` lines are left out.
  template <class Before>
  std::vector<View> top(std::size_t most, Before before, std::uint64_t min_count = 0) const;

  /// Calls `visit(const View&)` for each row, in the order in which the keys were added.
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t i = 0; i < size_; ++i)
      visit(view(i));
  }

  /// Return the sum of everything ever added, and of everything except the measures of some rows of
  /// top(). Both are right even if the table is not exact.
  Measures total() const { return others({}); }
  Measures others(std::span<const View> listed) const;

  /// Returns the number of slots visited when each key is looked up once.
  std::size_t search_steps() const {
    return logscan::search_steps(slots_.size(), [this](std::size_t slot) {
      return slots_[slot] == 0 ? nullptr : &at(row_in(slots_[slot])).hash;
    });
  }

  std::size_t size() const { return size_; }            ///< rows
  bool sketched() const { return sketched_; }           ///< rows were dropped
  const Measures& dropped() const { return dropped_; }  ///< the sum of their measures

  /// Fill an empty table with the rows of another (as each() shows them), and then with the rest.
  /// restore_row() returns false if the key exists; restore() returns false if everything exceeds
  /// the budget.
  bool restore_row(std::string_view key, TableHash hash, std::uint64_t missed, Measures&& measures);
  bool restore(std::uint64_t bound, bool sketched, Measures&& dropped);
  std::uint64_t bound() const { return bound_; }
  bool exact() const { return !sketched_ && memory() <= budget_; }

  /// Returns the bytes as the budget counts them. The row being added to may exceed the budget.
  std::size_t memory() const {
    return open_ == nullptr ? weight_ : weight_ + open_->measures.memory() - open_memory_;
  }

 private:
  static constexpr std::size_t kChunkRows = 64;
  static constexpr std::size_t kFetchSlot = 24;  // rows to prefetch ahead when merging tables
  static constexpr std::size_t kFetchRow = 12;
  static constexpr std::size_t kFirstSlots = 64;

  std::size_t home_of(TableHash hash) const { return hash.bits & (slots_.size() - 1); }
  static std::size_t row_in(std::uint64_t slot) { return (slot & 0xffffffff) - 1; }

  Row& at(std::size_t row) { return chunks_[row / kChunkRows][row % kChunkRows]; }
  const Row& at(std::size_t row) const { return chunks_[row / kChunkRows][row % kChunkRows]; }
  View view(std::size_t place) const {
    const Row& row = at(place);
    return {row.bytes(), &row.measures, row.missed, place};
  }

  [[gnu::always_inline]] static void fetch(const Row& row) {
    __builtin_prefetch(&row);
    __builtin_prefetch(reinterpret_cast<const char*>(&row + 1) - 1);
  }

  Row& find_or_add(std::string_view key, TableHash hash, std::uint64_t missed);
  Row& add_row(std::string_view key, TableHash hash, std::uint64_t missed);
  void settle();
  void prune();
  void drop_rare();
  void index_again(std::size_t slots);

  std::size_t budget_;
  std::size_t weight_ = 0;  ///< without the growth of the open row
  std::uint64_t bound_ = 0;
  bool sketched_ = false;
  Row* open_ = nullptr;          ///< the row that the caller may be adding to
  std::size_t open_memory_ = 0;  ///< memory of its measures when it was returned
  Measures dropped_;             ///< sum of the measures of all dropped rows
  KeyArena keys_;                ///< in the order of the rows
  std::vector<std::unique_ptr<Row[]>> chunks_;
  std::size_t size_ = 0;
  std::vector<std::uint64_t> slots_;  ///< open addressing: the hash, then 32 bits of row + 1
  std::shared_ptr<const char> layout_;
};

template <MergedMeasures Measures>
Measures& GroupTable<Measures>::row(std::string_view key, TableHash hash) {
  settle();
  open_ = &find_or_add(key, hash, bound_);
  open_memory_ = open_->measures.memory();
  return open_->measures;
}

template <MergedMeasures Measures>
typename GroupTable<Measures>::Row& GroupTable<Measures>::find_or_add(std::string_view key,
                                                                      TableHash hash,
                                                                      std::uint64_t missed) {
  if ((size_ + 1) * 4 > slots_.size() * 3) grow_slots(slots_, kFirstSlots);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = home_of(hash);; slot = (slot + 1) & mask) {
    const std::uint64_t value = slots_[slot];
    if (value == 0) {
      Row& added = add_row(key, hash, missed);
      slots_[slot] = std::uint64_t{hash.bits} << 32 | size_;
      return added;
    }
    if (value >> 32 != hash.bits) continue;
    Row& found = at(row_in(value));
    if (found.bytes() == key) return found;
  }
}

template <MergedMeasures Measures>
typename GroupTable<Measures>::Row& GroupTable<Measures>::add_row(std::string_view key,
                                                                  TableHash hash,
                                                                  std::uint64_t missed) {
  if (size_ == chunks_.size() * kChunkRows) chunks_.push_back(std::make_unique<Row[]>(kChunkRows));
  Row& added = at(size_++);
  added.key = keys_.keep(key);
  added.key_size = static_cast<std::uint32_t>(key.size());
  added.hash = hash;
  added.missed = missed;
  weight_ += key.size() + kRowCost + added.measures.memory();
  return added;
}

template <MergedMeasures Measures>
bool GroupTable<Measures>::restore_row(std::string_view key, TableHash hash, std::uint64_t missed,
                                       Measures&& measures) {
  const std::size_t before = size_;
  Row& row = find_or_add(key, hash, missed);
  if (size_ == before) return false;
  row.measures = std::move(measures);
  weight_ += row.measures.memory();
  return true;
}

template <MergedMeasures Measures>
bool GroupTable<Measures>::restore(std::uint64_t bound, bool sketched, Measures&& dropped) {
  bound_ = bound;
  sketched_ = sketched;
  dropped_ = std::move(dropped);
  return weight_ <= budget_;
}

template <MergedMeasures Measures>
void GroupTable<Measures>::clear() {
  for (std::size_t i = 0; i < size_; ++i)
    at(i) = Row();
  std::fill(slots_.begin(), slots_.end(), 0);
  keys_.clear();
  dropped_ = Measures();
  open_ = nullptr;
  size_ = weight_ = 0;
  bound_ = 0;
  sketched_ = false;
  layout_.reset();
}

// Accounts for the growth of the open row. Rows can be dropped only now, since that row had not
// counted its line before.
template <MergedMeasures Measures>
void GroupTable<Measures>::settle() {
  weight_ = memory();
  open_ = nullptr;
  if (weight_ > budget_) prune();
}

template <MergedMeasures Measures>
void GroupTable<Measures>::prune() {
  sketched_ = true;
  layout_.reset();
  {
    std::vector<Weighed> rows(size_);
    for (std::size_t i = 0; i < size_; ++i) {
      const Row& row = at(i);
      rows[i] = {row.count(), row.key_size + kRowCost + row.measures.memory()};
    }
    bound_ = std::max(bound_, cut_count(rows, budget_ / 2));
  }
  drop_rare();
  std::size_t slots = kFirstSlots;
  while (size_ * 2 > slots)
    slots *= 2;
  index_again(slots);
}

// Drops the rows that count no more than the bound, and closes the gaps in order.
template <MergedMeasures Measures>
void GroupTable<Measures>::drop_rare() {
  KeyArena::Thinning thinning(keys_);
  std::size_t kept = 0;
  weight_ = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    Row& row = at(i);
    if (row.count() <= bound_) {
      thinning.drop(row.bytes());
      dropped_.merge(row.measures);
      continue;
    }
    row.key = thinning.keep(row.bytes());
    weight_ += row.key_size + kRowCost + row.measures.memory();
    if (kept != i) at(kept) = std::move(row);
    ++kept;
  }
  chunks_.resize((kept + kChunkRows - 1) / kChunkRows);
  for (std::size_t i = kept; i < std::min(size_, chunks_.size() * kChunkRows); ++i)
    at(i) = Row();
  size_ = kept;
}

template <MergedMeasures Measures>
void GroupTable<Measures>::index_again(std::size_t slots) {
  slots_ = {};  // first, so that old and new never exist at the same time
  slots_.assign(slots, 0);
  for (std::size_t i = 0; i < size_; ++i) {
    std::size_t slot = home_of(at(i).hash);
    while (slots_[slot] != 0)
      slot = (slot + 1) & (slots - 1);
    slots_[slot] = std::uint64_t{at(i).hash.bits} << 32 | (i + 1);
  }
}

// A key that one side lacks may have been dropped there, so it missed up to that side's bound. For
// rows of this side, `missed` first grows by the other bound, and shrinks again for rows that are
// found. A key of the other side that is not here may have been dropped during the merge. Then its
// count here plus the other's bound were no more than the bound is now.
template <MergedMeasures Measures>
void GroupTable<Measures>::merge(const GroupTable& other) {
  settle();
  for (std::size_t i = 0; i < size_ && other.bound_ > 0; ++i)
    at(i).missed += other.bound_;
  bound_ += other.bound_;
  sketched_ = sketched_ || other.sketched_;
  dropped_.merge(other.dropped_);
  for (std::size_t i = 0; i < other.size_; ++i) {
    if (i + kFetchSlot < other.size_) fetch_slot(other.at(i + kFetchSlot).hash);
    if (i + kFetchRow < other.size_) fetch_row(other.at(i + kFetchRow).hash);
    const Row& theirs = other.at(i);
    Row& ours = find_or_add(theirs.bytes(), theirs.hash, bound_);
    ours.missed = ours.missed - other.bound_ + theirs.missed;
    merge_row(&ours, theirs.measures);
  }
}

template <MergedMeasures Measures>
void GroupTable<Measures>::merge_row(RowPlace ours, const Measures& theirs) {
  weight_ -= ours->measures.memory();
  ours->measures.merge(theirs);
  weight_ += ours->measures.memory();
  if (weight_ > budget_) prune();
}

template <MergedMeasures Measures>
template <class Before>
std::vector<typename GroupTable<Measures>::View> GroupTable<Measures>::top(
    std::size_t most, Before before, std::uint64_t min_count) const {
  const auto first = [&](const View& a, const View& b) {
    if (before(a, b)) return true;
    return !before(b, a) && a.key < b.key;
  };
  // A heap of the best rows so far, with the worst at the front.
  std::vector<View> best;
  if (most == 0) return best;
  for (std::size_t i = 0; i < size_; ++i) {
    const View next = view(i);
    if (next.count() < min_count) continue;
    if (best.size() == most) {
      if (!first(next, best.front())) continue;
      std::pop_heap(best.begin(), best.end(), first);
      best.pop_back();
    }
    best.push_back(next);
    std::push_heap(best.begin(), best.end(), first);
  }
  std::sort_heap(best.begin(), best.end(), first);
  return best;
}

template <MergedMeasures Measures>
Measures GroupTable<Measures>::others(std::span<const View> listed) const {
  std::vector<bool> skip(size_);
  for (const View& row : listed)
    skip[row.place] = true;
  Measures sum;
  sum.merge(dropped_);
  for (std::size_t i = 0; i < size_; ++i) {
    if (!skip[i]) sum.merge(at(i).measures);
  }
  return sum;
}

}  // namespace logscan
