#pragma once

#include <string_view>
#include <vector>

#include "format/pattern/piece.h"

namespace logscan::pattern {

/// What a piece with that rule is as an own field called `name`: durations and bytes keep what they
/// are. A name that a field of every format has gets `x.` in front, and bytes that no name may hold
/// become `_`.
OwnRule own_rule(std::string_view name, const FieldRule& rule);

/// Takes `@ms` and the like off the end of a name, for `rule` and for its own field alike. `column`
/// is that of the name. Throws PatternError for a unit that there is not, or that the rule cannot
/// have.
OwnRule split_unit(std::string_view name, FieldRule& rule, std::size_t column);

/// The format's own fields: pieces that fill no field of every format, or only stand in for a
/// better one. Of two with one name it is the first, and more than kMaxOwnFields are skipped.
OwnFields name_own_fields(std::vector<PatternPart>& pieces);

}  // namespace logscan::pattern
