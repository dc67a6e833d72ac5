#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "format/given_format.h"
#include "format/layouts/layouts.h"
#include "format/line_view.h"
#include "format/unquoted_parser.h"
#include "logscan/field.h"
#include "logscan/log_format.h"
#include "logscan/log_line.h"
#include "scan/plain_line.h"
#include "text/time_zone.h"

namespace logscan {

class CustomParser;

/// Seconds and offset in one number with the order of LogTime, so that tracking the earliest and
/// latest of millions of lines costs one comparison each.
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

  /// Return one of two times without a branch, which std::min() of objects would be.
  static constexpr PackedTime earlier(PackedTime a, PackedTime b) {
    return PackedTime(std::min(a.value_, b.value_));
  }
  static constexpr PackedTime later(PackedTime a, PackedTime b) {
    return PackedTime(std::max(a.value_, b.value_));
  }

 private:
  static constexpr std::int64_t kOffsets = 4096;
  constexpr explicit PackedTime(std::int64_t value) : value_(value) {}

  std::int64_t value_;
};

/// The result of parsing a line, with the positions from which its fields are cut.
struct ParsedLine {
  LineKind kind = LineKind::kMalformed;
  Reason reason = Reason::kNone;
  LogFormat format = LogFormat::kClf;
  bool dated = false;
  StatusCode status = 0;
  std::uint32_t open = 0;   ///< quotes[open] opens the request
  std::uint32_t close = 0;  ///< quotes[close] closes the request
  /// bytes of a collector's prefix, which are skipped; quotes are numbered from its end
  std::uint32_t prefix = 0;
  /// the line comes from Docker's JSON, and this result describes the text in it
  bool unpacked = false;
  PackedTime time{};

  Verdict verdict() const;
};

/// Parses lines one after the other.
///
/// A line of Docker's json-file log is parsed by the text inside it if that has a log format, else
/// like any other line. A line without a format is retried as a JSON envelope around another line,
/// and without its colour escapes (SGR). The result depends on the bytes of the line alone; state
/// from the previous line (the text of its time stamp) only makes parsing faster. For one thread.
class LineParser {
 public:
  /// Lines longer than `max_line` bytes are malformed (kTooLong). If `given` is set, only that
  /// format is tried. Time stamps without an offset are in `log_zone`.
  explicit LineParser(std::uint64_t max_line,
                      const std::optional<GivenFormat>& given = std::nullopt,
                      TimeZone log_zone = {});
  ~LineParser();

  ParsedLine parse(const LineView& line);

  /// Cuts the wanted fields of the line parsed last, which must be kParsed, or of any plain line
  /// (Kernel::match). Other fields may be set or null. Views are valid as long as the block or, for
  /// an unpacked line, until the next line is parsed. A target joined from separate path and query
  /// columns is valid until the next cut.
  LogLine cut(const LineView& line, const ParsedLine& parsed, FieldSet wanted) const;

  /// Returns whether the line parsed last, which must be kParsed, has no time although its column
  /// is not empty.
  bool refuses_time(const LineView& line, const ParsedLine& parsed) const;

  /// Returns whether any line so far had a time without an offset.
  bool has_seen_local_time() const { return has_seen_local_time_; }

  /// Returns what the line parsed last comes closest to: among all formats, or to the given pattern
  /// or key map. The line must be malformed, but not too long. It cannot be cut afterwards.
  ClosestFormat closest(const LineView& line, const ParsedLine& parsed);

  /// Returns the rules by which the lines that Kernel::match accepts have the same result here.
  const PlainRules& plain_rules() const { return plain_; }

  /// Returns the parser that needs the W3C directive in force when parsing starts in the middle of
  /// a log.
  UnquotedParser& others() { return others_; }

  /// Returns second 0 of the minute in plain_rules(), which is that of the last line with a usual
  /// time stamp.
  PackedTime minute() const { return minute_; }

  std::uint64_t max_line() const { return max_line_; }

