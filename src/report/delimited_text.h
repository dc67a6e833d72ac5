#pragma once

#include <string>
#include <string_view>

/// Log bytes as one field of a table in text. Both are valid UTF-8 for any bytes, hold no control
/// bytes and no line feed; what is hidden or broken shows as safe_text() shows it.
namespace logscan::detail {

/// RFC 4180: in quotes only where it holds a comma or a quote, or is empty (so that a null, which
/// is nothing at all, is another field). With `guard`, `'` stands in front of what a spreadsheet
/// would take for a formula: bytes that begin with = + - @, tab or CR.
void append_csv_text(std::string& to, std::string_view bytes, bool guard);

/// The text format that Postgres, MySQL and ClickHouse share: tab, line feed, CR and backslash as
/// `\t`, `\n`, `\r` and `\\`.
void append_tsv_text(std::string& to, std::string_view bytes);

}  // namespace logscan::detail
