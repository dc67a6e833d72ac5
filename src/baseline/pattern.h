#pragma once

#include <string_view>

#include "logscan/status.h"

namespace logscan::detail {

/// Calls `found(code)` for each start of a space, three digits that are an error, and a space: `
/// 404 ` and its like. A space may end one match and start the next.
template <typename Found>
void for_each_error_pattern(std::string_view text, Found found) {
  const auto digit = [text](std::size_t at) { return static_cast<unsigned>(text[at] - '0'); };
  for (std::size_t at = text.find(' '); at != std::string_view::npos && at + 4 < text.size();
       at = text.find(' ', at + 1)) {
    const unsigned first = digit(at + 1);
    if (text[at + 4] != ' ' || (first != 4 && first != 5)) continue;
    if (digit(at + 2) > 9 || digit(at + 3) > 9) continue;
    found(static_cast<StatusCode>(first * 100 + digit(at + 2) * 10 + digit(at + 3)));
  }
}

}  // namespace logscan::detail
