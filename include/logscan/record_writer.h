#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "logscan/field.h"
#include "logscan/log_line.h"

namespace logscan {

/// How lines are written as a table.
///
/// In all three: `time` as RFC 3339 with the log's own offset; `status` and `bytes` as numbers, but
/// for the codes `-` and `-1`, which are texts in JSON; `duration` as seconds, exact to the
/// nanosecond, and so own fields that are; own numbers to six decimals; every other field as the
/// log's bytes, as far as the format can hold them. A line ends in LF, and no other LF is written.
enum class RecordFormat : std::uint8_t {
  /// An object per line, RFC 8259, whatever the bytes are. Null is `null`. Bytes that are not UTF-8
  /// become U+FFFD, and `NAME_raw` with all bytes in hex stands behind.
  kJsonLines,
  /// RFC 4180 but for its CR. Null is nothing at all (`""` where the record has no other field,
  /// since readers skip empty lines), the empty text `""`. Control bytes, broken UTF-8 and hidden
  /// characters read `\x1b` or `\u{202e}`; a backslash of the log that would read as the beginning
  /// of such an escape is `\x5c`, so that all of them can be undone.
  kCsv,
  /// Tab-separated as Postgres, MySQL and ClickHouse read it: null is `\N`; tab, LF, CR and
  /// backslash are `\t`, `\n`, `\r` and `\\`. What they then hold has the escapes of CSV.
  kTsv,
};

struct RecordOptions {
  /// CSV: `'` in front of a text, or of what follows a semicolon in it, that a spreadsheet would
  /// take for a formula: one that begins with = + - @, their full-width forms, tab or CR. Numbers
  /// are left as they are.
  bool guard_formulas = true;
};

/// Writes parsed lines as records of the fields asked for. Whatever the bytes of the log, what is
/// written stands up to the format and does nothing to a terminal. Allocates nothing per line but
/// for growing `out`. For one thread; two writers of the same fields write the same.
class RecordWriter {
 public:
  /// `fields` in the order of the columns: at least one, none twice.
  RecordWriter(RecordFormat format, std::vector<Field> fields, RecordOptions options = {},
               const OwnFields& own = {});

  /// CSV and TSV: a line of the fields' names. JSON lines have none.
  void append_header(std::string& out) const;

  /// One record, with its line feed.
  void append(const LogLine& line, std::string& out);

 private:
  struct Column {
    Field field;
    std::string name;
    std::string before;  ///< what stands between the value before and this one
  };

  void append_time(const LogTime& time, std::string& out);
  void append_json(const Column& column, const LogLine& line, std::string& out);
  void append_delimited(const Column& column, const LogLine& line, std::string& out);

  RecordFormat format_;
  RecordOptions options_;
  std::vector<Column> columns_;

  // The time written last: lines of one day differ in six digits.
  std::string time_text_;
  std::int64_t day_ = 0;  ///< its first second, on the clock of offset_
  std::optional<std::int16_t> offset_;
};

}  // namespace logscan
