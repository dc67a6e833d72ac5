#pragma once

#include <string_view>
#include <vector>

#include "format/pattern/piece.h"

namespace logscan::pattern {

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

}  // namespace logscan::pattern
