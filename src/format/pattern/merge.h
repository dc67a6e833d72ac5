#pragma once

#include <vector>

#include "format/pattern/piece.h"

namespace logscan::pattern {

/// Joins parts that form one value: a time in several parts, a host or client and its port, a path
/// and its query, a request written as method, target and protocol between quotes. Returns notes on
/// times that cannot be read and durations without a known unit.
std::vector<PatternNote> merge_pieces(std::vector<PatternPart>& pieces);

/// Assigns each field of a line to one part. The other parts for it are skipped.
void choose_roles(std::vector<PatternPart>& pieces);

}  // namespace logscan::pattern
