#pragma once

#include <string>
#include <string_view>

namespace logscan {

/// Colour escapes (SGR, ECMA-48 8.3.117): `ESC[`, digits and semicolons, `m`. Applications write
/// them to what they take for a terminal.

/// Copies a text without them. False, and `to` has no meaning, when there are none.
bool remove_colours(std::string_view text, std::string& to);

std::string_view cut_colours(std::string_view text);

/// The text without those that it begins and ends with.
inline std::string_view without_colours(std::string_view text) {
  return text.starts_with('\x1b') || text.ends_with('m') ? cut_colours(text) : text;
}

}  // namespace logscan
