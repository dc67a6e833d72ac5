#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace logscan::detail {

/// One step through bytes that should be UTF-8: a character, or a maximal broken part (the bytes
/// that could still have become a character, at least one), which Unicode recommends to take as one
/// error.
struct Utf8Char {
  char32_t point = 0;      ///< the character; 0 when broken
  std::size_t length = 1;  ///< bytes, 1 to 4
  bool valid = false;
};

/// The step at the front of `bytes`, which must not be empty.
Utf8Char decode_utf8(std::string_view bytes);

/// Characters that a terminal or an editor obeys or hides instead of showing: controls,
/// bidirectional controls, separators of lines and paragraphs, zero-width and other invisible
/// format characters.
bool is_unsafe_character(char32_t point);

/// Terminal columns of one character that is not unsafe: 0 (combining), 1 or 2 (wide).
std::size_t character_columns(char32_t point);

}  // namespace logscan::detail
