#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/field.h"
#include "logscan/log_line.h"
#include "logscan/status.h"
#include "query/group_key.h"

namespace logscan {

namespace detail {
class Program;
}

/// The inputs of an expression besides its text.
struct ExpressionContext {
  /// Parses a time as users write it (`2 hours ago`, or a date in the user's zone). Returns seconds
  /// since 1970-01-01T00:00:00Z, or nullopt if it does not know the form; the forms below are then
  /// tried. May be empty.
  std::function<std::optional<std::int64_t>(std::string_view)> parse_time;

  /// The fields of the given format. Own fields can be compared, and messages name them.
  FormatFields fields;

  ZoneOffset offset;     ///< for the keys hour, weekday and day; empty: the offset of each line
  CountryOf country_of;  ///< for the key country; empty: expressions with it are rejected
};

/// Thrown for an invalid expression. what() is `column 8: ...`; reason() is the text after the
/// column.
class ExpressionError : public std::invalid_argument {
 public:
  ExpressionError(std::size_t column, const std::string& reason)
      : std::invalid_argument("column " + std::to_string(column) + ": " + reason),
        column_(column),
        reason_(std::make_shared<const std::string>(reason)) {}

  /// Returns the position in the text in bytes, from 1; one past the last byte if the text ends
  /// early.
  std::size_t column() const { return column_; }

  /// Returns what is wrong and what to do. User text in it is safe (safe_text()).
  const std::string& reason() const { return *reason_; }

 private:
  std::size_t column_;
  std::shared_ptr<const std::string> reason_;  // copying an exception must not throw
};

/// A predicate on lines. Immutable. Copies are cheap, and threads can share one expression.
///
/// The language, by example:
///
///     status >= 500 and path ^= "/api/" and not (client in (10.0.0.0/8, 2001:db8::/32))
///     method in (POST, PUT) && (duration > 1.5s || bytes >= 10M)
///     agent ~ "(?i)bot|crawl" or referer = null
///     status in (5xx, 404, -) and time >= 2026-01-12T10:00 and path like "/shop/*.php"
///
/// `not` binds most tightly, then `and`, then `or`; `&&`, `||` and `!` mean the same. These words,
/// `in`, `like` and `null` are case-insensitive. Operands and operators:
///
/// - `= == != in (a, b)  not in (a, b)` apply to every field. `null` is a value: `user = null`.
/// - `< <= > >=` compare time, status, bytes and duration as numbers, and text by its bytes.
/// - `~` and `!~` (a part matches the RE2 regular expression, over bytes), `*=` (contains), `^=`
///   (starts with), `$=` (ends with), `like` and `not like` (the whole text matches a glob) apply
///   to text. In a glob, `*` matches any bytes, including `/`; `?` matches one byte, and `\`
///   escapes the next byte.
/// - status takes numbers, classes (`5xx`, `other`) and the codes `-` and `-1`. These codes have no
///   order, so `<` and similar operators are false for them. `=` and `in` take ranges: `500-504`.
///   `class` is 1xx to 5xx or other. `error` alone means a status of 400 to 599.
/// - bytes takes whole numbers, with k M G T (powers of 1000) or Ki Mi Gi Ti (powers of 1024).
/// - duration takes ns, us, ms, s, m, h: `500ms`, `1.5s`.
/// - time takes the forms that the context knows, then `2026-01-12`, `2026-01-12T10:00`, with
///   optional seconds and offset, and Apache's form. Without an offset, it is UTC. Times have a
///   resolution of one second.
/// - client takes addresses, compared as addresses whatever their port, brackets and zone, and
///   networks after `in`. Other clients are compared by their bytes. upstream takes networks after
///   `in` as well.
/// - Keys of GroupKey that are no fields (`hour`, `bot`, `path/2`) are text in the form of the key,
///   or as people write it: `hour >= 8`, `weekday = sunday`, `extension = .PHP`. Only hour and day
///   have an order. `bot` alone means `bot = yes`, and likewise for `error`.
/// - Own fields that are durations or numbers (`3`, `0.5`) compare likewise; others are text. Their
///   names may contain dots and dashes.
///
/// Text is compared by bytes and case matters, but `=`, `in` and `like` ignore the case of ASCII
/// letters for method and host. A value is a bare word, or text in "double" or 'single' quotes. A
/// bare word ends at a space, comma, quote, parenthesis, `&&` or `||`. In quotes, a backslash
/// escapes the same quote and another backslash; elsewhere it is an ordinary byte.
///
/// A comparison with a null field is false, and `not` of it is true, so a filter and its negation
/// add up to all lines. `!=`, `!~`, `not in` and `not like` are negations, so they are true for
/// null.
class Expression {
 public:
  static constexpr std::size_t kMostText = 64 * 1024;    ///< longest text, in bytes
  static constexpr std::size_t kMostNesting = 200;       ///< deepest nesting of parentheses
  static constexpr std::size_t kMostRegexes = 32;        ///< most regular expressions in one text
  static constexpr std::int64_t kRegexMemory = 4 << 20;  ///< memory for each of them, in bytes

  /// Parses a text. Throws ExpressionError, also if a limit is exceeded.
  static Expression parse(std::string_view text, const ExpressionContext& context = {});

  /// Returns an expression that is true if all parts are, and for no parts.
  static Expression all_of(const std::vector<Expression>& parts);

  /// Returns an expression that is true if any part is; false for no parts.
  static Expression any_of(const std::vector<Expression>& parts);

  static Expression negation(const Expression& part);

  /// Returns the fields that `matches` reads. Other fields need not be cut.
  FieldSet fields() const;

  /// Returns the fields that are compared with a value, not with null alone.
  FieldSet compared_fields() const;

  /// Returns whether ExpressionContext::offset can change a result.
  bool depends_on_zone() const;

  /// Returns true if no line of that status can match, so that its fields need not be cut. False
  /// means nothing.
  bool rejects(StatusCode status) const;

  /// Returns whether a line matches. Allocates nothing except the states of regular expressions,
  /// which RE2 keeps and bounds.
  bool matches(const LogLine& line) const;

  /// For internal use.
  explicit Expression(detail::Program program);

 private:
  std::shared_ptr<const detail::Program> program_;
};

}  // namespace logscan
