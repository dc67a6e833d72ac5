#include <algorithm>
#include <array>

#include "format/json_marks.h"
#include "format/key_fields.h"
#include "format/key_tree.h"
#include "format/token.h"

namespace logscan {
namespace {

constexpr std::size_t kMaxDepth = 1024;

// Accepts `-12.5e+3` by the grammar of JSON.
bool is_json_number(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at]))
      ++at;
    return at - begin;
  };
  const bool zero = at < text.size() && text[at] == '0';
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (digits() == 0) return false;
  }
  if (at < text.size() && (text[at] | 0x20) == 'e') {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (digits() == 0) return false;
  }
  return at == text.size();
}

/// The kind of each enclosing container, one bit each: object or array.
class Nesting {
 public:
  bool push(bool object) {
    if (depth_ == kMaxDepth) return false;
    const std::uint64_t bit = std::uint64_t{1} << (depth_ % 64);
    std::uint64_t& word = objects_[depth_++ / 64];
    word = object ? word | bit : word & ~bit;
    return true;
  }
  void pop() { --depth_; }
  bool empty() const { return depth_ == 0; }
  bool in_object() const { return (objects_[(depth_ - 1) / 64] >> ((depth_ - 1) % 64) & 1) != 0; }

 private:
  std::array<std::uint64_t, kMaxDepth / 64> objects_;  // written before it is read
  std::size_t depth_ = 0;
};

// Accepts digits in any form, addresses included. `-` alone counts, and stands for null.
bool is_nearly_number(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_digit(c) || c == '.' || c == '-'; });
}

template <bool kNearly>
class Walk {
 public:
  Walk(std::string_view line, const JsonMarks& marks, const KeyTree& tree, FoundKeys& found)
      : text_(line.data()),
        size_(static_cast<std::uint32_t>(line.size())),
        mark_(marks.at),
        end_(marks.at + marks.count),
        fault_(marks.fault),
        tree_(tree),
        found_(found) {}

  std::uint32_t run() {
    const bool good = here() == '{' && members(tree_.node(KeyTree::kRoot)) && mark_ == end_ &&
                      fault_ == JsonMarks::kNoFault;
    if (good) return 0;
    return (mark_ < end_ ? *mark_ : fault_ < size_ ? fault_ : size_) + 1;
  }

 private:
  // Returns the byte at the mark, or NUL, which is not a mark, after the last one.
  char here() const { return mark_ < end_ ? text_[*mark_] : '\0'; }

  // Returns the end of the value at the mark, without the white space before the next one.
  const char* value_end() const {
    const char* end = text_ + mark_[1];
    while (is_space(end[-1]))
      --end;
    return end;
  }

  std::string_view string() const {
    const char* const begin = text_ + *mark_ + 1;
    return {begin, static_cast<std::size_t>(value_end() - 1 - begin)};
  }

  // Reads a number or a word.
  bool scalar(KeyValue& value) const {
    const char* const begin = text_ + *mark_;
    const std::string_view bytes(begin, static_cast<std::size_t>(value_end() - begin));
    const bool nearly = kNearly && is_nearly_number(bytes);
    value = {begin, static_cast<std::uint32_t>(bytes.size()),
             nearly ? ValueKind::kText : scalar_kind(bytes)};
    return value.kind != ValueKind::kNested;
  }

  // Returns whether another number follows a number in an object, after a comma or colon: nginx
  // writes the times of several servers this way.
  bool at_next_number() const {
    if (mark_ + 1 >= end_ || (here() != ',' && here() != ':')) return false;
    const char next = text_[mark_[1]];
    return is_digit(next) || next == '-' || next == '.';
  }

  // Extends `value` by these numbers. Returns false when one is invalid.
  bool more_numbers(KeyValue& value) {
    while (at_next_number()) {
      ++mark_;
      KeyValue more;
      if (!scalar(more)) return false;
      ++mark_;
      value.size = static_cast<std::uint32_t>(more.data + more.size - value.data);
      value.kind = ValueKind::kText;
    }
    return true;
  }

  // Reads a member's value that is missing or not valid JSON. Returns false when the value is one
  // for value().
  bool nearly_value(std::uint16_t slot, bool& good) {
    KeyValue value;
    good = true;
    if (here() == ',' || here() == '}') {
      value.data = text_ + *mark_;
    } else {
      const char first = here();
      if (!is_digit(first) && first != '-' && first != '.') return false;
      good = scalar(value);
      if (!good) return true;
      ++mark_;
      good = more_numbers(value);
    }
    if (slot != kNoSlot && !found_.has(slot)) found_.add(slot) = value;
    return true;
  }

