#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "format/key_map.h"
#include "format/line_pattern.h"
#include "logscan/log_format.h"

namespace logscan {

/// A log format that is given, so that it is not looked for. Immutable and cheap to copy; for any
/// number of threads.
///
/// A line of a pattern or key map is parsed when everything up to and including its status fits;
/// its format is LogFormat::kCustom. Of a name, it is parsed
///
///   clf                           when it obeys the quote-delimited rule
///   vhost_common vhost_combined   when it does, and has a virtual host in front
///   common combined nginx_main    when it does, and has none
///   any other                     when it has that format where none is given
///
/// and its format is what it is where none is given, but for the first three rows always one of the
/// quote-delimited. A collector's prefix is taken off first, unless a pattern or map fits the whole
/// line alone. What is not parsed is blank, a comment, or malformed: other_format.
class GivenFormat {
 public:
  explicit GivenFormat(LinePattern pattern) : what_(std::move(pattern)) {}
  /// `text` is what the map was read from. Throws std::invalid_argument when the map has more than
  /// KeyMap::kMaxKeys steps.
  explicit GivenFormat(KeyMap map, std::string text = {});
  /// Any but kCustom, for which it throws std::invalid_argument.
  explicit GivenFormat(LogFormat name);

  /// From a name, a pattern (LinePattern::parse) or the text of a key map. Throws PatternError.
  static GivenFormat parse(std::string_view text);

  /// The compiled form of a spec, and back; nullopt where every format is known. Throws
  /// std::invalid_argument.
  static std::optional<GivenFormat> of(const LogFormatSpec& spec);
  LogFormatSpec spec() const;

  /// Exactly one of these is there.
  const LinePattern* pattern() const { return std::get_if<LinePattern>(&what_); }
  const KeyMap* map() const;
  std::optional<LogFormat> name() const;

  /// What its lines can have, and of that what they alone have.
  FormatFields fields() const;
  const OwnFields& own() const;

 private:
  std::variant<LogFormat, LinePattern, std::shared_ptr<const KeyMap>> what_;
  std::string text_;  ///< of a key map
};

}  // namespace logscan
