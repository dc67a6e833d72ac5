#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "logscan/log_line.h"
#include "format/other_lines.h"
#include "logscan/time_zone.h"

namespace logscan {

/// Judges one line (without terminator, BOM and leading NULs, and not longer than --max-line) by
/// the quote-delimited rule as it is written down, a byte at a time, with nothing shared with the
/// fast path but the reading of time stamps: slow, and right. Stamps without an offset are those of
/// `log_zone`.
Verdict reference_judge(std::string_view line, const TimeZone& log_zone = {});

/// Cuts a line that reference_judge found parsed, in the same spirit.
LogLine reference_cut(std::string_view line);

/// Judges the lines of an input one after the other: docker's unpacked, collectors' prefixes taken
/// off, by the reference where a line is quote-delimited, else by OtherLines, whose cutters have
/// references of their own in the tests. For one thread.
class ReferenceParser {
 public:
  explicit ReferenceParser(TimeZone log_zone = {}) : log_zone_(std::move(log_zone)) {}

  Verdict judge(std::string_view line);

 private:
  std::optional<Verdict> parse(std::string_view line);
  std::optional<Verdict> parse_packed(const std::optional<std::string>& text);
  std::optional<Verdict> parse_envelope(std::string_view line);

  TimeZone log_zone_;
  OtherLines others_;
  std::string padded_;  ///< the line, since the cutters look behind it
};

}  // namespace logscan
