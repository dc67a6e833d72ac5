#pragma once

#include <cstddef>
#include <string_view>

namespace logscan {

/// How many of the first bytes of an input are inspected to detect its kind.
constexpr std::size_t kHeadBytes = 64;

/// Returns iconv's name for the encoding of an input that starts with `head`, if it is UTF-16: with
/// a byte order mark, or with text and NUL bytes alternating. Returns nullptr for everything else,
/// binary data included: that is parsed line by line.
const char* utf16_encoding(std::string_view head);

}  // namespace logscan
