#include "report/text_writer.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "text/day.h"
#include "text/safe_text.h"
#include "text/utf8.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kLeastColumns = 40;
constexpr std::size_t kLeastText = 12;  // names are not truncated below this
constexpr std::size_t kQuoteIndent = 4;

std::size_t room(std::size_t columns, std::size_t used) {
  return columns > used + kLeastText ? columns - used : kLeastText;
}

const char* ink_code(Ink ink) {
  switch (ink) {
    case Ink::kPlain:
      return "";
    case Ink::kBold:
      return "\x1b[1m";
    case Ink::kDim:
      return "\x1b[2m";
    case Ink::kRed:
      return "\x1b[31m";
    case Ink::kYellow:
      return "\x1b[33m";
    case Ink::kGreen:
      return "\x1b[32m";
  }
  return "";
}

std::string ascii_text(std::string_view bytes) {
  std::string shown;
  const std::string safe = safe_text(bytes);
  for (std::size_t at = 0; at < safe.size();) {
    const Utf8Char step = decode_utf8(std::string_view(safe).substr(at));
    if (step.point < 0x80) {
      shown += safe[at];
    } else {
      fmt::format_to(std::back_inserter(shown), "\\u{{{:04x}}}",
                     static_cast<std::uint32_t>(step.point));
    }
    at += step.length;
  }
  return shown;
}

/// Returns the length in bytes of the longest prefix that takes at most `columns`.
std::size_t fitting_prefix(std::string_view safe, std::size_t columns) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < safe.size();) {
    const std::size_t length = decode_utf8(safe.substr(at)).length;
    width += text_columns(safe.substr(at, length));
    if (width > columns) return at;
    at += length;
  }
  return safe.size();
}

}  // namespace

TextWriter::TextWriter(const ReportStyle& style)
    : style_(style), columns_(std::max<std::size_t>(style.columns, kLeastColumns)) {}

std::string TextWriter::paint(Ink ink, std::string_view text) const {
  if (!style_.color || ink == Ink::kPlain) return std::string(text);
  return fmt::format("{}{}\x1b[0m", ink_code(ink), text);
}

std::string TextWriter::log_text(std::string_view bytes, std::size_t columns) const {
  if (bytes.empty()) return "(empty)";
  return style_.unicode ? safe_text(bytes, columns) : safe_text(ascii_text(bytes), columns);
}

std::string TextWriter::place(const Sample& sample, std::size_t used) const {
  const std::string where = fmt::format(":{} (offset {})", sample.line, sample.offset);
  return log_text(sample.path, room(columns_, used + where.size())) + where;
}

std::string TextWriter::bytes(std::uint64_t count) const {
  if (!style_.units) return std::to_string(count);
  if (count < 1000) return fmt::format("{} B", count);
  constexpr std::string_view kUnits = "kMGTPE";
  double value = static_cast<double>(count) / 1000;
  std::size_t unit = 0;
  for (; value >= 999.95 && unit + 1 < kUnits.size(); ++unit)
    value /= 1000;
  return fmt::format("{:.1f} {}B", value, kUnits[unit]);
}

void TextWriter::line(std::string_view text) {
  out_ += text;
  out_ += '\n';
}

void TextWriter::heading(std::string_view title) {
  const std::string_view dash = style_.unicode ? "\xE2\x94\x80" : "-";
  std::string text = fmt::format("{0}{0} {1} ", dash, title);
  for (std::size_t used = title.size() + 4; used < columns_; ++used)
    text += dash;
  line("");
  line(paint(Ink::kBold, text));
}

void TextWriter::row(Ink ink, std::string_view label, std::string_view text,
                     std::string_view bytes) {
  const std::size_t used = label.size() + text.size();
  line(fmt::format("{}{}{}", paint(ink, label), text, log_text(bytes, room(columns_, used))));
}

void TextWriter::words(std::string_view label, std::string_view text) {
  std::string shown = paint(Ink::kBold, label);
  std::size_t used = label.size();
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (used > label.size() && used + 1 + end > columns_) {
      line(shown);
      shown.assign(label.size(), ' ');
      used = label.size();
    }
    if (used > label.size()) {
      shown += ' ';
      ++used;
    }
    shown += text.substr(0, end);
    used += end;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  line(shown);
}

void TextWriter::quote(std::string_view bytes) {
  const std::size_t width = columns_ - kQuoteIndent;
  const std::string safe = style_.unicode ? safe_text(bytes) : ascii_text(bytes);
  std::string_view rest = safe;
  for (std::size_t row = 1; row <= kQuoteRows && (row == 1 || !rest.empty()); ++row) {
    const bool is_last = row == kQuoteRows;
    const std::size_t length = is_last ? rest.size() : fitting_prefix(rest, width);
    const std::string text = safe_text(rest.substr(0, length), width);
    line(std::string(kQuoteIndent, ' ') +
         paint(Ink::kDim, row == 1 && text.empty() ? "(empty)" : text));
    rest.remove_prefix(length);
  }
}

std::string TextWriter::finish() {
  return std::move(out_);
}

Ink status_ink(StatusCode code) {
  if (is_server_error(code)) return Ink::kRed;
  if (is_client_error(code)) return Ink::kYellow;
  return status_class(code) == StatusClass::k2xx ? Ink::kGreen : Ink::kPlain;
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "-";
  const double percent = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  if (part > 0 && percent < 0.005) return "<0.01 %";
  if (part < whole && percent >= 99.995) return ">99.99 %";
  return fmt::format("{:.2f} %", percent);
}

std::string counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string short_period(const LogTime& first, const LogTime& last) {
  const std::string from = format_rfc3339(first);
  const std::string to = format_rfc3339(last);
  const std::string_view a = from;
  const std::string_view b = to;
  if (a.substr(0, 10) == b.substr(0, 10)) {
    return fmt::format("{} {} .. {}", a.substr(0, 10), a.substr(11, 8), b.substr(11, 8));
  }
  const std::size_t skip = a.substr(0, 5) == b.substr(0, 5) ? 5 : 0;  // the same year
  return fmt::format("{} {} .. {} {}", a.substr(0, 10), a.substr(11, 5), b.substr(skip, 10 - skip),
                     b.substr(11, 5));
}

std::string period_text(const std::optional<LogTime>& first, const std::optional<LogTime>& last) {
  return first && last ? format_rfc3339(*first) + " .. " + format_rfc3339(*last)
                       : "no line with a readable time";
}

std::string time_label(const LogTime& time, std::uint64_t every) {
  const std::string full = format_rfc3339(time);
  if (every >= kDay) return full.substr(0, 10);
  return full.substr(0, 10) + " " + full.substr(11, 5);
}

LogTime clock_time(const Timeline& timeline, std::int64_t seconds) {
  if (timeline.offsets.empty()) return {seconds, timeline.from.offset_minutes};
  const std::int64_t after = std::max<std::int64_t>(seconds - timeline.from.seconds, 0);
  const std::size_t bucket = static_cast<std::size_t>(after) / timeline.every;
  return {seconds, timeline.offsets[std::min(bucket, timeline.offsets.size() - 1)]};
}

std::string span_name(std::uint64_t seconds) {
  if (seconds % kDay == 0) return counted(seconds / kDay, "day");
  if (seconds % 3600 == 0) return counted(seconds / 3600, "hour");
  if (seconds % 60 == 0) return counted(seconds / 60, "minute");
  return counted(seconds, "second");
}

}  // namespace logscan::detail
