#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "aggregate/group_table.h"
#include "aggregate/key_dictionary.h"

namespace logscan {

/// The keys that the parts of one PartTable share.
template <MergedMeasures Measures>
struct PartKeys {
  using RowPlace = typename GroupTable<Measures>::RowPlace;

  KeyDictionary dictionary;  ///< for the table's thread

  /// The places of the keys' rows in the table that parts were merged into last; null if unknown.
  /// For the thread that merges.
  std::vector<RowPlace> places;
  std::shared_ptr<const char> layout;  ///< of that table
};

/// The rows of one part of the input, in the order in which their keys came. Nothing is dropped.
template <MergedMeasures Measures>
class PartRows {
 public:
  std::size_t size() const { return measures_.size(); }

  /// Returns the bytes that a GroupTable with these rows would count.
  std::size_t memory() const { return memory_; }

  /// Calls `visit(std::string_view)` for each key.
  template <class Visit>
  void each_key(Visit visit) const {
    for (const Key& key : keys_)
      visit(std::string_view(key.bytes, key.size));
  }

  /// Adds the rows to `table`, in order. Parts of one PartTable must not be merged by two threads
  /// at the same time, nor while they are cleared.
  void merge_into(GroupTable<Measures>& table) const;

  /// Removes all rows, but keeps most of the memory.
  void clear() {
    keys_.clear();
    measures_.clear();
    source_.reset();
    memory_ = 0;
  }

 private:
  template <MergedMeasures>
  friend class PartTable;

  struct Key {
    const char* bytes;
    std::uint32_t size;
    TableHash hash;
    std::uint32_t id;
  };

  std::vector<Key> keys_;
  std::vector<Measures> measures_;
  std::shared_ptr<PartKeys<Measures>> source_;  ///< owns the keys
  std::size_t memory_ = 0;
};

/// Counts per key for one part of the input after the other. The keys are remembered from part to
/// part: a part then costs neither copies of its keys nor a table to clear, and its rows find those
/// of the run without a search. What a part holds does not depend on the parts before it.
template <MergedMeasures Measures>
class PartTable {
 public:
  /// Forgets all keys after a part if they take more than `most_memory`.
  explicit PartTable(std::size_t most_memory) : most_memory_(most_memory) {}

  /// Returns the rows of some keys in this part, at most kMostAtOnce, which are added if needed.
  /// Many at once are faster: the memory of a large table is prefetched for all, step by step.
  /// Valid until the next call.
  static constexpr std::size_t kMostAtOnce = 64;
  std::span<const std::uint32_t> find_rows(std::span<const std::string_view> keys);

  /// Returns the measures of a row. Valid until the next call of find_rows().
  Measures& measures(std::uint32_t row) { return rows_.measures_[row]; }

  std::size_t size() const { return rows_.size(); }  ///< rows of this part

  /// Moves the rows to `rows`, which must be empty, and begins the next part.
  void finish_part(PartRows<Measures>& rows);

  /// Uses the memory of `rows`, which must be empty, for a part in which nothing was counted yet.
  void reuse(PartRows<Measures>& rows) {
    if (size() == 0) std::swap(rows, rows_);
  }

 private:
  void start_row(KeyDictionary::Key& key, TableHash hash);

  std::size_t most_memory_;
  std::shared_ptr<PartKeys<Measures>> keys_ = std::make_shared<PartKeys<Measures>>();
  std::uint32_t part_ = 1;
  PartRows<Measures> rows_;
  std::array<std::uint32_t, kMostAtOnce> found_{};
};

template <MergedMeasures Measures>
std::span<const std::uint32_t> PartTable<Measures>::find_rows(
    std::span<const std::string_view> keys) {
  KeyDictionary& dictionary = keys_->dictionary;
  std::array<std::uint32_t, kMostAtOnce> hashes;  // not cleared, as TableHash would be
  for (std::size_t i = 0; i < keys.size(); ++i)
    hashes[i] = table_hash(keys[i]).bits;
  for (std::size_t i = 0; i < keys.size(); ++i)
    dictionary.fetch_slot({hashes[i]});
  for (std::size_t i = 0; i < keys.size(); ++i)
    dictionary.fetch_key({hashes[i]});
  for (std::size_t i = 0; i < keys.size(); ++i) {
    KeyDictionary::Key& found = dictionary.find_or_add(keys[i], {hashes[i]});
    if (found.part != part_) start_row(found, {hashes[i]});
    found_[i] = found.row;
    __builtin_prefetch(&rows_.measures_[found.row], 1);
  }
  return std::span(found_).first(keys.size());
}

template <MergedMeasures Measures>
void PartTable<Measures>::start_row(KeyDictionary::Key& key, TableHash hash) {
  key.part = part_;
  key.row = static_cast<std::uint32_t>(rows_.size());
  const std::string_view bytes = key.bytes();
  rows_.keys_.push_back({bytes.data(), static_cast<std::uint32_t>(bytes.size()), hash, key.id()});
  rows_.measures_.emplace_back();
}

template <MergedMeasures Measures>
void PartTable<Measures>::finish_part(PartRows<Measures>& rows) {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    rows_.memory_ +=
        rows_.keys_[i].size + GroupTable<Measures>::kRowCost + rows_.measures_[i].memory();
  }
  rows_.source_ = keys_;
  std::swap(rows, rows_);
  ++part_;
  if (keys_->dictionary.memory() <= most_memory_) return;
  keys_ = std::make_shared<PartKeys<Measures>>();
  part_ = 1;
}

template <MergedMeasures Measures>
void PartRows<Measures>::merge_into(GroupTable<Measures>& table) const {
  constexpr std::size_t kFetchKey = 36;  // rows ahead
  constexpr std::size_t kFetchSlot = 24;
  constexpr std::size_t kFetchRow = 12;
  using RowPlace = typename GroupTable<Measures>::RowPlace;
  if (keys_.empty()) return;
  std::vector<RowPlace>& places = source_->places;
  const auto last = std::max_element(keys_.begin(), keys_.end(),
                                     [](const Key& a, const Key& b) { return a.id < b.id; });
  if (last->id >= places.size()) places.resize(last->id + last->id / 4 + 1);
  for (std::size_t i = 0; i < size(); ++i) {
    if (source_->layout != table.layout()) [[unlikely]] {
      std::fill(places.begin(), places.end(), nullptr);
      source_->layout = table.layout();
    }
    if (i + kFetchKey < size()) __builtin_prefetch(&places[keys_[i + kFetchKey].id]);
    if (i + kFetchSlot < size()) {
      const Key& key = keys_[i + kFetchSlot];
      const RowPlace place = places[key.id];
      place == nullptr ? table.fetch_slot(key.hash) : table.fetch_place(place);
    }
    if (i + kFetchRow < size() && places[keys_[i + kFetchRow].id] == nullptr)
      table.fetch_row(keys_[i + kFetchRow].hash);
    const Key& key = keys_[i];
    RowPlace& place = places[key.id];
    if (place != nullptr) {
      table.merge_row(place, measures_[i]);
    } else {
      place = table.merge_row({key.bytes, key.size}, key.hash, measures_[i]);
    }
  }
}

}  // namespace logscan
