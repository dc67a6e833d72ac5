#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "format/key_tree.h"
#include "format/key_value.h"
#include "format/keyed_line.h"
#include "logscan/field.h"
#include "logscan/key_map.h"
#include "logscan/log_line.h"

namespace logscan {

/// The keys found in one line: slots of a tree and their values, in the order of the line.
class FoundKeys {
 public:
  explicit FoundKeys(std::size_t slots) : values_(slots), order_(slots) {}

  void clear() {
    for (const std::uint16_t slot : slots())
      seen_.reset(slot);
    count_ = 0;
  }

  bool has(std::uint16_t slot) const { return seen_[slot]; }

  /// Adds a slot that is not present and returns a reference to its value.
  KeyValue& add(std::uint16_t slot) {
    seen_.set(slot);
    order_[count_] = slot;
    return values_[count_++];
  }

  std::span<const std::uint16_t> slots() const { return {order_.data(), count_}; }

  /// Returns the index of a slot, which must be present, among the slots of the line.
  std::uint16_t index_of(std::uint16_t slot) const {
    std::uint16_t index = 0;
    while (order_[index] != slot)
      ++index;
    return index;
  }
  const KeyValue& at(std::uint16_t index) const { return values_[index]; }

  /// Returns the value of a slot, or null. Slow.
  const KeyValue* find(std::uint16_t slot) const {
    return slot != kNoSlot && has(slot) ? &at(index_of(slot)) : nullptr;
  }

 private:
  // Values are stored close together, however many slots there are.
  std::vector<KeyValue> values_;
  std::bitset<KeyTree::kMaxSlots> seen_;
  std::vector<std::uint16_t> order_;
  std::size_t count_ = 0;
};

/// Several key maps compiled into one tree of keys, so that a line is walked once, whatever its
/// format, and its map is chosen afterwards.
///
/// The keys of a line determine its map and which of them supply which field. The lines of a log
/// have few different lists of keys, so results are cached by list: a map may know hundreds of keys
/// for a field, and a line checks only those it has.
class MapSet {
 public:
  /// All maps must have the given syntax. Throws std::invalid_argument when a map is invalid.
  MapSet(const std::vector<KeyMap>& maps, KeySyntax syntax);

  /// Returns the set of all built-in maps of a syntax, which is built once. Copying it is much
  /// cheaper.
  static const MapSet& known(KeySyntax syntax);

  const KeyTree& tree() const { return tree_; }

  /// Returns the map and the status of a line. Columns count from `line`. The functions below refer
  /// to the line parsed last and need the same `found`.
  KeyedResult parse(const FoundKeys& found, const char* line);

  std::optional<LogTime> time(const FoundKeys& found) const;

  /// Returns all fields except the status. Views point into the line, except for a joined target,
  /// which is valid until the next call.
  LogLine cut(FieldSet wanted, const FoundKeys& found);

  /// Returns the text of the `number`-th member, from 0, that may hold a whole line of another
  /// program, with its escapes. Returns null when there is none.
  std::string_view envelope(const FoundKeys& found, std::size_t number) const;

  /// Stores the wanted own fields of the map in `own`, at their index.
  void cut_own(FieldSet wanted, const FoundKeys& found, OwnValue* own) const;

 private:
  struct Source {
    std::uint16_t slot;  ///< in a shape, the index among the slots of the line
    Unit unit;
    bool is_synonym = false;    ///< the value must look like its field
    bool names_client = false;  ///< a host name is accepted
    bool is_client = false;     ///< the key can only hold a client
  };
  /// Sources grouped by field, in the order in which they are tried.
  struct Sources {
    std::vector<Source> all;
    std::array<std::uint16_t, kFields + 1> begin{};  // the end is the begin of the next
  };
  struct OwnSource {
    std::uint16_t slot;
    Unit unit;
    std::size_t index;
    OwnKind kind;
    bool is_first;  // the first of its field
  };
  struct Map {
    std::vector<std::vector<std::uint16_t>> present;  // one slot of each must be present
    std::vector<std::uint16_t> absent;
    KeyMap::Evidence evidence = KeyMap::Evidence::kNone;
    bool synonyms = false;
    bool utc = false;
    std::uint16_t unless_slot = kNoSlot;
    std::string unless_value;
    Sources sources;
    std::vector<OwnSource> own;  // in the order of the map
  };
  /// The properties that all lines with the same keys share.
  struct Shape {
    std::vector<std::uint16_t> slots;
    std::size_t map = kNoMap;
    Sources sources;  // only those in the line
  };
  struct Asked;

  static constexpr std::size_t kNoMap = SIZE_MAX;
  static constexpr std::size_t kShapes = 16;

  std::uint16_t add_key(std::string_view key);
  std::vector<std::uint16_t> add_keys(std::string_view keys);
  static bool fits(const Map& map, const FoundKeys& found);
  void find_shape(const FoundKeys& found);
  Shape make_shape(const FoundKeys& found) const;

  KeySyntax syntax_;
  KeyTree tree_;
  std::vector<Map> maps_;
  Sources synonyms_;
  std::vector<std::uint16_t> envelopes_;
  std::uint16_t date_ = kNoSlot;  // a date in a member apart from the time of day
  std::vector<Shape> shapes_;
  std::size_t shape_ = 0;  // of the line parsed last
  std::size_t oldest_ = 0;
  std::string target_;
};

}  // namespace logscan
