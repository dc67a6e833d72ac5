// Implements the built-in rules of normalize.h. Every id has a digit, so most paths turn out to
// have no ids before any word is examined.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "format/token.h"
#include "query/normalize.h"
#include "text/ascii.h"

namespace logscan {
namespace {

enum Kind : std::uint8_t {
  kNone = 0,  // ends a word
  kDigit = 1,
  kLower = 2,
  kUpper = 4,
  kMark = 8,
  kLetter = kLower | kUpper,
};

constexpr std::uint8_t kBeyondHex = 16;  // a letter other than a hexadecimal digit

constexpr std::array<std::uint8_t, 256> kKinds = [] {
  std::array<std::uint8_t, 256> kinds{};
  for (unsigned i = 0; i < 26; ++i) {
    const std::uint8_t beyond = i > 5 ? kBeyondHex : std::uint8_t{0};
    kinds['a' + i] = kLower | beyond;
    kinds['A' + i] = kUpper | beyond;
  }
  for (unsigned i = 0; i < 10; ++i)
    kinds['0' + i] = kDigit;
  kinds['-'] = kinds['_'] = kMark;
  return kinds;
}();

std::uint8_t kind_of(char c) {
  return kKinds[static_cast<unsigned char>(c)];
}

// A word and the kinds of its characters.
struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint8_t kinds = 0;   // all kinds in the word
  std::size_t changes = 0;  // between upper case, lower case and digits

  std::size_t size() const { return end - begin; }
  bool has(std::uint8_t kind) const { return (kinds & kind) != 0; }
};

Word read_word(std::string_view path, std::size_t begin) {
  constexpr std::uint8_t kCounted = kDigit | kLetter;
  Word word{begin, begin};
  std::uint8_t last = 0;
  for (; word.end < path.size(); ++word.end) {
    const std::uint8_t kind = kind_of(path[word.end]);
    if (kind == kNone) break;
    word.kinds |= kind;
    const std::uint8_t counted = kind & kCounted;
    word.changes += (counted & last) == 0 && counted != 0 && last != 0;
    last = counted;
  }
  return word;
}

bool is_uuid(std::string_view word) {
  if (word.size() != 36) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? word[i] != '-' : !is_digit(word[i]) && !is_hex_letter(word[i])) return false;
  }
  return true;
}

bool is_random(const Word& word) {
  if (word.size() < 20 || !word.has(kLetter)) return false;
  const bool one_case = !word.has(kLower) || !word.has(kUpper);
  return (one_case && !word.has(kMark)) || word.changes * 5 >= word.size() * 2;
}

// Returns whether a number is an id because of its neighbours.
bool is_number_alone(std::string_view path, const Word& word, const Word& before) {
  const bool first = word.begin == 0 || path[word.begin - 1] == '/';
  const bool last = word.end == path.size() || path[word.end] == '/';
  if (first && last) return true;
  if (first && path[word.end] == '.') return read_word(path, word.end + 1).has(kLetter);
  return last && path[word.begin - 1] == '.' && before.end + 1 == word.begin && before.size() > 0 &&
         !before.has(kDigit | kMark);
}

bool is_id(std::string_view path, const Word& word, const Word& before) {
  if (!word.has(kDigit)) return false;
  const std::string_view text = path.substr(word.begin, word.size());
  if (!word.has(kBeyondHex)) {
    if (!word.has(kMark) && word.size() >= 8) return true;
    if (is_uuid(text)) return true;
  }
  if (word.has(kLetter | kMark)) return is_random(word);
  return is_number_alone(path, word, before);
}

// Returns where the next word can begin. Skips an escape, so that its digits belong to no word.
std::size_t after_separator(std::string_view path, std::size_t at) {
  const auto is_hex = [&](std::size_t i) {
    return i < path.size() && (is_digit(path[i]) || is_hex_letter(path[i]));
  };
  return path[at] == '%' && is_hex(at + 1) && is_hex(at + 2) ? at + 3 : at + 1;
}

}  // namespace

void append_normalized(std::string_view path, std::string& out) {
  std::size_t copied = 0;
  if (std::any_of(path.begin(), path.end(), is_digit)) {
    Word before;
    for (std::size_t at = 0; at < path.size(); at = after_separator(path, at)) {
      const Word word = read_word(path, at);
      if (is_id(path, word, before)) {
        out.append(path, copied, word.begin - copied);
        out += "{id}";
        copied = word.end;
      }
      before = word;
      at = word.end;
      if (at == path.size()) break;
    }
  }
  out.append(path, copied);
}

}  // namespace logscan
