#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/field.h"
#include "logscan/log_line.h"

namespace logscan {

namespace pattern {
struct Plan;
}

/// The language of a pattern.
enum class PatternKind : std::uint8_t {
  kNginx,   ///< log_format: `$remote_addr - $remote_user [$time_local] "$request" $status`
  kApache,  ///< LogFormat: `%h %l %u %t "%r" %>s %b`
};

/// Thrown for a pattern that cannot be used. The message says what is wrong and what to try, and
/// shows the pattern's bytes made safe. It does not contain the column.
class PatternError : public std::runtime_error {
 public:
  PatternError(std::size_t column, const std::string& message)
      : std::runtime_error(message), column_(column) {}

  /// Returns the position of the error in the pattern, in bytes from 1; one past the end if
  /// something is missing.
  std::size_t column() const { return column_; }

 private:
  std::size_t column_;
};

/// A hint about a valid pattern that its user should know.
struct PatternNote {
  std::size_t column = 1;  ///< as in PatternError
  std::string text;
};

/// The position at which a line deviates from its pattern.
struct PatternMismatch {
  std::size_t column = 0;     ///< first byte of the line that did not fit, counted from 1
  std::string_view expected;  ///< printable; lives as long as the pattern and its copies
};

/// A log format in the language of a server's configuration, compiled to steps: cut a field, match
/// the text after it. Immutable and cheap to copy. Thread-safe.
///
/// The languages are those of ngx_http_log_module and mod_log_config, including escapes such as
/// `\"`, `\\` and `\t`. So a format can be copied from the configuration file, without its quotes.
/// If several parts give the same field, the most precise one counts (`%>s` before `%s`,
/// `$body_bytes_sent` before `$bytes_sent`, `%D` before `%T`), else the first. The others become
/// own fields, named after the variable, header or note: `$upstream_cache_status`,
/// `%{SSL_PROTOCOL}x`. A unit makes them durations, `${queue@ms}` or `%{X-Queue@ms}o`, and `@n`
/// numbers. A pattern without an address of the peer takes the client from the forwarded-for list.
///
/// A pattern may write JSON, `{"client":"$remote_addr","status":$status}`. It then fits lines with
/// these keys in this order, and an empty value is null.
///
/// A field ends at the next occurrence of the complete text after it in the pattern. Between double
/// quotes, that is a quote after an even number of backslashes. The field before the status ends
/// only if a status follows. If that field is quoted, it ends at a quote, a space and a quote at
/// the latest, since a later field starts there.
class LinePattern {
 public:
  /// All throw PatternError.
  static LinePattern nginx(std::string_view text);
  static LinePattern apache(std::string_view text);
  static LinePattern compile(PatternKind kind, std::string_view text);
  /// Detects the language.
  static LinePattern parse(std::string_view text);

  PatternKind kind() const;
  const std::string& text() const;
  /// The fields that a line of this pattern may have, including the status, and the own fields
  /// besides them.
  FieldSet fields() const;
  const OwnFields& own() const;
  const std::vector<PatternNote>& notes() const;

  /// Cuts a line without its terminator. Returns true if everything up to and including its status
  /// fits. Later fields that cannot be cut are null, and so are fields with `-`. The views point
  /// into `line`. Own fields are stored in `own` by their index in own(), unless it is nullptr. If
  /// false, `out` is unspecified, and `*mismatch` describes the position (unless it is nullptr).
  bool cut(std::string_view line, LogLine& out, PatternMismatch* mismatch,
           OwnValue* own = nullptr) const;

  /// Returns whether every line fits that is plain (scan/plain_line.h) up to its status, with its
  /// only time in brackets.
  bool fits_plain_lines() const;

  /// Returns a pattern that fits the same lines, but may leave all fields null except the status
  /// and these.
  LinePattern only(FieldSet fields) const;

 private:
  explicit LinePattern(std::shared_ptr<const pattern::Plan> plan) : plan_(std::move(plan)) {}

  std::shared_ptr<const pattern::Plan> plan_;
};

}  // namespace logscan
