#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "logscan/report.h"
#include "report/document.h"
#include "report/wording.h"

namespace logscan::detail {

enum class Ink : std::uint8_t { kPlain, kBold, kDim, kRed, kYellow, kGreen, kCyan, kMagenta };

/// Collects the lines of a text report in a given style. Log bytes and file names must go through
/// log_text(), row(), quote() or place(), which make them safe to print.
class TextWriter {
 public:
  explicit TextWriter(const ReportStyle& style);

  std::size_t columns() const { return columns_; }
  bool unicode() const { return style_.unicode; }
  bool has_units() const { return style_.units; }

  /// Returns `text` in colour if the style has colours.
  std::string paint(Ink ink, std::string_view text) const;

  /// Returns log bytes as safe text, truncated to `columns`; no bytes become `(empty)`. Without
  /// ReportStyle::unicode the result is ASCII, because a terminal with another encoding takes
  /// bytes of UTF-8 for control characters.
  std::string log_text(std::string_view bytes, std::size_t columns) const;

  /// Returns `FILE:LINE (offset N)`. Truncates a long file name so that `used` columns fit before.
  std::string place(const Sample& sample, std::size_t used) const;

  /// Returns the parts of a fact as text. Log bytes are truncated to `columns` each.
  std::string parts(const Fact& fact, std::size_t columns) const;

  /// Returns a number of bytes: `4.8 GB` if the style has units, else its digits.
  std::string bytes(std::uint64_t count) const;

  void line(std::string_view text);
  void heading(std::string_view title);  ///< Writes an empty line first.

  /// Writes a painted label, plain text, and log bytes truncated to the rest of the line.
  void row(Ink ink, std::string_view label, std::string_view text, std::string_view bytes);

  /// Writes a label and text, which wraps at spaces and is indented by the label.
  void words(std::string_view label, std::string_view text, Ink ink = Ink::kBold);

  /// Writes a line of the log, indented, in at most kQuoteRows rows.
  void quote(std::string_view bytes);

  /// Returns the text. Call once.
  std::string finish();

 private:
  ReportStyle style_;
  std::size_t columns_;
  std::string out_;
};

constexpr std::size_t kQuoteRows = 4;

/// Returns the ink of a status: red for 5xx, yellow for 4xx, green for 2xx.
Ink status_ink(StatusCode code);

}  // namespace logscan::detail
