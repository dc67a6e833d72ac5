#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "logscan/field.h"
#include "logscan/layouts.h"
#include "logscan/log_format.h"
#include "logscan/log_line.h"

namespace logscan {

/// What is known of a line that has one of the formats that are not quote-delimited.
struct OtherVerdict {
  LogFormat format = LogFormat::kJson;
  StatusCode status = 0;
  std::optional<LogTime> time;
};

/// Reads lines of all formats but the quote-delimited ones: JSON, LTSV, logfmt, the layouts of
/// layouts.h, and W3C lines by the directive in force. What it says of a line depends on the line's
/// bytes and that directive alone. For one thread.
class OtherLines {
 public:
  OtherLines();
  ~OtherLines();
  OtherLines(OtherLines&&) noexcept;
  OtherLines& operator=(OtherLines&&) noexcept;

  /// Whether such a line is tried here before the quote-delimited rule: it begins with `{` or `[`,
  /// where no client can stand.
  static bool comes_first(std::string_view line) {
    return !line.empty() && (line.front() == '{' || line.front() == '[');
  }

  /// Judges a line without its terminator and collector's prefix; nullopt when it has none of the
  /// formats. kPadding bytes behind it must be readable.
  std::optional<OtherVerdict> judge(std::string_view line);

  /// The fields of the line that was judged last, and had a format. Views into it.
  LogLine cut(FieldSet wanted) const;

  /// To be shown each line that begins with `#` and is not parsed: it may be a directive.
  void see_comment(std::string_view line);

  /// Goes on at another place, in front of which no comment was seen. `find` gives the directive in
  /// force there; it is asked once, when a line is met that might need it, and may be empty.
  using FindDirective = std::function<std::optional<W3cFields>()>;
  void go_on(FindDirective find) {
    directive_.reset();
    find_ = std::move(find);
  }

 private:
  struct Cutters;

  std::unique_ptr<Cutters> cutters_;  ///< made when first needed
  std::optional<W3cFields> directive_;
  FindDirective find_;
  LogLine fields_;  ///< of a layout's line
  enum class Source : std::uint8_t { kLayout, kJson, kLtsv, kLogfmt } source_ = Source::kLayout;
};

}  // namespace logscan
