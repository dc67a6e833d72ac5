// A line fits a template if its pieces, the texts between the holes, stand in the line in their
// order, and each text between two of them may stand in the hole. This can be checked at once,
// since the quotes of a block are known: a piece has at least one quote, and its number among the
// quotes of the line is the same in each line. The last piece ends where the line ends.
//
// Then walk_json() finds the same keys in the same order, and other values only in the holes:
//
// - Pieces hold all brackets, commas, colons and keys of the text. Each quote of the line is in a
//   piece, or one of those counted in a hole: a line has as many quotes as the template, and the
//   pieces are found at the quotes with the same numbers.
// - The hole of a string holds no control byte, does not end in a backslash, and each quote in it
//   follows a single backslash. So the string ends at the quote with which the next piece begins.
// - The hole of a number or word holds one.
// - The hole of headers holds what walk_json_headers() accepts. The numbers of the quotes after it
//   count from its end. kMostMarks keeps it far from the limit of depth.
//
// So the line has the marks of the template's text, and is walked in the same way.

#include "format/json_template.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>
#include <utility>

#include "format/json_headers.h"
#include "format/key_table.h"
#include "format/key_value.h"
#include "format/word.h"
#include "text/ascii.h"

namespace logscan {
namespace {

constexpr std::size_t kStep = sizeof(SixteenBytes);

constexpr std::uint32_t kAll = 0xffff;

// Sixteen bytes must be readable at both.
bool equal(const char* left, const char* right, std::size_t size) {
  const auto same = [&](std::size_t at) {
    return load_sixteen(left + at) == load_sixteen(right + at);
  };
  if (size < kStep) return ((match_bits(same(0)) ^ kAll) << (kStep - size) & kAll) == 0;
  auto all = same(size - kStep);
  for (std::size_t at = 0; at + kStep < size; at += kStep)
    all &= same(at);
  return match_bits(all) == kAll;
}

// Returns whether a text of at least sixteen bytes has one below a space.
bool has_control(const char* text, std::size_t size) {
  const auto least = [](SixteenBytes a, SixteenBytes b) { return a < b ? a : b; };
  SixteenBytes low = load_sixteen(text + size - kStep);
  SixteenBytes low2 = low;
  std::size_t at = 0;
  for (; at + 2 * kStep <= size; at += 2 * kStep) {
    low = least(low, load_sixteen(text + at));
    low2 = least(low2, load_sixteen(text + at + kStep));
  }
  if (at + kStep <= size) low = least(low, load_sixteen(text + at));
  return match_bits(least(low, low2) < 0x20) != 0;
}

// Returns whether a text is digits, perhaps with a point among them, as JSON writes numbers.
// Sixteen bytes must be readable.
bool is_plain_number(const char* text, std::size_t size) {
  if (size == 0 || size > kStep) return false;
  const std::uint32_t inside = kAll >> (kStep - size);
  const std::uint32_t others = ~match_bits(load_sixteen(text) - '0' < 10) & inside;
  const std::size_t whole = others == 0 ? size : static_cast<std::size_t>(std::countr_zero(others));
  if (whole == 0 || (text[0] == '0' && whole > 1)) return false;
  return others == 0 || (text[whole] == '.' && (others & (others - 1)) == 0 && whole + 1 < size);
}

std::uint32_t count_quotes(std::string_view text) {
  return static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '"'));
}

bool is_bracket_or_mark(char c) {
  return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':';
}

}  // namespace

bool JsonTemplate::is_usual(const LineView& line, const JsonMarks& marks) {
  return line.size() >= kStep && line.size() <= kMostBytes && marks.count <= kMostMarks &&
         !has_control(line.data(), line.size());
}

