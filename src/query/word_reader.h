#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "query/comparison.h"

namespace logscan::detail {

/// Returns whether a word, such as `and`, is neither a field nor an unquoted value.
bool is_reserved(std::string_view word);

/// Reads the text of an expression token by token. There is no list of tokens, because what a token
/// may be depends on the tokens before it.
class WordReader {
 public:
  /// `text` must outlive the reader.
  explicit WordReader(std::string_view text);

  void skip_spaces();
  bool done() const { return at_ == text_.size(); }
  std::size_t column() const { return at_ + 1; }
  std::string_view rest() const { return text_.substr(at_); }

  /// Consumes `expected` if it comes next.
  bool consume(std::string_view expected);

  /// Consumes a whole word of letters, digits and `_` if it equals `expected`, ignoring case.
  bool consume_word(std::string_view expected);

  /// Returns the next word of letters, digits and `_` without consuming it; may be empty.
  std::string_view next_word() const;

  /// Returns the same with `-` and `.`, which names of own fields contain.
  std::string_view next_name() const;

  /// Consumes a value. Throws ExpressionError if there is none; `before` is the text before it.
  Value consume_value(std::string_view before);

  /// Describes the next token for a message: `'foo'` or `the end`.
  std::string found() const;

 private:
  Value quoted_value();
  std::string_view next_value() const;

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace logscan::detail
