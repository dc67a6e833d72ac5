#pragma once

#include <cstddef>
#include <string_view>

namespace logscan {

/// What is looked at of an input to see what it is, if it is that long.
constexpr std::size_t kHeadBytes = 64;

/// What iconv calls the encoding of an input that starts with these bytes, if it is UTF-16: with a
/// byte order mark, or text and NUL in turn. nullptr for everything else, binary data included:
/// that is judged line by line.
const char* utf16_encoding(std::string_view head);

}  // namespace logscan