JsonTemplate::JsonTemplate(const LineView& line, const JsonMarks& marks, const KeyTree& tree,
                           const FoundKeys& found)
    : tree_(&tree),
      text_(line.data(), line.size()),
      size_(line.size()),
      quotes_(line.quote_count),
      found_(found.slots().size() + kMostFound) {
  const char* const data = line.data();
  const std::span<const std::uint16_t> slots = found.slots();
  std::uint16_t slot = 0;
  const auto slot_is_before = [&](std::uint32_t end) {
    return slot < slots.size() && found.at(slot).data < data + end;
  };
  // Returns whether the last of the keys up to a place is there.
  const auto keep_keys = [&](std::uint32_t at) {
    for (; slot_is_before(at + 1); ++slot) {
      const KeyValue& value = found_.add(slots[slot]) = found.at(slot);
      keys_.push_back({static_cast<std::uint32_t>(value.data - data), value.size});
    }
    return !keys_.empty() && keys_.back().at == at;
  };
  std::uint32_t quote = 0;
  for (std::size_t i = 0; i < marks.count; ++i) {
    const std::uint32_t at = marks.at[i];
    while (quote < line.quote_count && line.quotes[quote] < line.begin + at)
      ++quote;
    QuotedPlace end_of_headers{line.begin + at + 1, quote};
    FoundKeys none(0);
    // A key stands before them, so that there is a quote in the piece.
    if (data[at] == '{' && i > 0 && data[marks.at[i - 1]] == ':' &&
        walk_json_headers(line, tree, KeyTree::kNoNode, end_of_headers, none)) {
      const bool is_key = keep_keys(at);
      const std::uint32_t end = end_of_headers.at - line.begin;
      values_.push_back({at + 1, end, 0, Kind::kHeaders, true,
                         is_key ? tree.inside(found_.slots().back()) : KeyTree::kNoNode});
      while (slot_is_before(end))
        ++slot;
      while (marks.at[i + 1] < end)
        ++i;
      quotes_ -= end_of_headers.quote - quote;
      has_headers_ = true;
      continue;
    }
    const bool is_string = data[at] == '"';
    if (is_bracket_or_mark(data[at]) || (is_string && data[marks.at[i + 1]] == ':')) continue;
    std::uint32_t end = marks.at[i + 1];
    while (is_space(data[end - 1]))
      --end;
    Value value{at, end, 0, Kind::kScalar, false};
    if (is_string) {
      value = {at + 1, end - 1, 0, Kind::kString, false};
      value.quotes = count_quotes(text_of(value));
    }
    if (keep_keys(value.begin)) {
      const ValueKind kind = found_.at(static_cast<std::uint16_t>(keys_.size() - 1)).kind;
      value.varies = kind <= ValueKind::kNumber;
      if (!is_string) value.kind = value.varies ? Kind::kNumber : Kind::kSame;
    }
    values_.push_back(value);
  }
  keep_keys(size_);
  text_.append(kStep, '\0');
  cut_pieces();
}

std::string_view JsonTemplate::text_before(std::size_t value) const {
  const std::uint32_t begin = value == 0 ? 0 : values_[value - 1].end;
  const std::uint32_t end = value == values_.size() ? size_ : values_[value].begin;
  return std::string_view(text_).substr(begin, end - begin);
}

bool JsonTemplate::resembles(const JsonTemplate& other) const {
  if (quotes_ != other.quotes_ || values_.size() != other.values_.size()) return false;
  for (std::size_t i = 0; i <= values_.size(); ++i) {
    if (text_before(i) != other.text_before(i)) return false;
    if (i == values_.size()) break;
    const Value& mine = values_[i];
    const Value& theirs = other.values_[i];
    if (mine.kind != theirs.kind || mine.quotes != theirs.quotes) return false;
    if (mine.kind == Kind::kSame && text_of(mine) != other.text_of(theirs)) return false;
  }
  return true;
}

void JsonTemplate::widen(const JsonTemplate& older) {
  for (std::size_t i = 0; i < values_.size(); ++i) {
    values_[i].varies |=
        older.values_[i].varies || text_of(values_[i]) != older.text_of(older.values_[i]);
  }
  cut_pieces();
}

void JsonTemplate::cut_pieces() {
  pieces_.clear();
  const std::string_view text(text_.data(), size_);
  Piece piece;
  std::uint32_t quotes = 0;
  std::size_t key = 0;
  const auto add = [&](std::uint32_t end, const Value* hole) {
    const std::string_view bytes = text.substr(piece.begin, end - piece.begin);
    const std::size_t quote = bytes.find('"');
    if (hole != nullptr && quote == std::string_view::npos) return;
    const std::uint16_t number = static_cast<std::uint16_t>(pieces_.size());
    for (; key < keys_.size() && keys_[key].at < end + (hole != nullptr ? 1 : 0); ++key) {
      keys_[key].begin = keys_[key].at - piece.begin;
      keys_[key].piece = number;
      keys_[key].varies = keys_[key].at == end;
    }
    piece.size = end - piece.begin;
    piece.quote = quotes;
    piece.quote_at = static_cast<std::uint32_t>(quote);
    pieces_.push_back(piece);
    if (hole == nullptr) return;
    quotes += count_quotes(bytes);
    piece = {hole->kind, hole->node, quotes, hole->quotes, hole->end};
    quotes += hole->quotes;
  };
  for (const Value& value : values_) {
    if (value.varies) add(value.begin, &value);
  }
  add(size_, nullptr);
}

