#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "format/pattern/piece.h"

namespace logscan::pattern {

/// A `%` directive, split into its parts.
struct Directive {
  std::string name;      ///< `h`, `s`, or three bytes: `^FB`, `^ti`
  std::string argument;  ///< the text between the braces
  bool has_argument = false;
  char which = 0;  ///< `<` original request, `>` final request, 0 unspecified
};

struct ApacheField {
  FieldRule rule;
  std::string time_format;
};

/// Returns whether a directive is a time in the form of the common log format, which Apache writes
/// with its brackets.
bool is_bracketed_time(const Directive& directive);

/// Returns the rule of a directive as an own field, without a name if it cannot be one. A unit
/// after its argument is stored in `rule` as well. Throws PatternError, for the directive at
/// `column`.
OwnRule apache_own(const Directive& directive, std::size_t column, FieldRule& rule);

/// Returns the field that a directive writes, or nullopt if the directive is unknown.
std::optional<ApacheField> apache_field(const Directive& directive);

}  // namespace logscan::pattern
