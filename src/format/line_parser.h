#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "format/unquoted_parser.h"
#include "logscan/closest_format.h"
#include "logscan/field.h"
#include "logscan/given_format.h"
#include "logscan/log_line.h"
#include "logscan/time_zone.h"
#include "scan/plain_line.h"

namespace logscan {

class CustomParser;

/// One line of a block with its quotes. The bytes lie in a block, so kPadding bytes after `end` are
/// readable; the line itself has no terminator (LF, or CR LF), and may begin with NULs, which are
/// no text.
struct LineView {
  const char* block = nullptr;            ///< what positions count from
  std::uint32_t begin = 0;                ///< position of the first byte
  std::uint32_t end = 0;                  ///< behind the last
  const std::uint32_t* quotes = nullptr;  ///< positions of all quotes in [begin, end), ascending
  std::uint32_t quote_count = 0;

  const char* data() const { return block + begin; }
  std::uint32_t size() const { return end - begin; }
};

/// Seconds and offset in one number that orders as LogTime does, so that the earliest and latest of
/// millions of lines cost one comparison each.
class PackedTime {
 public:
  constexpr PackedTime() = default;
  static constexpr PackedTime earliest() {
    return PackedTime(std::numeric_limits<std::int64_t>::min());
  }
  static constexpr PackedTime latest() {
    return PackedTime(std::numeric_limits<std::int64_t>::max());
  }
  constexpr explicit PackedTime(const LogTime& time)
      : value_(time.seconds * kOffsets + (time.offset_minutes + kOffsets / 2)) {}

  constexpr LogTime unpack() const {
    const std::int64_t seconds = value_ >> 12;
    return {seconds, static_cast<std::int16_t>((value_ & (kOffsets - 1)) - kOffsets / 2)};
  }
  constexpr std::int64_t seconds() const { return value_ >> 12; }
  constexpr PackedTime plus(std::int64_t seconds) const {
    return PackedTime(value_ + seconds * kOffsets);
  }

  friend constexpr auto operator<=>(const PackedTime&, const PackedTime&) = default;

 private:
  static constexpr std::int64_t kOffsets = 4096;
  constexpr explicit PackedTime(std::int64_t value) : value_(value) {}

  std::int64_t value_ = 0;
};

/// A verdict as the inner loop wants it, with the positions that cutting the fields starts from.
struct ParsedLine {
  LineKind kind = LineKind::kMalformed;
  Reason reason = Reason::kNone;
  LogFormat format = LogFormat::kClf;
  bool dated = false;
  StatusCode status = 0;
  std::uint32_t open = 0;    ///< which quote opens the request: quotes[open]
  std::uint32_t close = 0;   ///< and which closes it
  std::uint32_t prefix = 0;  ///< bytes of a collector's prefix, which are passed over; the numbers
                             ///< of quotes count from behind it
  bool unpacked = false;     ///< the line is docker's, and all here is said of the text in it
  PackedTime time;

  Verdict verdict() const;
};

/// Judges lines one after the other. A line of docker's json-file log is parsed by the text that it
/// holds, if that has a log format; else as any other line. One that has no format is parsed by the
/// text of a JSON envelope around another line, and without its colour escapes (SGR). What it says
/// of a line depends on the line's bytes alone; what it remembers of the line before (the time
/// stamp's text) only makes it faster. For one thread.
class LineParser {
 public:
  /// Lines longer than `max_line` bytes are malformed, too_long. With a `given` format the others
  /// are parsed by that alone. Time stamps without an offset are those of `log_zone`.
  explicit LineParser(std::uint64_t max_line,
                      const std::optional<GivenFormat>& given = std::nullopt,
                      TimeZone log_zone = {});
  ~LineParser();

  ParsedLine parse(const LineView& line);

