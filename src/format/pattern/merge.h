#pragma once

#include <vector>

#include "format/pattern/piece.h"

namespace logscan::pattern {

/// Makes one field of several that are one value: a time in parts, a host or client and its port, a
/// path and its query, a request written as method, target and protocol between quotes. Says which
/// times cannot be read, and which durations have no known unit.
std::vector<PatternNote> merge_pieces(std::vector<PatternPart>& pieces);

}  // namespace logscan::pattern
