#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "format/layouts/layouts.h"
#include "logscan/closest_format.h"
#include "logscan/field.h"
#include "logscan/log_format.h"
#include "logscan/log_line.h"

namespace logscan {

/// What is known of a line that has one of the formats that are not quote-delimited.
struct FormatMatch {
  LogFormat format = LogFormat::kJson;
  StatusCode status = 0;
  std::optional<LogTime> time;
};

/// Reads lines of all formats but the quote-delimited ones: JSON, LTSV, logfmt, the layouts of
/// layouts.h, and W3C lines by the directive in force. What it says of a line depends on the line's
/// bytes and that directive alone. For one thread.
class UnquotedParser {
 public:
  UnquotedParser();
  ~UnquotedParser();
  UnquotedParser(UnquotedParser&&) noexcept;
  UnquotedParser& operator=(UnquotedParser&&) noexcept;

  /// What is tried before the quote-delimited rule, where the line's first byte is none that a
  /// client begins with: JSON for `{`, the layouts for `[`. Nullopt when it does not fit. As for
  /// judge(), the line is without terminator and collector's prefix, and kPadding bytes behind it
  /// must be readable.
  std::optional<FormatMatch> parse_before_quoted(std::string_view line);

  /// A line that has a status by the quote-delimited rule, but perhaps in what a client wrote: a
  /// dated line of the directive in force, one of an application server, or Envoy's behind other
  /// words. Nullopt when it is none of them.
  std::optional<FormatMatch> recheck_quoted(std::string_view line);

  /// Everything else, for a line that parse_before_quoted() and the quote-delimited rule have let
  /// pass; nullopt when it has none of the formats.
  std::optional<FormatMatch> parse(std::string_view line);

  /// What may stand behind the words of a logger (see inner_line(); W3C and LTSV are not among it),
  /// or behind the name of a file and the number of a line, as grep writes them. Sets `inner` to
  /// where it begins. For lines that judge() does not take.
  std::optional<FormatMatch> parse_inner(std::string_view line, std::string_view& inner);

  /// The text under the key number `number` (from 0) that collectors and loggers have for a whole
  /// line of another program (`{"message":"..","stream":..}`), as it stands in the JSON string;
  /// null when there is none. Only an object that has no status of its own is such an envelope.
  /// cut() needs another judgement after this call.
  std::string_view envelope(std::string_view line, std::size_t number);

  /// The fields of the line that was parsed last, and had a format. Views into it.
  LogLine cut(FieldSet wanted) const;

  /// Of the formats of parse_before_quoted() and judge(), the one that got furthest in a line that
  /// has none of them. cut() needs another judgement after this call.
  ClosestFormat closest(std::string_view line);

  /// To be shown each line that begins with `#` and is not parsed: it may be a directive.
  void read_comment(std::string_view line);

  /// Goes on at another place, in front of which no comment was seen. `find` gives the directive in
  /// force there; it is asked once, when a line is met that might need it, and may be empty.
  using FindDirective = std::function<std::optional<W3cFields>()>;
  void resume(FindDirective find) {
    directive_.reset();
    has_seen_directive_ = false;
    find_ = std::move(find);
  }

  /// The directive of the last comment since resume() that is one; null without such a comment.
  std::optional<W3cFields> last_seen_directive() const {
    return has_seen_directive_ ? directive_ : std::nullopt;
  }

 private:
  struct Cutters;
  enum class Source : std::uint8_t { kLayout, kJson, kLtsv, kLogfmt };

  Cutters& cutters();
  std::optional<FormatMatch> parse_layout(std::string_view line);
  std::optional<FormatMatch> parse_pairs(std::string_view line, bool tabs);
  std::optional<FormatMatch> parse_w3c(std::string_view line);
  std::optional<FormatMatch> parse_server_line(std::string_view line);
  const std::optional<W3cFields>& directive();

  std::unique_ptr<Cutters> cutters_;  ///< made when first needed
  std::optional<W3cFields> directive_;
  bool has_seen_directive_ = false;  ///< directive_ comes from a comment, not from find_
  FindDirective find_;
  Source source_ = Source::kLayout;  ///< of the line that was parsed last
  LogLine fields_;                   ///< its fields, where it has a layout
};

}  // namespace logscan
