#include "query/word_reader.h"

#include <algorithm>
#include <iterator>

#include "format/token.h"
#include "query/expression.h"
#include "query/hints.h"
#include "text/ascii.h"

namespace logscan::detail {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";

bool is_word(std::string_view word, std::string_view expected) {
  return std::equal(word.begin(), word.end(), expected.begin(), expected.end(),
                    [](char a, char b) { return to_lower(a) == b; });
}

}  // namespace

bool is_reserved(std::string_view word) {
  constexpr std::string_view kWords[] = {"and", "or", "not", "in", "like"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [word](std::string_view each) { return is_word(word, each); });
}

// Drops spaces at the end, so that the column of "the end" is right after the last word.
WordReader::WordReader(std::string_view text)
    : text_(text.substr(0, text.find_last_not_of(kSpaces) + 1)) {}

void WordReader::skip_spaces() {
  at_ = std::min(text_.find_first_not_of(kSpaces, at_), text_.size());
}

bool WordReader::consume(std::string_view expected) {
  if (!rest().starts_with(expected)) return false;
  at_ += expected.size();
  return true;
}

bool WordReader::consume_word(std::string_view expected) {
  if (!is_word(next_word(), expected)) return false;
  at_ += expected.size();
  return true;
}

std::string_view WordReader::next_word() const {
  const std::string_view left = rest();
  const auto end = std::find_if_not(left.begin(), left.end(), is_word_byte);
  return left.substr(0, static_cast<std::size_t>(end - left.begin()));
}

std::string_view WordReader::next_name() const {
  const std::string_view left = rest();
  const auto end = std::find_if_not(left.begin(), left.end(),
                                    [](char c) { return is_word_byte(c) || c == '-' || c == '.'; });
  return left.substr(0, static_cast<std::size_t>(end - left.begin()));
}

Value WordReader::consume_value(std::string_view before) {
  skip_spaces();
  if (!done() && (rest()[0] == '"' || rest()[0] == '\'')) return quoted_value();

  const std::string_view word = next_value();
  const std::string expected = "expected a value after " + quoted(before);
  if (word.empty())
    throw ExpressionError(column(), done() ? expected : expected + ", found " + found());
  if (is_reserved(word) || std::string_view("=<>!~").find(word[0]) != std::string_view::npos) {
    throw ExpressionError(
        column(), expected + ", found " + quoted(word) + "; if that is meant, put it in quotes");
  }
  Value value{std::string(word), column(), is_word(word, "null")};
  at_ += word.size();
  return value;
}

Value WordReader::quoted_value() {
  Value value{{}, column(), false};
  const char quote = rest()[0];
  for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
    if (text_[i] == quote) {
      at_ = i + 1;
      return value;
    }
    const bool escape =
        text_[i] == '\\' && i + 1 < text_.size() && (text_[i + 1] == quote || text_[i + 1] == '\\');
    value.text += text_[escape ? ++i : i];
  }
  throw ExpressionError(
      column(), std::string("this quote is never closed; add ") + quote + " after the value");
}

std::string_view WordReader::next_value() const {
  const std::string_view left = rest();
  std::size_t end = left.find_first_of(" \t\r\n(),\"'");
  end = std::min({end, left.find("&&"), left.find("||"), left.size()});
  return left.substr(0, end);
}

std::string WordReader::found() const {
  if (done()) return "the end";
  const std::string_view left = rest();
  if (left[0] == '"' || left[0] == '\'') return "a quoted text";
  const std::size_t end = left.find_first_of(" \t\r\n(),", 1);
  return quoted(left.substr(0, std::min(end, left.size())));
}

}  // namespace logscan::detail