// Returns whether a text may stand in the hole before a piece.
inline bool JsonTemplate::fills(const LineView& line, std::uint32_t begin, std::uint32_t end,
                                const Piece& piece) {
  const char* const text = line.block;
  if (piece.hole == Kind::kString) {
    for (std::uint32_t i = 0; i < piece.inside; ++i) {
      const std::uint32_t quote = line.quotes[piece.first_inside + i];
      if (text[quote - 1] != '\\' || text[quote - 2] == '\\') return false;
    }
    return text[end - 1] != '\\';  // in an empty string, the quote that opens it
  }
  if (begin == end) return piece.hole >= Kind::kHeaders;
  if (piece.hole >= Kind::kHeaders) return false;
  if (is_plain_number(text + begin, end - begin)) return true;
  const ValueKind kind = scalar_kind({text + begin, end - begin});
  return kind == ValueKind::kNumber || (kind != ValueKind::kNested && piece.hole == Kind::kScalar);
}

// Walks the headers at `at` before a piece, and leaves their quotes out.
inline bool JsonTemplate::skip_headers(const Piece& piece, std::uint32_t& at, LineView& line) {
  QuotedPlace place{at, piece.first_inside};
  if (!walk_json_headers(line, *tree_, piece.node, place, found_)) return false;
  const std::uint32_t quotes = place.quote - piece.first_inside;
  line.quotes += quotes;
  line.quote_count -= quotes;
  at = place.at;
  return line.quote_count >= quotes_;
}

const FoundKeys* JsonTemplate::match(const LineView& whole) {
  if (!may_have(whole.quote_count) || whole.size() < kStep) return nullptr;
  LineView line = whole;
  std::array<std::uint32_t, kMostPieces> begins;
  std::uint32_t* next_begin = begins.data();
  std::uint32_t end = line.begin;  // of the piece before
  found_.shrink(keys_.size());
  const Piece* const last = &pieces_.back();
  for (const Piece* piece = pieces_.data(); piece <= last; ++piece) {
    if (piece->hole == Kind::kHeaders && !skip_headers(*piece, end, line)) return nullptr;
    const std::int64_t begin = piece == last
                                   ? std::int64_t{line.end} - piece->size
                                   : std::int64_t{line.quotes[piece->quote]} - piece->quote_at;
    if (begin < end || begin + piece->size > line.end) return nullptr;
    *next_begin = static_cast<std::uint32_t>(begin);
    if (!equal(line.block + begin, text_.data() + piece->begin, piece->size)) return nullptr;
    if (!fills(line, end, *next_begin, *piece)) return nullptr;
    end = *next_begin++ + piece->size;
  }
  if (line.quote_count != quotes_) return nullptr;
  if (has_control(line.data(), line.size())) return nullptr;
  std::uint16_t number = 0;
  for (const Key& key : keys_) {
    KeyValue& value = found_.at(number++);
    const std::uint32_t begin = begins[key.piece] + key.begin;
    value.data = line.block + begin;
    value.size = key.varies ? begins[key.piece + 1u] - begin : key.size;
  }
  return &found_;
}

const FoundKeys* JsonTemplates::match(const LineView& line) {
  may_learn_ = false;
  if (++lines_ % kLinesPerLesson == 0) ++lessons_;
  if (pause_ > 0) {
    --pause_;
    return nullptr;
  }
  int tries = 0;
  for (std::size_t i = 0; i < known_.size() && tries < kTries; ++i) {
    Known& known = *known_[i];
    if (!known.form.may_have(line.quote_count)) continue;
    ++tries;
    const FoundKeys* const found = known.form.match(line);
    if (found == nullptr) continue;
    if (i > 0)
      std::rotate(known_.begin(), known_.begin() + static_cast<std::ptrdiff_t>(i),
                  known_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    if (++known.hits == kUsefulHits) ++lessons_;
    misses_ = 0;
    return found;
  }
  pause_ = misses_;
  misses_ = std::min(2 * misses_ + 1, kLongestPause);
  may_learn_ = lessons_ > 0;
  return nullptr;
}

void JsonTemplates::learn(const LineView& line, const JsonMarks& marks, const KeyTree& tree,
                          const FoundKeys& found) {
  if (!may_learn_ || !JsonTemplate::is_usual(line, marks)) return;
  --lessons_;
  auto lesson = std::make_unique<Known>(Known{JsonTemplate(line, marks, tree, found)});
  const auto older = std::find_if(known_.begin(), known_.end(), [&](const auto& known) {
    return lesson->form.resembles(known->form);
  });
  if (older != known_.end()) {
    lesson->form.widen((*older)->form);
    known_.erase(older);
  } else if (known_.size() == kMost) {
    known_.pop_back();
  }
  known_.insert(known_.begin(), std::move(lesson));
}

}  // namespace logscan
