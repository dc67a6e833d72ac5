#pragma once

#include <string>
#include <string_view>

#include "logscan/record_writer.h"
#include "text/delimited_text.h"

namespace logscan::detail {

/// Appends log bytes as one field of a CSV or TSV table. Null (data() is nullptr) is nothing in CSV
/// and `\N` in TSV. `guard` is RecordOptions::guard_formulas.
inline void append_delimited_field(std::string& to, RecordFormat format, std::string_view text,
                                   bool guard) {
  const bool is_null = text.data() == nullptr;
  if (format == RecordFormat::kCsv) {
    if (!is_null) append_csv_text(to, text, guard);
  } else if (is_null) {
    to += "\\N";
  } else {
    append_tsv_text(to, text);
  }
}

/// Returns what separates the fields of a CSV or TSV table.
constexpr char field_separator(RecordFormat format) {
  return format == RecordFormat::kCsv ? ',' : '\t';
}

}  // namespace logscan::detail
