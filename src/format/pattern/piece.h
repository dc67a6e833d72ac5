#pragma once

#include <cstddef>
#include <cstdint>
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
  std::string time_format;  ///< for times: see time_format.h
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

}  // namespace logscan::pattern
