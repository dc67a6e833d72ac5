#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "format/keyed_line.h"
#include "format/layouts/layouts.h"
#include "format/line_view.h"
#include "logscan/field.h"
#include "logscan/log_format.h"
#include "logscan/log_line.h"

namespace logscan {

/// A line matched by one of the formats that are not quote-delimited.
struct FormatMatch {
  LogFormat format = LogFormat::kJson;
  StatusCode status = 0;
  std::optional<LogTime> time;
};

/// A line of another program inside the JSON of a collector or logger.
struct Envelope {
  std::string_view text;        ///< with its escapes; null when there is none
  std::optional<LogTime> time;  ///< of the object
};

/// Parses lines of all formats that are not quote-delimited: JSON, LTSV, logfmt, the layouts in
/// layouts.h, and W3C lines, by the directive in force. The result depends on the bytes of the line
/// and that directive alone, and is valid until the next line is parsed. For one thread.
class UnquotedParser {
 public:
  UnquotedParser();
  ~UnquotedParser();
  UnquotedParser(UnquotedParser&&) noexcept;
  UnquotedParser& operator=(UnquotedParser&&) noexcept;

  /// Tries the formats that come before the quote-delimited rule, for lines whose first byte cannot
  /// start a client: JSON for `{`, layouts for `[`. Returns nullptr when none fits. As for parse(),
  /// the line has no terminator and no collector's prefix, and kPadding bytes after it must be
  /// readable.
  const FormatMatch* parse_before_quoted(std::string_view line);

  /// Does the same for a line that starts with `{`, whose quotes are known.
  const FormatMatch* parse_json(const LineView& line);

  /// Returns whether a line without quotes certainly has no format: it lacks all bytes of which
  /// each format needs one, and no directive is in force. Such a line has no colours, either. Much
  /// faster than trying them.
  bool is_mere_text(std::string_view line);

  /// Parses a line that fits the quote-delimited rule, but perhaps only because of what a client
  /// wrote: a dated line of the directive in force, a line of an application server, or one of
  /// Envoy's after other words. Returns nullptr for any other line.
  const FormatMatch* recheck_quoted(std::string_view line);

  /// Parses a line that no format before its own can fit, since it begins with `2026-01-12 1` or,
  /// with a tab somewhere, `label:1`: of W3C or LTSV. Returns nullptr for any other line, and where
  /// the full rules must decide. For lines from which no prefix was removed.
  const FormatMatch* parse_by_start(std::string_view line, bool has_quotes);

  /// Tries all other formats, for a line that fits neither parse_before_quoted() nor the
  /// quote-delimited rule. Returns nullptr when none fits.
  const FormatMatch* parse(std::string_view line);

  /// Parses what follows the words of a logger (see inner_line(); W3C and LTSV are not tried), or
  /// grep's file name and line number. Sets `inner` to the rest of the line from there. For lines
  /// that parse() does not match.
  const FormatMatch* parse_inner(std::string_view line, std::string_view& inner);

  /// Returns the text under the key with number `number`, from 0, among those in which collectors
  /// and loggers store a whole line of another program (`{"message":"..","stream":..}`), with its
  /// escapes. The text is null when there is none, or the object has a status of its own.
  /// Invalidates the line parsed last.
  Envelope envelope(std::string_view line, std::size_t number);

  /// Returns the fields of the line parsed last, which must have matched. The views point into it.
  LogLine cut(FieldSet wanted) const;

  /// Returns the format among those of parse_before_quoted() and parse() that matches the longest
  /// beginning of a line that fits none of them. Invalidates the line parsed last.
  ClosestFormat closest(std::string_view line);

  /// Reads a line that starts with `#` and is not parsed: it may be a directive. Every such line
  /// must be passed in.
  void read_comment(std::string_view line);

  /// Continues at another place of a log, with no comment seen so far. `find` returns the directive
  /// in force there. It is called once, when a line might need it, and may be empty.
  using FindDirective = std::function<std::optional<W3cFields>()>;
  void resume(FindDirective find) {
    directive_.reset();
    has_seen_directive_ = false;
    find_ = std::move(find);
  }

  /// Returns the last directive since resume(). Null when there was none.
  std::optional<W3cFields> last_seen_directive() const {
    return has_seen_directive_ ? directive_ : std::nullopt;
  }

 private:
  struct Cutters;
  enum class Source : std::uint8_t { kCut, kLayout, kW3c, kJson, kLtsv, kLogfmt };

  Cutters& cutters();
  const FormatMatch* matched(LogFormat format, StatusCode status,
                             const std::optional<LogTime>& time);
  const FormatMatch* accept_json(const KeyedResult& verdict);
  const FormatMatch* parse_layout(std::string_view line);
  const FormatMatch* parse_pairs(std::string_view line, bool tabs);
  const FormatMatch* parse_w3c(std::string_view line);
  const FormatMatch* parse_server_line(std::string_view line);
  const std::optional<W3cFields>& directive();
  // Lines are cut rarely, or nearly all of them: then each should be read once.
  Wanted next_wanted() const { return was_cut_ ? Wanted::kAll : Wanted::kVerdict; }

  std::unique_ptr<Cutters> cutters_;  ///< created when first needed
  std::optional<W3cFields> directive_;
  bool has_seen_directive_ = false;  ///< directive_ comes from a comment, not from find_
  FindDirective find_;
  FormatMatch match_;               ///< of the line parsed last; not copied, since that takes long
  Source source_ = Source::kCut;    ///< source of the line parsed last
  std::string_view line_;           ///< that line, if it matched a layout or the directive
  const Layout* layout_ = nullptr;  ///< that layout, or an earlier one
  LogLine fields_;                  ///< its fields; time and status alone unless kCut
  mutable bool was_cut_ = false;    ///< the last line was, so the next one probably will be
};

}  // namespace logscan
