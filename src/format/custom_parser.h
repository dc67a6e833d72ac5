#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "format/json_line.h"
#include "format/pair_line.h"
#include "format/unquoted_parser.h"
#include "logscan/closest_format.h"
#include "logscan/given_format.h"

namespace logscan {

/// Reads the lines of a given pattern or key map. For one thread.
class CustomParser {
 public:
  /// `format` has no name.
  explicit CustomParser(const GivenFormat& format);

  /// The line is without terminator, and kPadding bytes behind it must be readable. Nullopt when it
  /// does not fit.
  std::optional<FormatMatch> parse(std::string_view line);

  /// The fields of the line that was parsed last, and fitted; others than `wanted` may be null. Own
  /// fields live here, until the next call.
  LogLine cut(FieldSet wanted);

  /// Where a line that does not fit leaves the format; `before` bytes of it, which are not in
  /// `line`, count. Whatever was parsed before is forgotten.
  ClosestFormat mismatch(std::string_view line, std::size_t before);

 private:
  /// A pattern, cut as far as it is asked for.
  struct PatternLines {
    LinePattern whole;
    LinePattern verdict;  ///< no more than status and time
    LinePattern wanted;
    FieldSet wanted_fields;  ///< what `wanted` is for: all that were asked for so far
    std::string_view line;   ///< that was parsed last
  };
  using Cutter = std::variant<PatternLines, JsonParser, PairParser>;

  static Cutter make(const GivenFormat& format);
  LogLine cut_known(FieldSet wanted);

  Cutter cutter_;
  std::vector<OwnValue> own_;
};

}  // namespace logscan
