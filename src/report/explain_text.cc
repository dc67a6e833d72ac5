#include <algorithm>
#include <string>

#include "logscan/engine.h"
#include "logscan/field.h"
#include "logscan/report.h"
#include "record/number_text.h"
#include "report/text_writer.h"
#include <fmt/core.h>

namespace logscan {
namespace {

using detail::Ink;
using detail::TextWriter;

constexpr std::size_t kMostColumns = 1024;
constexpr std::size_t kNameWidth = 14;

// Returns the exact value without trailing zeros: `1.5 s`.
std::string seconds(std::int64_t nanoseconds) {
  std::string text =
      fmt::format("{}.{:09}", nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text + " s";
}

// Returns an empty string for a null field.
std::string value_of(const TextWriter& text, const LogLine& line, Field field) {
  switch (field) {
    case Field::kTime:
      return line.time ? format_rfc3339(*line.time) : "";
    case Field::kStatus:
      return status_name(line.status);
    case Field::kBytes:
      return line.bytes ? fmt::format("{}", *line.bytes) : "";
    case Field::kDuration:
      return line.duration ? seconds(*line.duration) : "";
    default:
      break;
  }
  if (const OwnValue own = own_value(line, field);
      own.text.data() != nullptr && own.kind != OwnKind::kText) {
    std::string number;
    detail::append_own(number, static_cast<std::uint64_t>(own.amount), own.kind);
    return number + (own.kind == OwnKind::kDuration ? " s" : "");
  }
  const std::string_view bytes = field_text(line, field);
  return bytes.data() == nullptr ? "" : text.log_text(bytes, kMostColumns);
}

std::string verdict_text(const ExplainedLine& line) {
  switch (line.verdict.kind) {
    case LineKind::kParsed:
      return std::string("parsed, ") + log_format_name(line.verdict.format);
    case LineKind::kBlank:
      return "blank";
    case LineKind::kComment:
      return "comment";
    case LineKind::kMalformed:
      break;
  }
  return std::string("malformed, ") + reason_name(line.verdict.reason) +
         (line.closest ? fmt::format("; closest: {}, at column {}: expected {}", line.closest->name,
                                     line.closest->column, line.closest->expected)
                       : "");
}

void write_row(TextWriter& text, std::string_view name, std::string_view value,
               std::size_t width = kNameWidth) {
  text.line(fmt::format("  {:<{}} {}", name, width, value));
}

}  // namespace

std::string explain_text(std::string_view path, const ExplainedLine& line,
                         const ReportStyle& style) {
  TextWriter text(style);
  const std::string name = text.log_text(path == "-" ? "standard input" : path, kMostColumns);
  text.line(
      text.paint(Ink::kBold, fmt::format("{}:{}: {}", name, line.number, verdict_text(line))));
  if (line.verdict.kind != LineKind::kParsed) {
    if (line.verdict.kind != LineKind::kBlank)
      write_row(text, "line", text.log_text(line.text, kMostColumns));
    return text.finish();
  }
  const OwnFields own = line.own == nullptr ? OwnFields() : *line.own;
  std::size_t width = kNameWidth;
  for (const OwnField& field : own)
    width = std::max(width, field.name.size());
  for (std::size_t i = 0; i < kFields + own.size(); ++i) {
    const Field field = static_cast<Field>(i);
    const std::string value = value_of(text, line.fields, field);
    if (!value.empty()) write_row(text, field_name(field, own), value, width);
  }
  for (const std::string& column : line.left_over)
    write_row(text, "left over", text.log_text(column, kMostColumns), width);
  return text.finish();
}

}  // namespace logscan