 private:
  Reason parse_formats(const LineView& line, ParsedLine& parsed);
  bool parse_docker(std::string_view text, ParsedLine& parsed);
  bool parse_envelope(std::string_view bare, std::string_view front, ParsedLine& parsed);
  bool parse_without_colours(std::string_view text, ParsedLine& parsed);
  bool parse_after_colour(std::string_view text, ParsedLine& parsed);
  bool parse_unpacked(ParsedLine& parsed);
  bool parse_text(ParsedLine& parsed);
  LineView unpacked() const;
  std::string_view parsed_text(const LineView& line, const ParsedLine& parsed) const;
  void parse_time(const char* bracket, const char* open, ParsedLine& parsed);
  Reason parse_quoted(const LineView& line, ParsedLine& parsed);
  PackedTime with_log_zone(const LogTime& stamp) {
    if (stamp.offset_minutes != kNoOffset) return PackedTime(stamp);
    has_seen_local_time_ = true;
    return PackedTime(with_offset(stamp, log_zone_));
  }
  Reason parse_any(const LineView& line, std::string_view bare, ParsedLine& parsed);
  Reason parse_given(const LineView& line, std::string_view bare, ParsedLine& parsed);
  bool accept(const FormatMatch* match, ParsedLine& parsed);
  void set_leading_time(const LineView& line, ParsedLine& parsed);
  void set_time(const std::optional<LogTime>& time, ParsedLine& parsed);
  bool read_known_minute(const char* stamp, ParsedLine& parsed) const;
  void remember_minute(const char* stamp, const LogTime& time);
  void remember_usual_minute(const LineView& line);
  bool has_known_host(const char* begin, const char* bracket) const;

  std::uint64_t max_line_;
  TimeZone log_zone_;
  bool has_seen_local_time_ = false;
  PlainRules plain_;
  PackedTime minute_{};
  UnquotedParser others_;
  PrefixStripper prefixes_;
  bool is_mere_text_ = false;  ///< the line parsed last is (UnquotedParser::is_mere_text)
  /// the text of the line parsed last if it was unpacked or had colours removed, followed by
  /// kPadding bytes
  std::string text_;
  std::vector<std::uint32_t> quotes_;  ///< the quotes of text_

  mutable std::string target_;  ///< a target joined by the last cut

  // At most one of these is set.
  std::optional<LogFormat> name_;
  std::unique_ptr<CustomParser> custom_;
};

/// Cuts any line of a quote-delimited format that was not unpacked, without a LineParser.
LogLine cut_line(const LineView& line, const ParsedLine& parsed, FieldSet wanted = FieldSet::all());

/// Does the same into `fields`, which must only have been set by this function with the same
/// `wanted`. Faster for many lines, since the other fields need not be cleared.
void cut_line(const LineView& line, const ParsedLine& parsed, FieldSet wanted, LogLine& fields);

/// Does the same for a quote-delimited line that Kernel::match accepts, faster for the fields that
/// counting needs most. `client` and `path` are what the kernel found, or null. The bytes are null
/// if no field behind the status is wanted; `wanted` may differ from line to line.
void cut_plain_line(const LineView& line, const ParsedLine& parsed, FieldSet wanted,
                    std::string_view client, std::string_view path, LogLine& fields);

/// Returns the part of `front`, which precedes the first quote of such a line, from the client on.
std::string_view plain_line_front(std::string_view front, LogFormat format);

/// Returns the client in it if that is an address in canonical form, as nearly all are, or null.
std::string_view plain_line_client(std::string_view front);

/// Returns the path of such a line. `request` is the text between the first two quotes.
std::string_view plain_line_path(std::string_view request);

/// Returns the line without its first `bytes` bytes, a collector's prefix.
LineView after_prefix(const LineView& line, std::uint32_t bytes);

/// Returns the text of a line without leading NULs.
std::string_view line_text(const LineView& line);

}  // namespace logscan
