#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "format/key_table.h"

namespace logscan {

/// A step of a key's path: to the member of an object or the element of an array.
struct KeyStep {
  std::string key;
  std::uint32_t index = 0;
  bool is_index = false;
};

struct KeyPath {
  std::vector<KeyStep> steps;
  std::size_t bad_at = 0;         ///< position of the problem in the text
  const char* problem = nullptr;  ///< null if the path is valid
};

/// Splits `request.headers.User-Agent[0]` into its steps, at most 8, and undoes backslashes. An
/// index is at most 999.
KeyPath split_json_path(std::string_view text);

/// Returns a label of LTSV or logfmt as a path of one step and undoes backslashes.
KeyPath plain_key(std::string_view text);

/// The keys that are looked for, as a tree. Each step of each path has a slot, a small number;
/// paths with a common beginning share its slots. Slots are numbered in the order of the add()
/// calls.
class KeyTree {
 public:
  static constexpr std::size_t kMaxSlots = 2048;
  static constexpr std::uint16_t kRoot = 0;
  static constexpr std::uint16_t kNoNode = 0xffff;

  /// The keys and elements looked for in one object or array.
  struct Node {
    struct Element {
      std::uint32_t index;
      std::uint16_t slot;
    };

    std::uint16_t find_element(std::uint32_t index) const {
      for (const Element& element : elements) {
        if (element.index == index) return element.slot;
      }
      return kNoSlot;
    }

    KeyTable members;
    std::vector<Element> elements;
  };

  KeyTree() : nodes_(1) {}

  /// Returns the slot of the value at the end of the path, or kNoSlot when there are too many.
  std::uint16_t add(const KeyPath& path);

  const Node& node(std::uint16_t number) const { return nodes_[number]; }

  /// Returns the node for the inside of a slot's value, or kNoNode when nothing is looked for
  /// there.
  std::uint16_t inside(std::uint16_t slot) const { return inside_[slot]; }

  std::size_t slots() const { return inside_.size(); }

 private:
  std::vector<Node> nodes_;
  std::vector<std::uint16_t> inside_;  // by slot
};

}  // namespace logscan
