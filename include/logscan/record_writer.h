#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "logscan/field.h"
#include "logscan/log_line.h"

namespace logscan {

/// The formats of records.
///
/// In all three, `time` is RFC 3339 with the log's own offset. `status` and `bytes` are numbers,
/// except for the codes `-` and `-1`, which are strings in JSON. `duration` and own durations are
/// seconds, exact to the nanosecond. Own numbers have up to six decimals. Every other field has the
/// bytes of the log, as far as the format can hold them. A record ends with LF, and contains no
/// other LF.
enum class RecordFormat : std::uint8_t {
  /// One object per line, always valid RFC 8259. Null is `null`. Bytes that are not UTF-8 become
  /// U+FFFD, and the key `NAME_raw` after the field holds all its bytes in hex.
  kJsonLines,
  /// RFC 4180, except that lines end without CR. Null is nothing, or `""` if the record has no
  /// other field, since readers skip empty lines. The empty text is `""`. Control bytes, invalid
  /// UTF-8 and hidden characters are written as `\x1b` or `\u{202e}`. A backslash of the log that
  /// would read like the start of such an escape is `\x5c`, so every escape can be undone.
  kCsv,
  /// Tab-separated as Postgres, MySQL and ClickHouse read it. Null is `\N`; tab, LF, CR and
  /// backslash are `\t`, `\n`, `\r` and `\\`. The text inside has the escapes of CSV.
  kTsv,
};

struct RecordOptions {
  /// CSV: writes `'` before a text that a spreadsheet would take for a formula, and likewise before
  /// a part that follows a semicolon. Formulas begin with = + - @, their full-width forms, tab or
  /// CR. Numbers stay as they are.
  bool guard_formulas = true;
};

/// Writes parsed lines as records of the given fields. The output is valid and harmless to a
/// terminal, whatever the bytes of the log. Allocates only to grow `out`. Not thread-safe. Two
/// writers of the same fields write the same bytes.
class RecordWriter {
 public:
  /// `fields` are the columns in order: at least one, none twice.
  RecordWriter(RecordFormat format, std::vector<Field> fields, RecordOptions options = {},
               const OwnFields& own = {});

  /// Appends a line with the names of the fields for CSV and TSV; nothing for JSON lines.
  void append_header(std::string& out) const;

  /// Appends one record with its line feed.
  void append(const LogLine& line, std::string& out);

 private:
  struct Column {
    Field field;
    std::string name;
    std::string before;  ///< text between the previous value and this one
  };

  void append_time(const LogTime& time, std::string& out);
  void append_json(const Column& column, const LogLine& line, std::string& out);
  void append_delimited(const Column& column, const LogLine& line, std::string& out);

  RecordFormat format_;
  RecordOptions options_;
  std::vector<Column> columns_;

  // The last time written: lines of one day differ in six digits.
  std::string time_text_;
  std::int64_t day_ = 0;  ///< first second of the day, on the clock of offset_
  std::optional<std::int16_t> offset_;
};

}  // namespace logscan
