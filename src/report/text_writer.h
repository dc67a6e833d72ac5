#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "logscan/report.h"

namespace logscan::detail {

enum class Ink : std::uint8_t { kPlain, kBold, kDim, kRed, kYellow, kGreen };

/// Collects the lines of the text report and knows its style. Every byte that comes from a log or
/// is a file name goes through log_text(), row(), quote() or place().
class TextWriter {
 public:
  explicit TextWriter(const ReportStyle& style);

  std::size_t columns() const { return columns_; }
  bool unicode() const { return style_.unicode; }

  /// `text` in colour, or as it is where the style has no colour.
  std::string paint(Ink ink, std::string_view text) const;

  /// Log bytes made harmless and cut to `columns`; ASCII alone unless the style is Unicode, because
  /// a terminal of another encoding takes bytes of UTF-8 for controls. Nothing is `(empty)`.
  std::string log_text(std::string_view bytes, std::size_t columns) const;

  /// `FILE:LINE (offset N)`, with a long file name cut to leave room for `used` columns before it.
  std::string place(const Sample& sample, std::size_t used) const;

  void line(std::string_view text);
  void heading(std::string_view title);  ///< with an empty line before

  /// A painted label, plain text, and log bytes cut to what is left of the line.
  void row(Ink ink, std::string_view label, std::string_view text, std::string_view bytes);

  /// A label and words that go on below themselves where the line is full.
  void words(std::string_view label, std::string_view text);

  /// A line of the log, indented, over at most kQuoteRows rows.
  void quote(std::string_view bytes);

  /// The text. Call once.
  std::string finish();

 private:
  ReportStyle style_;
  std::size_t columns_;
  std::string out_;
};

constexpr std::size_t kQuoteRows = 4;

/// The ink of a status: red 5xx, yellow 4xx, green 2xx.
Ink status_ink(StatusCode code);

/// `5.10 %`; never 0 or 100 unless it is so, and `-` of nothing.
std::string share(std::uint64_t part, std::uint64_t whole);

/// `1 line`, `2 lines`.
std::string counted(std::uint64_t count, std::string_view noun);

/// `2023-10-10 14:05:02 .. 14:31:40`; without seconds where the days differ. Both on the clock of
/// the given offset.
std::string short_period(const LogTime& first, const LogTime& last, std::int16_t offset_minutes);

/// `2023-10-10 14:05`; the day alone where time is counted in days. On the time's own clock.
std::string time_label(const LogTime& time, std::uint64_t every);

/// `15 minutes`, `1 day`: in the largest unit that it is a multiple of.
std::string span_name(std::uint64_t seconds);

}  // namespace logscan::detail
