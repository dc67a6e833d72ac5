#pragma once

#include <string>
#include <string_view>

namespace logscan {

/// Removes colour escapes (SGR, ECMA-48 8.3.117): `ESC[`, digits and semicolons, `m`. Applications
/// write them when they take their output for a terminal.

/// Copies a text without its colour escapes to `to`. Returns false when it has none; `to` is then
/// unspecified.
bool remove_colours(std::string_view text, std::string& to);

std::string_view cut_colours(std::string_view text);

/// Returns the text without the colour escapes at its start and end.
inline std::string_view without_colours(std::string_view text) {
  return text.starts_with('\x1b') || text.ends_with('m') ? cut_colours(text) : text;
}

}  // namespace logscan
