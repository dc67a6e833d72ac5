#include "report/text_writer.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "report/cell_text.h"
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
    case Ink::kCyan:
      return "\x1b[36m";
    case Ink::kMagenta:
      return "\x1b[35m";
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
  if (!style_.color || ink == Ink::kPlain || text.empty()) return std::string(text);
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

std::string TextWriter::parts(const Fact& fact, std::size_t columns) const {
  std::string all;
  for (const Cell& part : fact.parts) {
    if (const auto* bytes = std::get_if<LogBytes>(&part)) {
      all += log_text(bytes->bytes, columns);
    } else if (const auto* size = std::get_if<ByteCount>(&part)) {
      all += style_.units ? this->bytes(size->value) : counted(size->value, "byte");
    } else {
      all += plain_text(part);
    }
  }
  return all;
}

std::string TextWriter::bytes(std::uint64_t count) const {
  if (!style_.units) return std::to_string(count);
  return short_bytes(count);
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

void TextWriter::words(std::string_view label, std::string_view text, Ink ink) {
  std::string shown = paint(ink, label);
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

}  // namespace logscan::detail
