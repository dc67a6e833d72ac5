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

/// A log format that the user gave, so it is not detected. Immutable and cheap to copy.
/// Thread-safe.
///
/// With a pattern or key map, a line is parsed if everything up to and including its status fits;
/// its format is LogFormat::kCustom. With a name, it is parsed under these conditions:
///
///   clf                           it obeys the quote-delimited rule
///   vhost_common vhost_combined   likewise, and it starts with a virtual host
///   common combined nginx_main    likewise, but it does not
///   any other                     detection finds this format
///
/// Its format is then the detected one, but always a quote-delimited one in the first three rows.
/// The prefix of a collector is removed first, unless a pattern or map only fits the whole line.
/// Lines that are not parsed are blank, a comment, or malformed: other_format.
class GivenFormat {
 public:
  explicit GivenFormat(LinePattern pattern) : what_(std::move(pattern)) {}
  /// `text` is the text of the map. Throws std::invalid_argument if the map has more than
  /// KeyMap::kMaxKeys steps.
  explicit GivenFormat(KeyMap map, std::string text = {});
  /// Throws std::invalid_argument for kCustom.
  explicit GivenFormat(LogFormat name);

  /// Parses a name, a pattern (LinePattern::parse) or the text of a key map. Throws PatternError.
  static GivenFormat parse(std::string_view text);

  /// Convert a spec to its compiled form and back. of() returns nullopt if every format is
  /// accepted, and throws std::invalid_argument.
  static std::optional<GivenFormat> of(const LogFormatSpec& spec);
  LogFormatSpec spec() const;

  /// Exactly one of these has a value.
  const LinePattern* pattern() const { return std::get_if<LinePattern>(&what_); }
  const KeyMap* map() const;
  std::optional<LogFormat> name() const;

  /// Return the fields that its lines may have, and those that only its lines have.
  FormatFields fields() const;
  const OwnFields& own() const;

 private:
  std::variant<LogFormat, LinePattern, std::shared_ptr<const KeyMap>> what_;
  std::string text_;  ///< text of a key map
};

}  // namespace logscan
