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

/// Counts per key within one budget of memory. A key is any bytes. `Measures` is GroupMeasures, or
/// a type that holds one and sketches beside it.
///
/// While everything fits the budget, the table is exact. Past it the table is a heavy-hitter sketch
/// by count: its rarest keys are dropped down to half the budget, and `bound` rises to the largest
/// count dropped (keys that came as often as it go, too). What a dropped row had measured goes into
/// the totals of others(), so that rows and others always add up to all that was added. A key that
/// comes again starts anew: its measures are those of the lines since then, and at most `missed`
/// lines of it came before, which is the bound at that time. Hence, with count() = measures.count +
/// missed,
///
/// - the true count of a key is at least measures.count and at most count(), so count() is never
///   too low, and at most bound() too high;
/// - a key that is not kept came at most bound() times.
///
/// By induction: a dropped key had at most the bound then, the bound never sinks, and a key that
/// comes again is taken to have missed that many. (Misra and Gries 1982 with lazy decrements;
/// Anderson et al., "A High-Performance Algorithm for Identifying Frequent Items in Data Streams",
/// 2017.)
///
/// Whether it is exact follows from the set of keys and from what memory() of their measures says,
/// not from order or split; what a sketch holds follows from the calls and their order. For one
/// thread.
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
  /// What the budget counts for a row beside its key and memory() of its measures: the row, up to
  /// 22 bytes of index, and the 16 that dropping rows takes for each.
  static constexpr std::size_t kRowCost = sizeof(Row) + 40;

  /// A row as it is read. Valid until the next call that is not const.
  struct View {
    std::string_view key;
    const Measures* measures;  ///< of the lines since the key was kept
    std::uint64_t missed;      ///< at most so many lines of the key came before
    std::size_t place;         ///< which row it is

    std::uint64_t count() const { return measures->count + missed; }
  };

  explicit GroupTable(std::size_t budget) : budget_(budget) {}

  /// The measures of a key (below 4 GiB), found or added, for the caller to add one line or more
  /// to. Valid until the next call that is not const. `hash` is table_hash(key).
  Measures& row(std::string_view key, TableHash hash);

  /// Fetches what row() will look at, when it is called soon, but not at once: first the one, then
  /// the other.
  void fetch_slot(TableHash hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[home_of(hash)]);
  }
  void fetch_row(TableHash hash) const {
    if (slots_.empty()) return;
    const std::uint64_t slot = slots_[home_of(hash)];
    if (slot == 0) return;
    const Row& row = at(row_in(slot));
    __builtin_prefetch(&row);
    __builtin_prefetch(reinterpret_cast<const char*>(&row + 1) - 1);
    __builtin_prefetch(row.key);
  }

  std::size_t budget() const { return budget_; }

  /// Changes the budget; rows that do not fit a smaller one are dropped.
  void set_budget(std::size_t budget) {
    budget_ = budget;
    settle();
  }

  /// Forgets everything, and keeps most of the room.
  void clear();

  /// Adds all that `other` holds, in its order; that must be another table, of the same budget or
  /// one that is larger.
  /// Tables that are exact together come out the same in any order of merging, but for the order
  /// of rows.
  void merge(const GroupTable& other);

  /// The first `most` rows by `before(const View&, const View&)`, a strict order; rows of which
  /// none is before the other, by the bytes of their keys. Rows of fewer than `min_count` are left
  /// out.
  template <class Before>
  std::vector<View> top(std::size_t most, Before before, std::uint64_t min_count = 0) const;

  /// Calls `visit(const View&)` for each row, in the order in which the keys came.
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t i = 0; i < size_; ++i)
      visit(view(i));
  }

  /// The sum of everything ever added; that of everything but what the measures of some rows of
  /// top() hold. Both whether or not the table is exact.
  Measures total() const { return others({}); }
  Measures others(std::span<const View> listed) const;

  /// How many slots are looked at when each key is searched once.
  std::size_t search_steps() const {
    return logscan::search_steps(slots_.size(), [this](std::size_t slot) {
      return slots_[slot] == 0 ? nullptr : &at(row_in(slots_[slot])).hash;
    });
  }

  std::size_t size() const { return size_; }            ///< rows
  bool sketched() const { return sketched_; }           ///< rows were dropped
  const Measures& dropped() const { return dropped_; }  ///< their sum

  /// Fills an empty table with the row of another (as each() shows it); false where the key is
  /// there. And with the rest; false where all that is more than the budget.
  bool restore_row(std::string_view key, TableHash hash, std::uint64_t missed, Measures&& measures);
  bool restore(std::uint64_t bound, bool sketched, Measures&& dropped);
  std::uint64_t bound() const { return bound_; }
  bool exact() const { return !sketched_ && memory() <= budget_; }

  /// Bytes, as the budget counts them. The row that is being added to may take them above it.
  std::size_t memory() const {
    return open_ == nullptr ? weight_ : weight_ + open_->measures.memory() - open_memory_;
  }

 private:
  static constexpr std::size_t kChunkRows = 64;
  static constexpr std::size_t kFetchSlot = 24;  // so many rows ahead, when tables are merged
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

  Row& find_or_add(std::string_view key, TableHash hash, std::uint64_t missed);
  Row& add_row(std::string_view key, TableHash hash, std::uint64_t missed);
  void settle();
  void prune();
  void drop_rare();
  void index_again(std::size_t slots);

  std::size_t budget_;
  std::size_t weight_ = 0;  ///< without what the open row has grown
  std::uint64_t bound_ = 0;
  bool sketched_ = false;
  Row* open_ = nullptr;          ///< the row that the caller may be adding to
  std::size_t open_memory_ = 0;  ///< what its measures took when it was given out
  Measures dropped_;             ///< the sum of the measures of all rows dropped
  KeyArena keys_;                ///< in the order of the rows
  std::vector<std::unique_ptr<Row[]>> chunks_;
  std::size_t size_ = 0;
  std::vector<std::uint64_t> slots_;  ///< open addressing: the hash, then 32 bits of row + 1
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
  if ((size_ + 1) * 4 > slots_.size() * 3) index_again(std::max(kFirstSlots, slots_.size() * 2));
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
}

