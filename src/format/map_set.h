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

/// What was found in one line: slots of a tree and their values, in the order in which they came.
class FoundKeys {
 public:
  explicit FoundKeys(std::size_t slots) : values_(slots), order_(slots) {}

  void clear() {
    for (const std::uint16_t slot : slots())
      seen_.reset(slot);
    count_ = 0;
  }

  bool has(std::uint16_t slot) const { return seen_[slot]; }

  /// Adds a slot that is not there yet, and gives its value's place.
  KeyValue& add(std::uint16_t slot) {
    seen_.set(slot);
    order_[count_] = slot;
    return values_[count_++];
  }

  std::span<const std::uint16_t> slots() const { return {order_.data(), count_}; }

  /// The place of a slot, which is there, among the slots; and the value at a place.
  std::uint16_t index_of(std::uint16_t slot) const {
    std::uint16_t index = 0;
    while (order_[index] != slot)
      ++index;
    return index;
  }
  const KeyValue& at(std::uint16_t index) const { return values_[index]; }

  /// Slow; null when the slot is not there.
  const KeyValue* find(std::uint16_t slot) const {
    return slot != kNoSlot && has(slot) ? &at(index_of(slot)) : nullptr;
  }

 private:
  // Values lie close together, however many slots there are.
  std::vector<KeyValue> values_;
  std::bitset<KeyTree::kMaxSlots> seen_;
  std::vector<std::uint16_t> order_;
  std::size_t count_ = 0;
};

/// Several maps made ready: all their keys in one tree, so that a line is walked once whatever its
/// format, and then asked which map it has.
///
/// Which keys a line has decides its map and which of them hold which field. The lines of a log
/// have few such lists of keys, so the last ones are read_known_minute: a map may know hundreds of
/// keys for a field, and a line asks only for those it has.
class MapSet {
 public:
  /// All maps must be of `syntax`. Throws std::invalid_argument when a map is wrong.
  MapSet(const std::vector<KeyMap>& maps, KeySyntax syntax);

  /// Returns the set of all known maps of a syntax, built once: a copy of it costs far less.
  static const MapSet& known(KeySyntax syntax);

  const KeyTree& tree() const { return tree_; }

  /// Which map the line has and its status; `line` is where columns count from. The functions
  /// below are about the line that was parsed last, and want the same `found`.
  KeyedResult parse(const FoundKeys& found, const char* line);

  std::optional<LogTime> time(const FoundKeys& found) const;

  /// All fields but the status. Views into the line, but for a target that had to be put together,
  /// which lives until the next call.
  LogLine cut(FieldSet wanted, const FoundKeys& found);

  /// The text of the member that may hold the whole line of another program, the first of which has
  /// number 0; null when there is none of that number. No escape is undone.
  std::string_view envelope(const FoundKeys& found, std::size_t number) const;

  /// Cuts the wanted ones of the map's own fields, each to its place.
  void cut_own(FieldSet wanted, const FoundKeys& found, OwnValue* own) const;

 private:
  struct Source {
    std::uint16_t slot;  ///< in a shape, its place among the line's
    Unit unit;
    bool is_synonym = false;    ///< the value must look like its field
    bool names_client = false;  ///< a host name will do
    bool is_client = false;     ///< nothing but a client should stand there
  };
  /// Sources by field, those of one field in the order in which they are tried.
  struct Sources {
    std::vector<Source> all;
    std::array<std::uint16_t, kFields + 1> begin{};  // the next one's is the end
  };
  struct OwnSource {
    std::uint16_t slot;
    Unit unit;
    std::size_t index;
    OwnKind kind;
    bool is_first;  // of its field
  };
  struct Map {
    std::vector<std::vector<std::uint16_t>> present;  // of each, one slot
    std::vector<std::uint16_t> absent;
    KeyMap::Evidence evidence = KeyMap::Evidence::kNone;
    bool synonyms = false;
    bool utc = false;
    std::uint16_t unless_slot = kNoSlot;
    std::string unless_value;
    Sources sources;
    std::vector<OwnSource> own;  // as in the map
  };
  /// What lines with the same keys have in common.
  struct Shape {
    std::vector<std::uint16_t> slots;
    std::size_t map = kNoMap;
    Sources sources;  // that are in the line
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
  std::uint16_t date_ = kNoSlot;  // of a day that stands apart from the time of day
  std::vector<Shape> shapes_;
  std::size_t shape_ = 0;  // of the line parsed last
  std::size_t oldest_ = 0;
  std::string target_;
};

}  // namespace logscan
