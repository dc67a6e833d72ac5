#pragma once

#include <cstdint>

#include "format/key_fields.h"
#include "format/key_tree.h"
#include "format/line_view.h"

namespace logscan {

/// A place in a line, and the number of the first quote at or after it.
struct QuotedPlace {
  std::uint32_t at;
  std::uint32_t quote;
};

/// Walks an object whose members are strings or lists of strings, as the headers of a request are,
/// from quote to quote. Moves `place` from the byte after the opening brace to the closing one, and
/// adds the values that walk_json() would find for the keys of `node`, which may be kNoNode.
///
/// Returns false, with `place` and `found` in any state, for an object that is empty or holds
/// anything else or white space, and for some with backslashes. An object must hold no control
/// byte, which is for the caller to check, too.
bool walk_json_headers(const LineView& line, const KeyTree& tree, std::uint16_t node,
                       QuotedPlace& place, FoundKeys& found);

}  // namespace logscan
