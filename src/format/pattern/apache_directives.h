#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "format/pattern/piece.h"

namespace logscan::pattern {

/// One `%` directive, taken apart.
struct Directive {
  std::string name;      ///< `h`, `s`, or of three bytes: `^FB`, `^ti`
  std::string argument;  ///< what stands between the braces
  bool has_argument = false;
  char which = 0;  ///< `<` the original request, `>` the final one, 0 unsaid
};

struct ApacheField {
  FieldRule rule;
  std::string time_format;
};

/// The time in the form of the common log format, which Apache writes with its brackets.
bool is_bracketed_time(const Directive& directive);

/// What it is as a field of the format's own; without a name where it has none. A unit behind its
/// argument goes to `rule`, too. Throws PatternError, for the directive at `column`.
OwnRule apache_own(const Directive& directive, std::size_t column, FieldRule& rule);

/// What it stands for; nullopt when there is no such directive.
std::optional<ApacheField> apache_field(const Directive& directive);

}  // namespace logscan::pattern