  // Moves from the quote of a key to the mark after its colon.
  bool consume_key() {
    if (here() != '"') return false;
    ++mark_;
    if (here() != ':') return false;
    ++mark_;
    return true;
  }

  // Walks the members of the object at the mark. The recursion is as deep as the tree.
  bool members(const KeyTree::Node& node) {
    ++mark_;
    if (here() == '}') return ++mark_, true;
    for (;;) {
      const std::uint32_t* const key_mark = mark_;
      if (!consume_key()) return false;
      const char* const key = text_ + *key_mark + 1;
      const char* key_end = text_ + key_mark[1] - 1;
      while (*key_end != '"')
        --key_end;  // white space before the colon
      const std::uint16_t slot = node.members.find(key, static_cast<std::size_t>(key_end - key));
      bool good = true;
      if (!kNearly || !nearly_value(slot, good)) good = value(slot);
      if (!good) return false;
      if (here() == '}') return ++mark_, true;
      if (here() != ',') return false;
      ++mark_;
      if (kNearly && here() == '}') return ++mark_, true;
    }
  }

  bool elements(const KeyTree::Node& node) {
    ++mark_;
    if (here() == ']') return ++mark_, true;
    for (std::uint32_t index = 0;; ++index) {
      if (!value(node.find_element(index))) return false;
      if (here() == ']') return ++mark_, true;
      if (here() != ',') return false;
      ++mark_;
    }
  }

  bool value(std::uint16_t slot) {
    if (slot == kNoSlot || found_.has(slot)) return skip();
    KeyValue& value = found_.add(slot);
    const char first = here();
    if (first == '"') {
      const std::string_view bytes = string();
      value = {bytes.data(), static_cast<std::uint32_t>(bytes.size()), ValueKind::kText};
      ++mark_;
      return true;
    }
    if (first != '{' && first != '[') {
      if (mark_ == end_ || !scalar(value)) return false;
      ++mark_;
      return true;
    }
    value = {text_ + *mark_, 1, ValueKind::kNested};
    const std::uint16_t inside = tree_.inside(slot);
    if (inside == KeyTree::kNoNode) return skip();
    return first == '{' ? members(tree_.node(inside)) : elements(tree_.node(inside));
  }

  // Skips a value of any kind.
  bool skip() {
    if (here() == '"') return ++mark_, true;
    Nesting nesting;
    for (;;) {
      const char first = here();
      const bool nearly = kNearly && !nesting.empty() && nesting.in_object();
      if (first == '"') {
        ++mark_;
      } else if (nearly && (first == ',' || first == '}')) {
        // A missing value.
      } else if (first == '{' || first == '[') {
        if (!nesting.push(first == '{')) return false;
        ++mark_;
        // In ASCII, each closing bracket is the opening one plus two.
        if (here() == first + 2) {
          nesting.pop();
          ++mark_;
        } else {
          if (first == '{' && !consume_key()) return false;
          continue;
        }
      } else {
        KeyValue unused;
        if (mark_ == end_ || !scalar(unused)) return false;
        ++mark_;
        if (nearly && !more_numbers(unused)) return false;
      }
      for (;;) {
        if (nesting.empty()) return true;
        const char after = here();
        if (after == ',') {
          ++mark_;
          if (kNearly && nesting.in_object() && here() == '}') continue;
          if (nesting.in_object() && !consume_key()) return false;
          break;
        }
        if (after != (nesting.in_object() ? '}' : ']')) return false;
        nesting.pop();
        ++mark_;
      }
    }
  }

  const char* text_;
  std::uint32_t size_;
  const std::uint32_t* mark_;
  const std::uint32_t* end_;
  std::uint32_t fault_;
  const KeyTree& tree_;
  FoundKeys& found_;
};

}  // namespace

ValueKind scalar_kind(std::string_view text) {
  switch (text[0]) {
    case 'n':
      return text == "null" ? ValueKind::kNull : ValueKind::kNested;
    case 't':
      return text == "true" ? ValueKind::kWord : ValueKind::kNested;
    case 'f':
      return text == "false" ? ValueKind::kWord : ValueKind::kNested;
    default:
      return is_json_number(text) ? ValueKind::kNumber : ValueKind::kNested;
  }
}

std::uint32_t walk_json(std::string_view line, const JsonMarks& marks, const KeyTree& tree,
                        FoundKeys& found) {
  found.clear();
  return Walk<false>(line, marks, tree, found).run();
}

std::uint32_t walk_nearly_json(std::string_view line, const JsonMarks& marks, const KeyTree& tree,
                               FoundKeys& found) {
  found.clear();
  return Walk<true>(line, marks, tree, found).run();
}

}  // namespace logscan
