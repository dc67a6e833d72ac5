#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "format/key_tree.h"
#include "format/key_value.h"
#include "logscan/field.h"
#include "logscan/key_map.h"
#include "logscan/keyed_line.h"
#include "logscan/log_line.h"

namespace logscan {

using SlotSet = std::bitset<KeyTree::kMaxSlots>;

/// What was found in one line, by the slots of a tree. Values of slots that were not seen are left
/// over from other lines.
struct FoundKeys {
  std::vector<KeyValue> values;
  SlotSet seen;
};

/// Several maps made ready: all their keys in one tree, so that a line is walked once whatever its
/// format, and then asked which map it has.
class MapSet {
 public:
  /// All maps must be of `syntax`. Throws std::invalid_argument when a map is wrong.
  MapSet(const std::vector<KeyMap>& maps, KeySyntax syntax);

  const KeyTree& tree() const { return tree_; }

  /// Which map the line has and its status; `line` is where columns count from.
  KeyedVerdict judge(const FoundKeys& found, const char* line) const;

  std::optional<LogTime> time(std::size_t map, const FoundKeys& found) const;

  /// All but the status.
  LogLine cut(std::size_t map, FieldSet wanted, const FoundKeys& found) const;

  /// The wanted ones of the map's own fields, each to its place.
  void cut_own(std::size_t map, FieldSet wanted, const FoundKeys& found, OwnValue* own) const;

 private:
  struct Source {
    std::uint16_t slot;
    Unit unit;
  };
  struct OwnSource {
    Source source;
    std::size_t place;
    OwnKind kind;
    bool is_first;  // of its field
  };
  struct Map {
    std::vector<SlotSet> present;
    SlotSet absent;
    std::vector<Source> sources;  // by field, then as in the map
    std::array<std::uint16_t, kFields + 1>
        begin{};                 // of a field's sources, the next one's is the end
    std::vector<OwnSource> own;  // as in the map
  };
  struct Asked;

  std::uint16_t add_key(std::string_view key);
  SlotSet add_keys(std::string_view keys);
  static bool fits(const Map& map, const SlotSet& seen);

  KeySyntax syntax_;
  KeyTree tree_;
  std::vector<Map> maps_;
};

}  // namespace logscan
