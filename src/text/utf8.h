#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace logscan::detail {

/// A decoded character, or a maximal ill-formed part: the longest run of bytes that could have
/// started a character, at least one. Unicode recommends treating such a part as one error.
struct Utf8Char {
  char32_t point = 0;      ///< 0 if ill-formed
  std::size_t length = 1;  ///< bytes, 1 to 4
  bool valid = false;
};

/// Decodes the first character of `bytes`, which must not be empty.
Utf8Char decode_utf8(std::string_view bytes);

/// Returns whether a terminal or an editor obeys or hides a character instead of showing it:
/// controls, bidirectional controls, line and paragraph separators, zero-width and other invisible
/// format characters.
bool is_unsafe_character(char32_t point);

/// Returns the terminal columns of a character that is not unsafe: 0 (combining), 1 or 2 (wide).
std::size_t character_columns(char32_t point);

}  // namespace logscan::detail
