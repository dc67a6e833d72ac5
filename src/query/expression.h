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

/// What the text of an expression does not say itself.
struct ExpressionContext {
  /// A time as the user writes it (`2 hours ago`, or a date in the user's zone) in seconds since
  /// 1970-01-01T00:00:00Z; nullopt for what it does not know. Asked first; a time it does not know
  /// is read as below. May be empty.
  std::function<std::optional<std::int64_t>(std::string_view)> parse_time;

  /// Of the given format: its own fields can be compared, and messages name them.
  FormatFields fields;

  ZoneOffset offset;     ///< of the keys hour, weekday and day; empty: the offset of each line
  CountryOf country_of;  ///< of the key country; empty: an expression with it is refused
};

/// An expression that cannot be understood. what() is `column 8: ...`; reason() is what follows.
class ExpressionError : public std::invalid_argument {
 public:
  ExpressionError(std::size_t column, const std::string& reason)
      : std::invalid_argument("column " + std::to_string(column) + ": " + reason),
        column_(column),
        reason_(std::make_shared<const std::string>(reason)) {}

  /// Where in the text, in bytes, the first being 1; one behind the last when the text ends early.
  std::size_t column() const { return column_; }

  /// Names the thing, the cause and what to try. User text in it went through safe_text.
  const std::string& reason() const { return *reason_; }

 private:
  std::size_t column_;
  std::shared_ptr<const std::string> reason_;  // copying an exception must not throw
};

/// A question about a line that is answered with yes or no. Immutable; a copy is one counter, and
/// one expression may be used by many threads at once.
///
/// The language, by example:
///
///     status >= 500 and path ^= "/api/" and not (client in (10.0.0.0/8, 2001:db8::/32))
///     method in (POST, PUT) && (duration > 1.5s || bytes >= 10M)
///     agent ~ "(?i)bot|crawl" or referer = null
///     status in (5xx, 404, -) and time >= 2026-01-12T10:00 and path like "/shop/*.php"
///
/// `and` binds more tightly than `or`, `not` most tightly; `&&`, `||` and `!` mean the same. These
/// words, `in`, `like` and `null` are known in any case of letters. What can be compared:
///
/// - `= == != in (a, b)  not in (a, b)` for every field. `null` is a value: `user = null`.
/// - `< <= > >=` for time, status, bytes, duration as numbers, and for text by its bytes.
/// - `~` and `!~` (a part matches the RE2 regular expression; bytes, not characters), `*=` (holds),
///   `^=` (starts with), `$=` (ends with), `like` and `not like` (the whole matches a glob: `*` any
///   bytes, `/` too, `?` one byte, `\` takes the next byte as it is) for text.
/// - status takes numbers, classes (`5xx`, `other`) and the codes `-` and `-1`, which have no
///   order: `<` and its like are false for them. `=` and `in` take ranges: `500-504`. `class` is
///   1xx to 5xx or other. `error` alone means a status of 400 to 599.
/// - bytes takes whole numbers, with k M G T (powers of 1000) or Ki Mi Gi Ti (of 1024).
/// - duration takes ns, us, ms, s, m, h: `500ms`, `1.5s`.
/// - time takes what the context knows, then `2026-01-12`, `2026-01-12T10:00`, with seconds and an
///   offset or without, and Apache's form. Without an offset it is UTC; a time is one second.
/// - client takes addresses, compared as addresses whatever their port, brackets and zone, and with
///   `in` networks; another client is compared by its bytes. upstream takes networks after `in`,
///   too.
///
/// - the keys of GroupKey that are no field (`hour`, `bot`, `path/2`) are text in the form that
/// they
///   have there, or as people write it: `hour >= 8`, `weekday = sunday`, `extension = .PHP`. Only
///   hour and day have an order. `bot` alone means `bot = yes`, and so does `error`.
/// - own fields that are durations or numbers (`3`, `0.5`) likewise; others are text. Their names
///   may hold dots and dashes.
///
/// Text is compared by bytes, case matters; but `=`, `in` and `like` ignore the case of ASCII
/// letters for method and host. Values are bare words, which end at a space, comma, quote,
/// parenthesis, `&&` or `||`, or in "double" or 'single' quotes, where a backslash takes away the
/// meaning of that quote and of another backslash, and is an ordinary byte before all else.
///
/// A comparison with a null field is false, and `not` of it is true, so that a filter and its
/// negation add up to all lines. `!=`, `!~`, `not in` and `not like` are negations: true for null.
class Expression {
 public:
  static constexpr std::size_t kMostText = 64 * 1024;    ///< bytes of the text
  static constexpr std::size_t kMostNesting = 200;       ///< parentheses in parentheses
  static constexpr std::size_t kMostRegexes = 32;        ///< regular expressions in one text
  static constexpr std::int64_t kRegexMemory = 4 << 20;  ///< what one of them may take

  /// Throws ExpressionError, also when a limit is passed.
  static Expression parse(std::string_view text, const ExpressionContext& context = {});

  /// True where all of them are; always true when there are none.
  static Expression all_of(const std::vector<Expression>& parts);

  /// True where one of them is; never true when there are none.
  static Expression any_of(const std::vector<Expression>& parts);

  static Expression negation(const Expression& part);

  /// The fields that `matches` looks at. Others need not be cut.
  FieldSet fields() const;

  /// Whether ExpressionContext::offset changes the answer of any line.
  bool depends_on_zone() const;

  /// Whether lines of that status are known not to match, whatever else they hold: those need not
  /// be cut. False says nothing.
  bool rejects(StatusCode status) const;

  /// Never allocates, but for the states of regular expressions, which RE2 keeps and bounds.
  bool matches(const LogLine& line) const;

  /// For the library's own use.
  explicit Expression(detail::Program program);

 private:
  std::shared_ptr<const detail::Program> program_;
};

}  // namespace logscan
