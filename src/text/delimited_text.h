#pragma once

#include <string>
#include <string_view>

/// Log bytes as one field of a table in text. Both are valid UTF-8 for any bytes, and hold no
/// control byte and no line feed. What safe_text() escapes reads `\x1b` (a byte) or `\u{202e}` (a
/// character), and a backslash of the log that would read as the beginning of an escape is `\x5c`.
/// So the bytes come back if every `\x` with two hexadecimal digits, and every `\u{..}`, is undone
/// after the table was read.
namespace logscan::detail {

/// RFC 4180. Quotes are there only if the field holds a comma, a semicolon or a quote, or is empty
/// (a null is nothing at all). With `guard`, `'` stands in front of what a spreadsheet would take
/// for a formula: a field, or what follows a semicolon in it, that begins with = + - @, their
/// full-width forms, tab or CR, quotes in front or not.
void append_csv_text(std::string& to, std::string_view bytes, bool guard);

/// The text format that Postgres, MySQL and ClickHouse share: tab, line feed, CR and backslash are
/// `\t`, `\n`, `\r` and `\\`. So the backslash of an escape is doubled, as any other.
void append_tsv_text(std::string& to, std::string_view bytes);

}  // namespace logscan::detail
