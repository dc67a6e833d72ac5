#pragma once

#include <cstdint>
#include <string_view>

#include "format/json_marks.h"
#include "format/key_tree.h"
#include "format/map_set.h"

namespace logscan {

/// Walks the one object of a line in the order of its bytes, from mark to mark, and keeps the
/// values of the keys that the tree asks for; `found` must have room for all slots. What is
/// not asked for is walked as well, but only for its marks and its numbers and words. Returns the
/// column (from 1) of the first byte that cannot be JSON; 0 when the line is one complete object.
std::uint32_t walk_json(std::string_view line, const JsonMarks& marks, const KeyTree& tree,
                        FoundKeys& found);

/// The same for what servers write by formats that are made by hand, and is not quite JSON; see
/// JsonParser.
std::uint32_t walk_nearly_json(std::string_view line, const JsonMarks& marks, const KeyTree& tree,
                               FoundKeys& found);

}  // namespace logscan
