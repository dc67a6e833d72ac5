#pragma once

#include <vector>

#include "format/pattern/piece.h"

namespace logscan::pattern {

/// Assigns each field of a line to one part. The other parts for it are skipped.
void choose_roles(std::vector<PatternPart>& pieces);

}  // namespace logscan::pattern
