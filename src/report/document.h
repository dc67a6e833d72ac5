#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "logscan/summary.h"

/// What a report says, apart from how it looks. Sections are made once, from a Summary, and every
/// format for people writes the same ones: terminal, text, Markdown, HTML, CSV, mail. JSON and
/// OpenMetrics have schemas of their own and are written from the Summary.
namespace logscan::detail {

/// The values of cells, typed so that each format writes them in its own way: with separators and
/// units for people, as plain digits and RFC 3339 for programs.
struct Words {
  std::string text;  ///< logscan's own text, safe to print
};
struct LogBytes {
  std::string bytes;  ///< from a log or a file name: hostile, to be escaped by the format
};
struct Count {
  std::uint64_t value = 0;
  bool at_most = false;  ///< from a sketch: the true number may be lower
};
struct Share {
  std::uint64_t part = 0;
  std::uint64_t whole = 0;  ///< 0: the share is unknown for people, and 0 for programs
};
struct ByteCount {
  std::uint64_t value = 0;
};
struct Span {
  std::int64_t nanoseconds = 0;
};
struct Decimal {
  double value = 0;
};
struct Moment {
  LogTime time;
};
struct StatusCell {
  StatusCode code = 0;
};

/// std::monostate stands for null: a value that is unknown; nothing in `others` and `total`.
using Cell = std::variant<std::monostate, Words, LogBytes, Count, Share, ByteCount, Span, Decimal,
                          Moment, StatusCell>;

/// How bad something is. Formats show it by colour and never by colour alone.
enum class Severity : std::uint8_t { kNone, kGood, kWarning, kError };

struct Column {
  std::string name;     ///< for programs: `first_seen`; unique in its table
  std::string title;    ///< for people: `first seen`; safe to print
  bool number = false;  ///< aligned to the right, and sorted by value
  bool bar = false;     ///< a bar beside each value shows its share of the largest
  bool key = false;     ///< null is `(none)`: the lines of the row lack the field
};

struct TableRow {
  std::vector<Cell> cells;  ///< one for each column
  Severity severity = Severity::kNone;
};

/// Rows under named columns, the most important rows first.
struct Table {
  std::string name;   ///< for programs and links: `statuses`; unique in the document
  std::string label;  ///< the word that begins each row of the text report: `status`
  std::vector<Column> columns;
  std::vector<TableRow> rows;
  std::optional<TableRow> others;  ///< everything that has no row of its own; its first cell
                                   ///< says so in Words, as does that of the total
  std::optional<TableRow> total;
  std::vector<std::string> notes;  ///< how exact the numbers are, what is left out
};

/// A stretch of a chart that stands out, in buckets, both inclusive.
struct ChartMark {
  std::size_t first = 0;
  std::size_t last = 0;
  std::string text;
};

struct ChartSeries {
  std::string name;                   ///< `requests`; safe to print
  std::vector<std::uint64_t> values;  ///< as many as buckets
  Severity severity = Severity::kNone;
  bool key = false;  ///< the name is that of a group, to be shown as it is
};

/// Counts over time.
struct Chart {
  std::string name;
  std::uint64_t every = 60;     ///< seconds of a bucket, but for clock changes
  std::vector<LogTime> starts;  ///< when each bucket begins, by the chart's clock; ascending
  std::vector<ChartSeries> series;
  std::vector<ChartMark> marks;
  std::vector<std::string> notes;  ///< the peaks, lines without a time
  bool repeats = false;            ///< a table of its section tells the same: for formats that draw
};

/// A short statement with a label: `errors  47 of 234 parsed (20.09 %)`. Formats write the parts
/// one after the other; spaces between them are in the Words.
struct Fact {
  std::string label;
  std::vector<Cell> parts;
  Severity severity = Severity::kNone;
};

struct Facts {
  std::vector<Fact> facts;
};

/// A line of the log as an example.
struct Quote {
  std::string label;  ///< `example`
  Sample sample;
};

using Part = std::variant<Facts, Table, Chart, Quote>;

struct Section {
  std::string name;   ///< for links: `errors`; unique among its siblings
  std::string title;  ///< `Errors in detail`
  std::vector<Part> parts;
  std::vector<Section> children;  ///< the drill-down: one for each error status
  bool brief = false;             ///< stands in the report that fits one screen
  bool aside = false;             ///< of the default report, when --by or --every ask for other
                                  ///< tables: text and Markdown leave it out
};

/// The clock that a report names, so that times need no offset.
struct ReportClock {
  std::string zone;                    ///< Summary::zone; empty: the log's own
  std::optional<std::int16_t> offset;  ///< of times that show none, if there is no zone

  bool names(const LogTime& time) const { return !zone.empty() || time.offset_minutes == offset; }
};

struct Document {
  std::string title;
  ReportClock clock;
  std::vector<Section> sections;  ///< in reading order
  std::string accounting;         ///< `lines N = parsed N + ...`
};

/// Returns the document of a report: overview, groups and series, timeline, statuses, failing
/// endpoints, errors in detail, the slowest groups, what could not be read, inputs, the baseline.
/// Sections without content are left out. Times are by the clock that the report names.
Document make_document(const Summary& summary);

}  // namespace logscan::detail
