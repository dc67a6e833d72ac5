#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "format/key_fields.h"
#include "format/key_map.h"
#include "format/key_tree.h"
#include "format/keyed_line.h"
#include "logscan/field.h"
#include "logscan/log_line.h"

namespace logscan {

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
  /// which is valid until the next call, and for a joined list and text with escaped slashes, which
  /// are valid until the next line is parsed.
  LogLine cut(FieldSet wanted, const FoundKeys& found);

  /// Returns the text of the `number`-th member, from 0, that may hold a whole line of another
  /// program, with its escapes. Returns null when there is none.
  std::string_view envelope(const FoundKeys& found, std::size_t number) const;

  /// Stores the wanted own fields of the map in `own`, at their index.
  void cut_own(FieldSet wanted, const FoundKeys& found, OwnValue* own) const;

 private:
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
    KeySources sources;
    std::vector<OwnSource> own;  // in the order of the map
  };
  /// The properties that all lines with the same keys share.
  struct Shape {
    std::vector<std::uint16_t> slots;
    std::size_t map = kNoMap;
    KeySources sources;  // only those in the line
  };

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
  KeySources synonyms_;
  std::vector<std::uint16_t> envelopes_;
  std::uint16_t date_ = kNoSlot;  // a date in a member apart from the time of day
  std::vector<Shape> shapes_;
  std::size_t shape_ = 0;  // of the line parsed last
  std::size_t oldest_ = 0;
  std::string target_;
  TextMemory memory_;
};

}  // namespace logscan
