#include "format/key_tree.h"

#include "format/token.h"

namespace logscan {
namespace {

constexpr std::size_t kMaxSteps = 8;
constexpr std::uint32_t kMaxIndex = 999;

// Appends the text up to an unescaped byte of `ends` to `key`. Returns the position of that byte.
std::size_t consume_name(std::string_view text, std::size_t at, std::string_view ends,
                         std::string& key) {
  for (; at < text.size() && ends.find(text[at]) == std::string_view::npos; ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    key += text[at];
  }
  return at;
}

KeyPath failed(std::size_t at, const char* problem) {
  KeyPath path;
  path.bad_at = at;
  path.problem = problem;
  return path;
}

}  // namespace

KeyPath split_json_path(std::string_view text) {
  KeyPath path;
  std::size_t at = 0;
  for (;;) {
    KeyStep name;
    const std::size_t begin = at;
    at = consume_name(text, at, ".[", name.key);
    if (name.key.empty()) return failed(begin, "expected a name");
    path.steps.push_back(std::move(name));
    while (at < text.size() && text[at] == '[') {
      KeyStep element;
      element.is_index = true;
      const std::size_t digits = ++at;
      for (; at < text.size() && is_digit(text[at]) && element.index <= kMaxIndex; ++at)
        element.index = element.index * 10 + static_cast<unsigned>(text[at] - '0');
      if (at == digits || at == text.size() || text[at] != ']' || element.index > kMaxIndex) {
        return failed(digits, "expected an index from 0 to 999 and a closing bracket, as in [0]");
      }
      ++at;
      path.steps.push_back(std::move(element));
    }
    if (path.steps.size() > kMaxSteps) return failed(0, "a path has at most 8 steps");
    if (at == text.size()) return path;
    if (text[at] != '.') return failed(at, "expected a dot or a bracket after the index");
    ++at;
  }
}

KeyPath plain_key(std::string_view text) {
  KeyPath path;
  KeyStep name;
  consume_name(text, 0, "", name.key);
  if (name.key.empty()) return failed(0, "expected a name");
  path.steps.push_back(std::move(name));
  return path;
}

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
