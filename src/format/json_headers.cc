// Each string begins and ends at a quote of the line, and all quotes are known. So a few bytes at
// each of them show what stands between two strings, and no other byte needs to be read. Bytes
// after the end of the line may be read, but each step ends with a quote or at the closing brace,
// which is the caller's to find.

#include "format/json_headers.h"

#include "format/word.h"

namespace logscan {
namespace {

// `":"`, `":["`, `":[]` and `"]`
constexpr std::uint32_t kInString = ('"' << 16) | (':' << 8) | '"';
constexpr std::uint32_t kInList = ('"' << 24) | ('[' << 16) | (':' << 8) | '"';
constexpr std::uint32_t kEmptyList = (std::uint32_t{']'} << 24) | ('[' << 16) | (':' << 8) | '"';
constexpr std::uint32_t kAfterList = (']' << 8) | '"';

class HeadersWalk {
 public:
  HeadersWalk(const LineView& line, const KeyTree& tree, std::uint32_t quote, FoundKeys& found)
      : text_(line.block),
        tree_(tree),
        found_(found),
        first_(found.slots().size()),
        quote_(line.quotes + quote),
        end_(line.quotes + line.quote_count) {}

  bool run(std::uint16_t node, std::uint32_t& place) {
    const KeyTable* const keys = node == KeyTree::kNoNode ? nullptr : &tree_.node(node).members;
    for (std::uint32_t at = place;; ++at) {
      if (end_ - quote_ < 2 || *quote_ != at) return false;
      const std::uint32_t close = quote_[1];
      std::uint16_t slot = kNoSlot;
      if (keys != nullptr) slot = keys->find(text_ + at + 1, close - at - 1);
      if (slot == kNoSlot && has_usual_value()) {
        at = quote_[3] + 2;
        quote_ += 4;
      } else if (!value(slot, at)) {
        return false;
      }
      if (text_[at] == '}') return place = at, true;
      if (text_[at] != ',') return false;
    }
  }

  const std::uint32_t* quote() const { return quote_; }

 private:
  // Returns whether the key and the value after it are `"key":["value"]` without a backslash before
  // a quote, as nearly all are.
  bool has_usual_value() const {
    if (end_ - quote_ < 4) return false;
    const std::uint32_t begin = load32(text_ + quote_[1]);
    const std::uint32_t end = load32(text_ + quote_[3]);
    const std::uint32_t differs = (begin ^ kInList) | ((end ^ kAfterList) & 0xffff);
    return differs == 0 && text_[quote_[1] - 1] != '\\' && text_[quote_[3] - 1] != '\\';
  }

  // Moves `at` from a key to the end of its value, and adds the value if it has a slot.
  bool value(std::uint16_t slot, std::uint32_t& at) {
    const std::uint32_t close = quote_[1];
    const std::uint32_t after = load32(text_ + close);
    const bool is_list = after == kInList;
    const bool is_empty = after == kEmptyList;
    if (!is_list && !is_empty && (after & 0xffffff) != kInString) return false;
    if (text_[close - 1] == '\\') return false;
    if (slot != kNoSlot && found_.has(slot)) slot = kNoSlot;
    if (is_empty) {
      quote_ += 2;
      at = close + 4;
      return add(slot, close + 2, 1, ValueKind::kNested);
    }
    const std::uint32_t begin = close + (is_list ? 4 : 3);
    if (end_ - quote_ < 4 || quote_[2] + 1 != begin) return false;
    quote_ += 3;
    return is_list ? list(slot, begin, at) : string(slot, begin, at);
  }

  // Both set `at` to the end of the value that begins at `begin`, after its quote. The slot may be
  // kNoSlot.

  bool string(std::uint16_t slot, std::uint32_t begin, std::uint32_t& at) {
    if (!close_string() || !add(slot, begin, *quote_ - begin, ValueKind::kText)) return false;
    at = *quote_++ + 1;
    return true;
  }

  bool list(std::uint16_t slot, std::uint32_t begin, std::uint32_t& at) {
    if (!add(slot, begin - 2, 1, ValueKind::kNested)) return false;
    const std::uint16_t inside = slot == kNoSlot ? KeyTree::kNoNode : tree_.inside(slot);
    for (std::uint32_t index = 0;; ++index) {
      if (!close_string()) return false;
      if (inside != KeyTree::kNoNode &&
          !add(tree_.node(inside).find_element(index), begin, *quote_ - begin, ValueKind::kText))
        return false;
      at = *quote_++ + 1;
      if (text_[at] == ']') return ++at, true;
      if (text_[at] != ',' || quote_ == end_ || *quote_ != at + 1) return false;
      begin = *quote_++ + 1;
      if (quote_ == end_) return false;
    }
  }

  // Moves from the first quote in or after a string to the one that closes it.
  bool close_string() {
    while (text_[*quote_ - 1] == '\\') {
      if (text_[*quote_ - 2] == '\\' || ++quote_ == end_) return false;
    }
    return true;
  }

  bool add(std::uint16_t slot, std::uint32_t begin, std::uint32_t size, ValueKind kind) {
    if (slot == kNoSlot) return true;
    if (found_.is_full()) return false;
    KeyValue& value = found_.insert(slot, first_);
    value.data = text_ + begin;
    value.size = size;
    value.kind = kind;
    return true;
  }

  const char* text_;
  const KeyTree& tree_;
  FoundKeys& found_;
  std::size_t first_;  // of the values found here, which are sorted by their slots
  const std::uint32_t* quote_;
  const std::uint32_t* end_;
};

}  // namespace

bool walk_json_headers(const LineView& line, const KeyTree& tree, std::uint16_t node,
                       QuotedPlace& place, FoundKeys& found) {
  HeadersWalk walk(line, tree, place.quote, found);
  if (!walk.run(node, place.at)) return false;
  place.quote = static_cast<std::uint32_t>(walk.quote() - line.quotes);
  return true;
}

}  // namespace logscan
