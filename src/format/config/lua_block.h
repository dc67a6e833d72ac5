#pragma once

#include <cstddef>
#include <string_view>

namespace logscan::config {

/// Returns the end of the Lua block whose `{` ends at `at`: the position after its `}`, or the size
/// of the text. Braces in strings and comments do not count.
std::size_t lua_block_end(std::string_view text, std::size_t at);

}  // namespace logscan::config
