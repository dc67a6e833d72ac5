#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "query/comparison.h"

namespace logscan::detail {

/// The words that are no fields, and no values without quotes: `and` and the like.
bool is_reserved(std::string_view word);

/// Reads the text of an expression piece by piece: what a piece may be depends on what came before
/// it, so there is no list of tokens.
class WordReader {
 public:
  /// `text` must outlive the reader.
  explicit WordReader(std::string_view text);

  void skip_spaces();
  bool done() const { return at_ == text_.size(); }
  std::size_t column() const { return at_ + 1; }
  std::string_view rest() const { return text_.substr(at_); }

  /// Takes `expected`, if that comes next.
  bool take(std::string_view expected);

  /// Takes a whole word of letters, digits and `_` that is `expected`, in any case of letters.
  bool take_word(std::string_view expected);

  /// The word of letters, digits and `_` that comes next, not taken; may be empty.
  std::string_view next_word() const;

  /// The same with `-` and `.`, as the names of own fields have them.
  std::string_view next_name() const;

  /// Takes a value. Throws ExpressionError when there is none; `before` is what came before it.
  Value take_value(std::string_view before);

  /// What comes next, for a message: `'foo'` or `the end`.
  std::string found() const;

 private:
  Value quoted_value();
  std::string_view next_value() const;

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace logscan::detail
