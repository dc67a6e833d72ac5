#pragma once

#include <string>
#include <string_view>

#include "logscan/record_writer.h"

/// Fields of CSV and TSV tables. The output is valid UTF-8 without control bytes and line feeds,
/// for any input. Bytes that safe_text() escapes become `\x1b`, characters become `\u{202e}`, and a
/// backslash that would read as the start of such an escape becomes `\x5c`. To restore the original
/// bytes, parse the table, then replace every `\x` with two hexadecimal digits and every `\u{..}`.
namespace logscan::detail {

/// Appends log bytes as one field of a CSV or TSV table.
///
/// CSV follows RFC 4180. A field is quoted only if it contains a comma, a semicolon or a quote, or
/// is empty, since null (data() is nullptr) is nothing at all. With `guard`
/// (RecordOptions::guard_formulas), a `'` is put before anything that a spreadsheet would run as a
/// formula: a field, or a part of it after a semicolon, that starts with = + - @ (or their
/// full-width forms), a tab or CR, with or without quotes before it.
///
/// TSV is the text format of PostgreSQL, MySQL and ClickHouse: null is `\N`; tab, line feed, CR and
/// backslash become `\t`, `\n`, `\r` and `\\`. The backslash of an escape is doubled as well.
void append_delimited_field(std::string& to, RecordFormat format, std::string_view text,
                            bool guard);

/// Returns the separator between the fields of a CSV or TSV table.
constexpr char field_separator(RecordFormat format) {
  return format == RecordFormat::kCsv ? ',' : '\t';
}

}  // namespace logscan::detail
