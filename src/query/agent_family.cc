#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "format/token.h"
#include "query/agent_table.h"
#include "query/derived_values.h"
#include "text/ascii.h"

namespace logscan::detail {
namespace {

constexpr std::size_t kRows = std::size(kAgentRows);
constexpr std::size_t kLetters = 26;

// The rows grouped by their first letter, within a letter in the order of their rank.
struct Index {
  std::array<std::uint8_t, kRows> rows{};
  std::array<std::uint8_t, kLetters + 1> begins{};
};

constexpr Index kIndex = [] {
  static_assert(kRows < 256);
  Index index;
  std::size_t count = 0;
  for (std::size_t letter = 0; letter < kLetters; ++letter) {
    index.begins[letter] = static_cast<std::uint8_t>(count);
    for (std::size_t i = 0; i < kRows; ++i) {
      if (kAgentRows[i].word[0] == static_cast<char>('a' + letter))
        index.rows[count++] = static_cast<std::uint8_t>(i);
    }
  }
  index.begins[kLetters] = static_cast<std::uint8_t>(count);
  return index;
}();
static_assert(kIndex.begins[kLetters] == kRows, "a word does not begin with a small letter");

bool fits(std::string_view word, std::string_view row) {
  if (word.size() < row.size() || (word.size() > row.size() && word[row.size()] != '-'))
    return false;
  for (std::size_t i = 1; i < row.size(); ++i) {  // the first letter matches already
    if (to_lower(word[i]) != row[i]) return false;
  }
  return true;
}

// Returns the first row that a word matches, or `best` if that comes before it.
std::size_t better_row(std::string_view word, std::size_t best) {
  if (!is_letter(word[0])) return best;
  const auto letter = static_cast<std::size_t>(to_lower(word[0]) - 'a');
  for (std::size_t i = kIndex.begins[letter]; i < kIndex.begins[letter + 1]; ++i) {
    const std::size_t row = kIndex.rows[i];
    if (row >= best) return best;
    if (fits(word, kAgentRows[row].word)) return row;
  }
  return best;
}

bool is_name_byte(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '_';
}

// Returns the row of an agent, or kRows.
std::size_t find_row(std::string_view agent) {
  std::size_t best = kRows;
  for (std::size_t at = 0; at < agent.size(); ++at) {
    if (!is_name_byte(agent[at])) continue;
    const std::size_t begin = at;
    while (at < agent.size() && is_name_byte(agent[at]))
      ++at;
    best = better_row(agent.substr(begin, at - begin), best);
  }
  return best;
}

constexpr std::uint64_t packed(std::string_view letters) {
  std::uint64_t value = 0;
  for (const char c : letters)
    value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

// Returns whether a `bot` that ends at `at` marks a robot.
bool is_bot_at(std::string_view agent, std::size_t at) {
  const auto letter = [&](std::size_t i) { return i < agent.size() && is_letter(agent[i]); };
  const std::size_t begin = at - 2;
  if (begin == 0 || !letter(begin - 1)) return true;
  const bool plural = letter(at + 1) && to_lower(agent[at + 1]) == 's';
  if (letter(at + (plural ? 2 : 1))) return false;
  return !(begin >= 2 && to_lower(agent[begin - 1]) == 'u' && to_lower(agent[begin - 2]) == 'c' &&
           (begin == 2 || !letter(begin - 3)));
}

bool has_bot_word(std::string_view agent) {
  constexpr std::uint64_t kThree = 0xffffff;
  constexpr std::uint64_t kFive = 0xffffffffff;
  constexpr std::uint64_t kSix = 0xffffffffffff;
  std::uint64_t last = 0;  // the last bytes, in lower case
  for (std::size_t at = 0; at < agent.size(); ++at) {
    last = last << 8 | static_cast<unsigned char>(to_lower(agent[at]));
    if ((last & kFive) == packed("crawl") || (last & kFive) == packed("slurp") ||
        (last & kSix) == packed("spider")) {
      return true;
    }
    if ((last & kThree) == packed("bot") && is_bot_at(agent, at)) return true;
  }
  return false;
}

}  // namespace

std::string_view agent_family(std::string_view agent) {
  const std::size_t row = find_row(agent);
  return row == kRows ? "other" : kAgentRows[row].family;
}

std::vector<std::string_view> agent_families() {
  std::vector<std::string_view> families = {"other"};
  for (const AgentRow& row : kAgentRows) {
    if (std::find(families.begin(), families.end(), row.family) == families.end())
      families.push_back(row.family);
  }
  return families;
}

bool is_bot(std::string_view agent) {
  const std::size_t row = find_row(agent);
  return (row != kRows && kAgentRows[row].bot) || has_bot_word(agent);
}

}  // namespace logscan::detail
