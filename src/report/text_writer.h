#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "logscan/report.h"

namespace logscan::detail {

/// The clock that a report names, so that times need no offset.
struct ReportClock {
  std::string zone;                    ///< Summary::zone.
  std::optional<std::int16_t> offset;  ///< Of times that show none, if there is no zone.

  bool names(const LogTime& time) const { return !zone.empty() || time.offset_minutes == offset; }
};

enum class Ink : std::uint8_t { kPlain, kBold, kDim, kRed, kYellow, kGreen };

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

  /// Returns a number of bytes: `4.8 GB` if the style has units, else its digits.
  std::string bytes(std::uint64_t count) const;

  void line(std::string_view text);
  void heading(std::string_view title);  ///< Writes an empty line first.

  /// Writes a painted label, plain text, and log bytes truncated to the rest of the line.
  void row(Ink ink, std::string_view label, std::string_view text, std::string_view bytes);

  /// Writes a label and text, which wraps at spaces and is indented by the label.
  void words(std::string_view label, std::string_view text);

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
constexpr std::size_t kDateColumns = 10;  ///< `2023-10-10`

/// Returns the ink of a status: red for 5xx, yellow for 4xx, green for 2xx.
Ink status_ink(StatusCode code);

/// Returns `5.10 %`. Rounds to 0 or 100 only if that is exact; returns `-` if `whole` is 0.
std::string share(std::uint64_t part, std::uint64_t whole);

/// Returns `1 line` or `2 lines`.
std::string counted(std::uint64_t count, std::string_view noun);

/// Returns `2023-10-10 14:05:02 .. 14:31:40`, without seconds if the days differ. Offsets are not
/// shown.
std::string short_period(const LogTime& first, const LogTime& last);

/// Returns `2023-10-10T14:05:02+00:00 .. 2023-10-10T14:31:40+00:00`.
std::string period_text(const std::optional<LogTime>& first, const std::optional<LogTime>& last);

/// Returns `2023-10-10 14:05` with the time's own offset, or only the day if `every` is a day or
/// more.
std::string time_label(const LogTime& time, std::uint64_t every);

/// Returns a moment by the clock of a timeline.
LogTime clock_time(const Timeline& timeline, std::int64_t seconds);

/// Returns a span in its largest whole unit: `15 minutes`, `1 day`.
std::string span_name(std::uint64_t seconds);

}  // namespace logscan::detail
