#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "format/line_pattern.h"
#include "format/pattern/role.h"

namespace logscan::pattern {

/// A step of a pattern: one field and the delimiter after it.
struct Step {
  Role role = Role::kSkip;
  bool quoted = false;           ///< an escaped quote does not end the field
  bool list = false;             ///< a separator of list values does not end the field
  bool word = false;             ///< contains no space, except in a list
  bool keeps_delimiter = false;  ///< the delimiter belongs to the next field
  std::uint32_t inside = 0;      ///< number of times the delimiter occurs in the field itself
  std::int64_t unit = 1;         ///< see Role
  int own_index = -1;            ///< index of the own field that it also fills, or -1
  OwnKind own_kind = OwnKind::kText;
  std::int64_t own_unit = 1;  ///< see OwnRule
  std::string delimiter;      ///< the text after the field; empty: the field ends with the line
  std::string time_end;       ///< end of the time, for a user before a time in brackets
  std::string expected;       ///< what is missing in a line that fails here
};

/// A compiled pattern.
struct Plan {
  PatternKind kind = PatternKind::kNginx;
  std::string text;
  bool empty_is_null = false;  ///< the pattern writes JSON
  std::string opening;         ///< the text at the start of a line
  std::string opening_expected;
  std::vector<Step> steps;
  std::size_t status = 0;  ///< index of its step
  FieldSet fields;         ///< without own fields
  OwnFields own;
  std::vector<PatternNote> notes;
};

/// Compiles a pattern. Throws PatternError.
Plan compile(PatternKind kind, std::string_view text);

/// Implements LinePattern::cut().
bool cut(const Plan& plan, std::string_view line, LogLine& out, PatternMismatch* mismatch,
         OwnValue* own);

}  // namespace logscan::pattern
