#pragma once

#include <string>
#include <string_view>

/// Makes log bytes, which attackers may choose, safe to print (I15).
namespace logscan {

/// Returns text that is safe on terminals and in mail. These become `\x1b` or `\u{202e}`: control
/// bytes (C0, DEL, and C1 as U+0080 to U+009F), bytes that are not UTF-8, bidirectional controls,
/// invisible characters (line and paragraph separators, zero width, fillers, variation selectors),
/// unassigned code points, and combining marks without a base or beyond four in a row. Backslashes
/// and everything else stay unchanged.
std::string safe_text(std::string_view bytes);

/// Appends the same to `to`, without looking at what it already holds.
void append_safe_text(std::string& to, std::string_view bytes);

/// Returns the same text, truncated with a final `...` to at most `columns` terminal columns (at
/// least 4). Wide characters take two columns, combining ones none.
std::string safe_text(std::string_view bytes, std::size_t columns);

/// Returns the number of terminal columns of a text made by safe_text().
std::size_t text_columns(std::string_view utf8);

/// Returns whether the bytes are valid UTF-8: no surrogates, no overlong forms, nothing above
/// U+10FFFF.
bool is_utf8(std::string_view bytes);

/// Returns the bytes as UTF-8. Each maximal ill-formed part becomes U+FFFD, as the Unicode standard
/// recommends.
std::string to_utf8(std::string_view bytes);

}  // namespace logscan
