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

/// Whose language a pattern is written in.
enum class PatternKind : std::uint8_t {
  kNginx,   ///< log_format: `$remote_addr - $remote_user [$time_local] "$request" $status`
  kApache,  ///< LogFormat: `%h %l %u %t "%r" %>s %b`
};

/// A pattern that cannot be used. The message says what is wrong and what to try, and shows the
/// pattern's bytes made safe; it does not hold the column.
class PatternError : public std::runtime_error {
 public:
  PatternError(std::size_t column, const std::string& message)
      : std::runtime_error(message), column_(column) {}

  /// The byte of the pattern at fault, counted from 1; one behind the last where something is
  /// missing.
  std::size_t column() const { return column_; }

 private:
  std::size_t column_;
};

/// Something about a pattern that its user should know, though it can be used.
struct PatternNote {
  std::size_t column = 1;  ///< as in PatternError
  std::string text;
};

/// Where a line left its pattern.
struct PatternMismatch {
  std::size_t column = 0;  ///< the byte of the line, counted from 1, from which on it did not fit
  std::string_view expected;  ///< what was; printable, lives as long as the pattern and its copies
};

/// A log format given in the words of the server's own configuration, compiled to a list of steps:
/// take a field, match the text behind it. Immutable and cheap to copy; for any number of threads.
///
/// The languages are those of the manuals of ngx_http_log_module and mod_log_config, with `\"`,
/// `\\`, `\t` and the like as in their configuration files, so that a format can be given as it
/// stands there (without the quotes around it). Where several give the same field, the one that
/// says it best is taken
/// (`%>s` before `%s`, `$body_bytes_sent` before `$bytes_sent`, `%D` before `%T`), else the first.
/// All others are own fields, called as the variable, header or note is: `$upstream_cache_status`,
/// `%{SSL_PROTOCOL}x`. With a unit, `${queue@ms}` or `%{X-Queue@ms}o`, one is a duration, with `@n`
/// a number.
/// A pattern without an address of the peer takes the client from the forwarded-for list.
///
/// A pattern may write JSON, `{"client":"$remote_addr","status":$status}`. It then fits lines with
/// these keys in this order, and an empty value is null.
///
/// A field ends at the next place where the whole text behind it in the pattern stands. Between
/// double quotes that is at a quote with an even number of backslashes directly before it. The
/// field before the status ends only where a status follows; a quoted one no later than at a quote,
/// a space and a quote, since there a later field has begun.
class LinePattern {
 public:
  /// All throw PatternError.
  static LinePattern nginx(std::string_view text);
  static LinePattern apache(std::string_view text);
  static LinePattern compile(PatternKind kind, std::string_view text);
  /// Whichever of the two it is.
  static LinePattern parse(std::string_view text);

  PatternKind kind() const;
  const std::string& text() const;
  /// The fields that a line of this pattern can have, status among them, and own ones beside them.
  FieldSet fields() const;
  const OwnFields& own() const;
  const std::vector<PatternNote>& notes() const;

  /// Cuts a line (without its terminator): true when everything up to and including its status
  /// fits. Fields behind it that cannot be cut are null, and so is what is `-`. The views are into
  /// `line`. When false, `out` holds what was cut so far and is of no use, and `*mismatch` says
  /// where
  /// (`mismatch` may be nullptr). Own fields go to `own`, unless that is nullptr, each to its place
  /// in own().
  bool cut(std::string_view line, LogLine& out, PatternMismatch* mismatch,
           OwnValue* own = nullptr) const;

  /// The same pattern for callers that look at the status and these fields alone: all others may
  /// be left null. It fits the same lines.
  LinePattern only(FieldSet fields) const;

 private:
  explicit LinePattern(std::shared_ptr<const pattern::Plan> plan) : plan_(std::move(plan)) {}

  std::shared_ptr<const pattern::Plan> plan_;
};

}  // namespace logscan
