#include "format/key_tree.h"

namespace logscan {

std::uint16_t KeyTree::add(const KeyPath& path) {
  std::uint16_t slot = kNoSlot;
  std::uint16_t number = kRoot;
  for (const KeyStep& step : path.steps) {
    if (slot != kNoSlot) {  // continue inside the value of the previous step
      if (inside_[slot] == kNoNode) {
        inside_[slot] = static_cast<std::uint16_t>(nodes_.size());
        nodes_.emplace_back();
      }
      number = inside_[slot];
    }
    Node& node = nodes_[number];
    std::string key = step.key;
    key.reserve(sizeof(std::uint64_t));  // find() may load this many
    slot =
        step.is_index ? node.find_element(step.index) : node.members.find(key.data(), key.size());
    if (slot != kNoSlot) continue;
    if (inside_.size() == kMaxSlots) return kNoSlot;
    slot = static_cast<std::uint16_t>(inside_.size());
    inside_.push_back(kNoNode);
    if (step.is_index) {
      node.elements.push_back({step.index, slot});
    } else {
      node.members.add(key, slot);
    }
  }
  return slot;
}

}  // namespace logscan
