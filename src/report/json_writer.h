#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/group_summary.h"

namespace logscan::detail {

/// Writes one JSON value as text, with a two-space indent or on one line. The caller keeps the
/// grammar: key() before each value in an object, and every open closed by the matching close.
/// Never depends on the locale.
class JsonWriter {
 public:
  enum class Layout : std::uint8_t { kIndented, kOneLine };

  explicit JsonWriter(Layout layout = Layout::kIndented) : one_line_(layout == Layout::kOneLine) {}

  void open_object() { open('{', false); }
  void close_object() { close('}'); }
  void open_list() { open('[', false); }
  void close_list() { close(']'); }

  /// A list that stays on one line: for simple numbers.
  void open_row() { open('[', true); }

  JsonWriter& key(std::string_view name);

  void number(std::uint64_t value) { plain(std::to_string(value)); }
  void signed_number(std::int64_t value) { plain(std::to_string(value)); }
  void real(double value);  ///< shortest form that reads back the same; null for what JSON has no
                            ///< number for
  void boolean(bool value) { plain(value ? "true" : "false"); }
  void seconds(std::int64_t nanoseconds);           ///< as a number of seconds, to the nanosecond
  void own(OwnAmount::Value amount, OwnKind kind);  ///< as append_own
  void null() { plain("null"); }

  /// A string of any bytes: what is not UTF-8 becomes U+FFFD; controls and invisible characters are
  /// escaped.
  void string(std::string_view bytes);

  void hex(std::string_view bytes);  ///< a string of lower-case hex digits

  /// `name` with the string, and `name`_raw with its bytes in lower-case hex right behind when they
  /// are not UTF-8.
  void log_string(std::string_view name, std::string_view bytes);

  /// The text, with a final line feed. Call once, after the last close.
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
