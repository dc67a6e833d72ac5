#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "baseline/reference.h"
#include "format/unquoted_parser.h"
#include "logscan/log_line.h"
#include "text/time_zone.h"

namespace logscan {

/// Parses the lines of an input in order. Unpacks Docker's lines and removes the prefixes of
/// collectors. The reference parses quote-delimited lines; UnquotedParser parses all others, whose
/// reference parsers are in the tests. Not thread-safe.
class ReferenceParser {
 public:
  explicit ReferenceParser(TimeZone log_zone = {}) : log_zone_(std::move(log_zone)) {}

  Verdict parse(std::string_view line);

 private:
  void date(Verdict& verdict, const std::optional<LogTime>& time) const;
  std::optional<Verdict> parse_bare(std::string_view line);
  std::optional<Verdict> parse_formats(std::string_view line, std::string_view& before);
  std::optional<Verdict> parse_after_colour(std::string_view line);
  std::optional<Verdict> parse_packed(const std::optional<std::string>& text);
  std::optional<Verdict> parse_envelope(std::string_view line);

  TimeZone log_zone_;
  UnquotedParser others_;
  std::string padded_;  ///< The line with padding, which the kernels may read.
};

}  // namespace logscan
