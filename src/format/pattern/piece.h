#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "format/pattern/role.h"
#include "logscan/line_pattern.h"

namespace logscan::pattern {

/// What a variable or directive stands for.
struct FieldRule {
  Role role = Role::kSkip;
  std::uint8_t rank = 0;  ///< of several that fill the same field, the lowest is taken
  std::int64_t unit = 1;  ///< see Role
  bool list = false;      ///< `, ` and ` : ` may stand between values, and end none
  bool spaces = false;    ///< ordinary values hold single spaces
};

/// What a variable or directive is as a field of the format's own: a text, a duration of `unit`
/// nanoseconds, or a number. Without a name it can be none.
struct OwnRule {
  std::string name;
  OwnKind kind = OwnKind::kText;
  std::int64_t unit = 1;
};

/// A part of a pattern: text that stands in every line, or a field.
struct PatternPart {
  bool is_field = false;
  std::string text;         ///< the bytes of the text, or the field as it is written
  std::size_t column = 1;   ///< in the pattern, counted from 1
  FieldRule rule;           ///< of a field
  std::string time_format;  ///< of a time: see time_format.h
  OwnRule own;              ///< of a field
  int own_index = -1;       ///< in OwnFields, if it is one: see name_own_fields
};

/// The parts of a pattern, in order, escapes undone. There are never two texts in a row.
std::vector<PatternPart> nginx_pieces(std::string_view pattern);
std::vector<PatternPart> apache_pieces(std::string_view pattern);

/// Adds a byte of text that comes from `at` in the pattern.
void add_byte(std::vector<PatternPart>& pieces, char byte, std::size_t at);

/// Adds the byte at `at`, or what a backslash there and the byte behind it stand for, and moves
/// `at` behind. Both servers read `\"`, `\'`, `\\`, `\t`, `\r` and `\n`, and leave others as they
/// are.
void add_text(std::vector<PatternPart>& pieces, std::string_view pattern, std::size_t& at);

}  // namespace logscan::pattern
