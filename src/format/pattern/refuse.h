#pragma once

#include <string_view>
#include <vector>

#include "format/pattern/piece.h"

/// Checks that reject patterns which cannot cut lines. Each throws PatternError.
namespace logscan::pattern {

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

}  // namespace logscan::pattern
