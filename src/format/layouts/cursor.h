#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "format/layouts/layouts.h"
#include "format/line_time.h"
#include "format/token.h"
#include "format/word.h"

namespace logscan {

/// Stores the verdict on a line that fits. Returns whether the other fields are wanted, too; they
/// are null then.
inline bool begin_fields(Wanted wanted, const std::optional<LogTime>& time, StatusCode status,
                         LogLine& out) {
  if (wanted == Wanted::kAll) out = {};
  copy_time(time, out.time);
  out.status = status;
  return wanted == Wanted::kAll;
}

/// Reads one line from left to right: each step removes a piece from the front.
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

  /// Returns the next word after any spaces, or null at the end of the line.
  std::string_view word() {
    skip_spaces();
    if (rest_.empty()) return {};
    const std::string_view word = rest_.substr(0, find_near(rest_, ' '));
    skip(word.size());
    return word;
  }

  /// Consumes the text up to and including the next `mark` and returns it without the mark. Returns
  /// null when there is none.
  std::string_view until(std::string_view mark) {
    const std::size_t at = rest_.find(mark);
    if (at == std::string_view::npos) return {};
    const std::string_view before = rest_.substr(0, at);
    skip(at + mark.size());
    return before;
  }

  /// Does the same for a single byte, faster.
  std::string_view until(char mark) {
    const std::size_t at = find_near(rest_, mark);
    if (at == rest_.size()) return {};
    const std::string_view before = rest_.substr(0, at);
    skip(at + 1);
    return before;
  }

  /// Returns whether sixteen bytes from the start of the word read last may be loaded.
  bool may_load(std::string_view word) const {
    return word.size() + rest_.size() >= sizeof(SixteenBytes);
  }

  /// Returns the next word or quoted value, without its quotes, or null at the end of the line. The
  /// closing quote is the first unescaped one before a space or the end. An unclosed quote consumes
  /// the rest of the line and gives null.
  std::string_view value();

  /// Reads a quoted request and the status after it, by the rule of quote-delimited lines: an
  /// unescaped quote before a status closes the request, and one before another quote ends the
  /// search. Returns false, with the cursor unchanged, when there is no status.
  bool request_and_status(std::string_view& request, StatusCode& status);

  /// Records where the line does not fit: at `piece`, or at the rest of the line if that is null.
  /// Returns false.
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
