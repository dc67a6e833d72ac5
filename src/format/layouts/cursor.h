#pragma once

#include <cstdint>
#include <string_view>

#include "format/layouts/layouts.h"
#include "format/token.h"

namespace logscan {

/// A reader over one line: each step takes a piece off the front of what is left.
class Cursor {
 public:
  explicit Cursor(std::string_view line) : line_(line), rest_(line) {}

  std::string_view rest() const { return rest_; }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  void skip(std::size_t count) { rest_.remove_prefix(count); }
  void skip_spaces() {
    while (peek() == ' ')
      skip(1);
  }

  bool consume(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    skip(text.size());
    return true;
  }

  /// The next word, and spaces before it; null at the end of the line.
  std::string_view word() {
    skip_spaces();
    if (rest_.empty()) return {};
    const std::string_view word = rest_.substr(0, rest_.find(' '));
    skip(word.size());
    return word;
  }

  /// What stands before the next `mark`, which is taken, too; null when there is none.
  std::string_view until(std::string_view mark) {
    const std::size_t at = rest_.find(mark);
    if (at == std::string_view::npos) return {};
    const std::string_view before = rest_.substr(0, at);
    skip(at + mark.size());
    return before;
  }

  /// The next word or quoted value without its quotes; null at the end of the line. The closing
  /// quote is the first real one that a space or the end follows; a quote that is not closed takes
  /// the rest of the line with it, and is null.
  std::string_view value();

  /// A quoted request and the status behind it, by the rule of quote-delimited lines: an unescaped
  /// quote that a status follows closes the request, one that another quote follows ends the
  /// search. False, with the cursor where it was, when there is no status.
  bool request_and_status(std::string_view& request, StatusCode& status);

  /// Says where the line does not fit: at this piece of it, or at what is left when it is null.
  bool fail(LayoutMismatch& mismatch, std::string_view piece, const char* expected) const {
    const char* const at = piece.data() == nullptr ? rest_.data() : piece.data();
    mismatch = {static_cast<std::uint32_t>(at - line_.data()) + 1, expected};
    return false;
  }
  bool fail(LayoutMismatch& mismatch, const char* expected) const {
    return fail(mismatch, {}, expected);
  }

 private:
  std::string_view line_;
  std::string_view rest_;
};

}  // namespace logscan
