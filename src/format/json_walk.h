#pragma once

#include <cstdint>
#include <string_view>

#include "format/json_marks.h"
#include "format/key_fields.h"
#include "format/key_tree.h"

namespace logscan {

/// Walks the one object of a line from mark to mark and stores the values of the tree's keys in
/// `found`, which must have room for all slots. Checks everything else only for marks, numbers and
/// words. Returns the column, from 1, of the first byte that cannot be JSON, or 0 when the line is
/// one complete object.
std::uint32_t walk_json(std::string_view line, const JsonMarks& marks, const KeyTree& tree,
                        FoundKeys& found);

/// Does the same for the almost-JSON of hand-made formats; see JsonParser.
std::uint32_t walk_nearly_json(std::string_view line, const JsonMarks& marks, const KeyTree& tree,
                               FoundKeys& found);

}  // namespace logscan