  /// Cuts the wanted fields of the line that was parsed last, and parsed; others may be cut as
  /// well, or be null. The views live as long as the block, or, when the line was unpacked, until
  /// the next line is parsed. A target whose path and query stand apart in the line is put together
  /// in memory that the next cut overwrites.
  LogLine cut(const LineView& line, const ParsedLine& parsed, FieldSet wanted) const;

  /// Whether the line that was parsed last, and parsed, has no time although something stands in
  /// its column.
  bool refuses_time(const ParsedLine& parsed) const;

  /// Whether any line so far had a time without an offset.
  bool has_seen_local_time() const { return has_seen_local_time_; }

  /// What the line that was parsed last, and malformed, but not too long, comes closest to: of all
  /// formats, or where one was given as a pattern or key map, to that. It is not cut.
  ClosestFormat closest(const LineView& line, const ParsedLine& parsed);

  /// Whether the lines that Kernel::match takes are parsed as it judges them.
  bool accepts_plain_lines() const { return takes_plain_lines_; }

  /// Where the directive in force is to be told when lines were not parsed from the front on.
  UnquotedParser& others() { return others_; }

  /// The minute of the last line whose time stamp had the usual form: its text (what
  /// Kernel::match asks for), and the moment at second 0.
  const MinuteText& minute_text() const { return minute_text_; }
  PackedTime minute() const { return minute_; }

  std::uint64_t max_line() const { return max_line_; }

 private:
  Reason parse_formats(const LineView& line, ParsedLine& parsed);
  bool parse_docker(std::string_view text, ParsedLine& parsed);
  bool parse_envelope(std::string_view bare, ParsedLine& parsed);
  bool parse_without_colours(std::string_view text, ParsedLine& parsed);
  bool parse_unpacked(ParsedLine& parsed);
  bool parse_text(ParsedLine& parsed);
  LineView unpacked() const;
  void parse_time(const char* bracket, const char* open, ParsedLine& parsed);
  Reason parse_quoted(const LineView& line, ParsedLine& parsed);
  LogTime with_log_zone(const LogTime& stamp) {
    has_seen_local_time_ = has_seen_local_time_ || stamp.offset_minutes == kNoOffset;
    return with_offset(stamp, log_zone_);
  }
  std::string_view target_of(const LogLine& fields) const;
  Reason parse_any(const LineView& line, std::string_view bare, ParsedLine& parsed);
  Reason parse_given(const LineView& line, std::string_view bare, ParsedLine& parsed);
  bool accept(const std::optional<FormatMatch>& verdict, ParsedLine& parsed);
  void set_leading_time(std::string_view text, ParsedLine& parsed);
  bool read_known_minute(const char* stamp, ParsedLine& parsed) const;
  void remember_minute(const char* stamp, const LogTime& time);

  std::uint64_t max_line_;
  TimeZone log_zone_;
  bool has_seen_local_time_ = false;
  MinuteText minute_text_;
  PackedTime minute_;
  UnquotedParser others_;
  std::string text_;  ///< of the line parsed last, if it was unpacked or had colours taken off,
                      ///< with kPadding bytes behind it
  std::vector<std::uint32_t> quotes_;  ///< its own

  mutable std::string target_;  ///< of the line cut last, put together

  // At most one of these.
  std::optional<LogFormat> name_;
  std::unique_ptr<CustomParser> custom_;
  bool takes_plain_lines_ = true;
};

/// The same for any line of a quote-delimited format that was not unpacked, without the parser.
LogLine cut_line(const LineView& line, const ParsedLine& parsed, FieldSet wanted = FieldSet::all());

/// The same into `fields`, which holds nothing but what this did there for the same `wanted`: for
/// many lines, since others of its fields need not be cleared each time.
void cut_line(const LineView& line, const ParsedLine& parsed, FieldSet wanted, LogLine& fields);

/// The line without its first `bytes`, a collector's prefix.
LineView after_prefix(const LineView& line, std::uint32_t bytes);

/// The line's bytes without the NULs in front.
std::string_view line_text(const LineView& line);

}  // namespace logscan
