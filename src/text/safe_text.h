#pragma once

#include <string>
#include <string_view>

/// Log bytes are written by attackers: these make them harmless, each for its place.
namespace logscan {

/// For terminals and mail: control bytes (C0, DEL, and C1 as U+0080 to U+009F), bytes that are not
/// UTF-8, characters that reorder text (bidirectional controls), are not seen (line and paragraph
/// separators, zero width, fillers, variation selectors) or that Unicode has not given out yet, and
/// combining marks with nothing to combine with or beyond four in a row, become `\x1b` or
/// `\u{202e}`; a backslash stays as it is. Everything else is copied.
std::string safe_text(std::string_view bytes);

/// The same behind what `to` holds already; nothing of `to` is looked at.
void append_safe_text(std::string& to, std::string_view bytes);

/// The same, cut so that it takes at most `columns` terminal columns (wide characters count two,
/// combining ones none); what is cut is marked by a final `...`. `columns` is at least 4.
std::string safe_text(std::string_view bytes, std::size_t columns);

/// How many terminal columns a text that safe_text made takes.
std::size_t text_columns(std::string_view utf8);

/// Whether the bytes are valid UTF-8 (no surrogates, nothing overlong, nothing above U+10FFFF).
bool is_utf8(std::string_view bytes);

/// Bytes as UTF-8, each maximal broken part replaced by U+FFFD (the practice that the Unicode
/// standard recommends).
std::string to_utf8(std::string_view bytes);

}  // namespace logscan
