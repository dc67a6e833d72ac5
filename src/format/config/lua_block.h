#pragma once

#include <cstddef>
#include <string_view>

namespace logscan::config {

/// Where the Lua block ends that begins at `at`, behind its `{`: the position behind the `}`, or
/// the text's size. Braces in strings and comments do not count.
std::size_t lua_block_end(std::string_view text, std::size_t at);

}  // namespace logscan::config
