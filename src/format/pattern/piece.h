#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "format/line_pattern.h"
#include "format/pattern/role.h"

namespace logscan::pattern {

/// Units of durations, in nanoseconds.
inline constexpr std::int64_t kMicrosecond = 1'000;
inline constexpr std::int64_t kMillisecond = 1'000'000;
inline constexpr std::int64_t kSecond = 1'000'000'000;

/// The field that a variable or directive writes.
struct FieldRule {
  Role role = Role::kSkip;
  std::uint8_t rank = 0;  ///< if several fill the same field, the lowest wins
  std::int64_t unit = 1;  ///< see Role
  bool list = false;      ///< `, ` and ` : ` may separate values and do not end the field
  bool spaces = false;    ///< ordinary values contain single spaces
};

/// A variable or directive as an own field: a text, a duration in units of `unit` nanoseconds, or a
/// number. Without a name it cannot be an own field.
struct OwnRule {
  std::string name;
  OwnKind kind = OwnKind::kText;
  std::int64_t unit = 1;
};

/// A part of a pattern: literal text, or a field.
struct PatternPart {
  bool is_field = false;
  std::string text;         ///< the literal text, or the field as written
  std::size_t column = 1;   ///< in the pattern, from 1
  FieldRule rule;           ///< for fields
  std::string time_format;  ///< for times, in the language of time_reading()
  OwnRule own;              ///< for fields
  int own_index = -1;       ///< in OwnFields, or -1: see name_own_fields()
};

/// Split a pattern into its parts, with escapes undone. No two texts are adjacent.
std::vector<PatternPart> nginx_pieces(std::string_view pattern);
std::vector<PatternPart> apache_pieces(std::string_view pattern);

/// Appends a byte of literal text from position `at` of the pattern.
void add_byte(std::vector<PatternPart>& pieces, char byte, std::size_t at);

/// Appends the byte at `at`, or what the escape there stands for, and moves `at` after it. Both
/// servers know `\"`, `\'`, `\\`, `\t`, `\r` and `\n`, and keep other backslashes.
void add_text(std::vector<PatternPart>& pieces, std::string_view pattern, std::size_t& at);

/// Joins parts that form one value: a time in several parts, a host or client and its port, a path
/// and its query, a request written as method, target and protocol between quotes. Returns notes on
/// times that cannot be read and durations without a known unit.
std::vector<PatternNote> merge_pieces(std::vector<PatternPart>& pieces);

/// Assigns each field of a line to one part. The other parts for it are skipped.
void choose_roles(std::vector<PatternPart>& pieces);

/// Returns the rule of a part as an own field called `name`. Durations and bytes keep their kind. A
/// name used by a field of every format gets the prefix `x.`, and bytes that names may not contain
/// become `_`.
OwnRule own_rule(std::string_view name, const FieldRule& rule);

/// Splits a unit such as `@ms` from the end of a name and stores it in `rule` and in the returned
/// rule. `column` is the name's. Throws PatternError for a unit that does not exist or does not
/// suit the rule.
OwnRule split_unit(std::string_view name, FieldRule& rule, std::size_t column);

/// Assigns own fields to parts that fill no field of every format, or only replace a better one.
/// The first of two with the same name wins, and all after kMaxOwnFields are skipped.
OwnFields name_own_fields(std::vector<PatternPart>& pieces);

// Checks that reject patterns which cannot cut lines. Each throws PatternError.

/// Rejects a whole configuration directive instead of its format.
void reject_directive(std::string_view text);

/// Rejects text with a line feed, which no line contains.
void reject_line_ends(const std::vector<PatternPart>& pieces);

/// Rejects adjacent fields without a delimiter, except a path after a host, since a path starts
/// with a slash.
void reject_neighbours(const std::vector<PatternPart>& pieces);

void reject_without_status(const std::vector<PatternPart>& pieces, PatternKind kind,
                           std::string_view text);

/// Rejects a field that contains spaces and ends at a space, unless a status follows.
void reject_spaces(const std::vector<PatternPart>& pieces);

/// Throws PatternError for a pattern in the language of another program, such as HAProxy or Squid,
/// and names that program and the pattern to write instead. Recognises it by names that neither
/// nginx nor Apache has, or that mean something else there. For patterns from users; a server's
/// configuration determines its language.
void reject_other_language(std::string_view text);

/// How text in a time format is read. Formats are strftime's, with `%3` and `%6` for three and six
/// digits of a fraction, so that `%s%3` is a number of milliseconds.
struct TimeReading {
  Role role = Role::kTime;
  std::int64_t unit = 1;  ///< with Role::kEpoch
  bool zoned = true;      ///< the text includes its offset from UTC, or needs none
};

/// Returns how text in this format is read, or nullopt if it cannot be.
std::optional<TimeReading> time_reading(std::string_view format);

/// Returns how often `text` occurs in every time of this format (month names and digits never
/// count). That many occurrences are skipped to find the end of the time.
std::size_t times_inside(std::string_view format, std::string_view text);

}  // namespace logscan::pattern
