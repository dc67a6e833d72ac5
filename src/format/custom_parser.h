#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "format/given_format.h"
#include "format/json_line.h"
#include "format/pair_line.h"
#include "format/unquoted_parser.h"
#include "logscan/log_format.h"

namespace logscan {

/// Parses the lines of a user's pattern or key map. Not thread-safe.
class CustomParser {
 public:
  /// `format` must not be a named format.
  explicit CustomParser(const GivenFormat& format);

  /// Parses a line without its terminator. At least kPadding bytes after it must be readable.
  /// Returns nullptr when the line does not fit. The result is valid until the next line is parsed.
  const FormatMatch* parse(std::string_view line);

  /// Returns the fields of `line`: that parsed last, which must have fitted, or any that fits the
  /// pattern. Fields outside `wanted` may be null. Own fields are valid until the next call.
  LogLine cut(std::string_view line, FieldSet wanted);

  /// Returns where a line that does not fit deviates from the format. The column includes the
  /// `before` bytes that precede `line`. Invalidates the line parsed last.
  ClosestFormat mismatch(std::string_view line, std::size_t before);

 private:
  /// A pattern, compiled for several sets of fields.
  struct PatternLines {
    LinePattern whole;
    LinePattern verdict;  ///< status and time only
    LinePattern wanted;
    FieldSet wanted_fields;  ///< the fields of `wanted`: all that were requested so far
  };
  using Cutter = std::variant<PatternLines, JsonParser, PairParser>;

  static Cutter make(const GivenFormat& format);
  LogLine cut_known(std::string_view line, FieldSet wanted);

  Cutter cutter_;
  FormatMatch match_{LogFormat::kCustom, 0, {}};  ///< of the line parsed last
  std::vector<OwnValue> own_;
};

}  // namespace logscan
