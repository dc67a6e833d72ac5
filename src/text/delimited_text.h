#pragma once

#include <string>
#include <string_view>

/// Writes log bytes as one field of a delimited table. The output is valid UTF-8 without control
/// bytes and line feeds, for any input. Bytes that safe_text() escapes become `\x1b`, characters
/// become `\u{202e}`, and a backslash that would read as the start of such an escape becomes
/// `\x5c`. To restore the original bytes, parse the table, then replace every `\x` with two
/// hexadecimal digits and every `\u{..}`.
namespace logscan::detail {

/// Appends a CSV field (RFC 4180). It is quoted only if it contains a comma, a semicolon or a
/// quote, or is empty (null is nothing at all). With `guard`, a `'` is put before anything that a
/// spreadsheet would run as a formula: a field, or a part of it after a semicolon, that starts with
/// = + - @ (or their full-width forms), a tab or CR, with or without quotes before it.
void append_csv_text(std::string& to, std::string_view bytes, bool guard);

/// Appends a field in the text format of PostgreSQL, MySQL and ClickHouse: tab, line feed, CR and
/// backslash become `\t`, `\n`, `\r` and `\\`. The backslash of an escape is doubled as well.
void append_tsv_text(std::string& to, std::string_view bytes);

}  // namespace logscan::detail
