#pragma once

#include <vector>

#include "format/pattern/piece.h"

namespace logscan::pattern {

/// Leaves each field of a line to one piece: the pieces that lose become skipped ones.
void choose_roles(std::vector<PatternPart>& pieces);

}  // namespace logscan::pattern
