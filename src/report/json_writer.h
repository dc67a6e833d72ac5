#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/group_summary.h"

namespace logscan::detail {

/// Writes one JSON value as text, indented by two spaces or on one line. Does not check the
/// grammar: call key() before each value in an object, and close whatever you open. The output does
/// not depend on the locale.
class JsonWriter {
 public:
  enum class Layout : std::uint8_t { kIndented, kOneLine };

  explicit JsonWriter(Layout layout = Layout::kIndented) : one_line_(layout == Layout::kOneLine) {}

  void open_object() { open('{', false); }
  void close_object() { close('}'); }
  void open_list() { open('[', false); }
  void close_list() { close(']'); }

  /// Opens a list that stays on one line.
  void open_row() { open('[', true); }

  /// Writes the key `schema` with the value `logscan.` and `name`. Call it first in the outermost
  /// object: this key marks the file as logscan's.
  void schema(std::string_view name);

  JsonWriter& key(std::string_view name);

  void number(std::uint64_t value) { plain(std::to_string(value)); }
  void signed_number(std::int64_t value) { plain(std::to_string(value)); }
  void real(double value);  ///< The shortest form that reads back the same; null for NaN, infinity.
  void boolean(bool value) { plain(value ? "true" : "false"); }
  void seconds(std::int64_t nanoseconds);           ///< Seconds with up to nine decimals.
  void own(OwnAmount::Value amount, OwnKind kind);  ///< As append_own() writes it.
  void null() { plain("null"); }

  /// Writes a string of any bytes. Invalid UTF-8 becomes U+FFFD; control characters and invisible
  /// characters are escaped.
  void string(std::string_view bytes);

  void hex(std::string_view bytes);  ///< A string of lower-case hex digits.

  /// Writes the key `name` with a string. If the bytes are not UTF-8, writes the key `name`_raw
  /// with the bytes in hex as well.
  void log_string(std::string_view name, std::string_view bytes);

  /// Returns the text with a final line feed. Call once, after the last close.
  std::string finish();

 private:
  struct Level {
    bool row = false;
    bool empty = true;
  };

  void open(char bracket, bool row);
  void close(char bracket);
  void separate();
  void plain(std::string_view text);

  bool one_line_;
  std::string out_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

}  // namespace logscan::detail
