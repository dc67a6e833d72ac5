#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "format/key_path.h"
#include "format/key_table.h"
#include "logscan/key_map.h"

namespace logscan {

/// The keys that are asked for, as they nest. Each step of each path is a slot, a small number;
/// paths that begin alike share the slots of what they share. Slots are given in the order of the
/// calls of add().
class KeyTree {
 public:
  static constexpr std::size_t kMaxSlots = 2048;
  static constexpr std::uint16_t kRoot = 0;
  static constexpr std::uint16_t kNoNode = 0xffff;

  /// What is asked for in one object or array.
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

  /// The slot of the value at the end of the path; kNoSlot when there are too many.
  std::uint16_t add(const KeyPath& path);

  const Node& node(std::uint16_t number) const { return nodes_[number]; }

  /// The node of what is asked for inside a slot's value; kNoNode when nothing is.
  std::uint16_t inside(std::uint16_t slot) const { return inside_[slot]; }

  std::size_t slots() const { return inside_.size(); }

 private:
  std::vector<Node> nodes_;
  std::vector<std::uint16_t> inside_;  // by slot
};

}  // namespace logscan