// Weighs what the open row has grown by. Only now may rows be dropped, since before that row had
// not counted what it was asked for.
template <MergedMeasures Measures>
void GroupTable<Measures>::settle() {
  weight_ = memory();
  open_ = nullptr;
  if (weight_ > budget_) prune();
}

template <MergedMeasures Measures>
void GroupTable<Measures>::prune() {
  sketched_ = true;
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

// Drops the rows that count no more than the bound and closes the gaps, in order.
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
  slots_ = {};  // first, so that old and new are never there at the same time
  slots_.assign(slots, 0);
  for (std::size_t i = 0; i < size_; ++i) {
    std::size_t slot = home_of(at(i).hash);
    while (slots_[slot] != 0)
      slot = (slot + 1) & (slots - 1);
    slots_[slot] = std::uint64_t{at(i).hash.bits} << 32 | (i + 1);
  }
}

// A key that one side does not hold may have been dropped there, so it missed up to that side's
// bound. For rows of this side that is added to all first, and taken off those that are found. A
// key of the other side that is not here may have been dropped on the way: then all it had here and
// the other's bound were no more than the bound is now.
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
    weight_ -= ours.measures.memory();
    ours.measures.merge(theirs.measures);
    weight_ += ours.measures.memory();
    if (weight_ > budget_) prune();
  }
}

template <MergedMeasures Measures>
template <class Before>
std::vector<typename GroupTable<Measures>::View> GroupTable<Measures>::top(
    std::size_t most, Before before, std::uint64_t min_count) const {
  const auto first = [&](const View& a, const View& b) {
    if (before(a, b)) return true;
    return !before(b, a) && a.key < b.key;
  };
  // A heap of the best so far, the worst of them in front.
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
