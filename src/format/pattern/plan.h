#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "format/pattern/role.h"
#include "logscan/line_pattern.h"

namespace logscan::pattern {

/// Takes one field and the text behind it.
struct Step {
  Role role = Role::kSkip;
  bool quoted = false;           ///< a quote that is escaped does not end it
  bool list = false;             ///< what separates the values of a list does not, either
  bool word = false;             ///< holds no space, unless in a list
  bool keeps_delimiter = false;  ///< the text behind belongs to the next field
  std::uint32_t inside = 0;      ///< how often the text behind stands in the field itself
  std::int64_t unit = 1;         ///< see Role
  int own_index = -1;            ///< of the own field that it fills as well, or alone
  OwnKind own_kind = OwnKind::kText;
  std::int64_t own_unit = 1;  ///< see OwnRule
  std::string delimiter;      ///< empty: the field ends with the line
  std::string time_end;       ///< of a user in front of a time in brackets: what ends the time
  std::string expected;       ///< what a line lacks that fails here
};

/// A compiled pattern.
struct Plan {
  PatternKind kind = PatternKind::kNginx;
  std::string text;
  bool empty_is_null = false;  ///< it writes JSON
  std::string opening;         ///< what a line begins with
  std::string opening_expected;
  std::vector<Step> steps;
  std::size_t status = 0;  ///< which step it is
  FieldSet fields;         ///< without own ones
  OwnFields own;
  std::vector<PatternNote> notes;
};

/// Throws PatternError.
Plan compile(PatternKind kind, std::string_view text);

/// LinePattern::cut.
bool cut(const Plan& plan, std::string_view line, LogLine& out, PatternMismatch* mismatch,
         OwnValue* own);

}  // namespace logscan::pattern
