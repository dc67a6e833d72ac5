#pragma once

#include <string_view>
#include <vector>

#include "format/pattern/piece.h"

/// What makes a pattern one that no line can be cut by. Each throws PatternError.
namespace logscan::pattern {

/// A whole directive of a configuration, where its format is wanted.
void reject_directive(std::string_view text);

/// Text with a line feed in it, which no line has.
void reject_line_ends(const std::vector<PatternPart>& pieces);

/// Two fields with nothing between them, unless the second is a path behind a host and so begins
/// with a slash.
void reject_neighbours(const std::vector<PatternPart>& pieces);

void reject_without_status(const std::vector<PatternPart>& pieces, PatternKind kind,
                           std::string_view text);

/// A field that holds spaces and has a space behind it, and no status behind that.
void reject_spaces(const std::vector<PatternPart>& pieces);

}  // namespace logscan::pattern
