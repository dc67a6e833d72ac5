#include "record/delimited_field.h"

#include <algorithm>
#include <array>

#include "text/plain_run.h"
#include "text/safe_text.h"

namespace logscan::detail {
namespace {

/// Doubles each `mark` from position `from` on.
void double_each(std::string& text, std::size_t from, char mark) {
  const auto begin = text.begin() + static_cast<std::ptrdiff_t>(from);
  const auto marks = static_cast<std::size_t>(std::count(begin, text.end(), mark));
  std::size_t at = text.size();
  text.append(marks, mark);
  // From the back, so that no byte is overwritten before it is read.
  for (std::size_t to = text.size(); to > at;) {
    const char each = text[--at];
    text[--to] = each;
    if (each == mark) text[--to] = each;
  }
}

// Full-width signs count because Japanese and Chinese spreadsheets treat them as the ASCII ones.
bool begins_formula(std::string_view bytes) {
  // A spreadsheet that splits at semicolons strips quotes from the start of a part.
  bytes.remove_prefix(std::min(bytes.find_first_not_of('"'), bytes.size()));
  if (bytes.empty()) return false;
  if (bytes[0] == '\xEF') {
    constexpr std::array<std::string_view, 4> kFullWidth = {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    return std::find(kFullWidth.begin(), kFullWidth.end(), bytes.substr(0, 3)) != kFullWidth.end();
  }
  return std::string_view("=+-@\t\r").find(bytes[0]) != std::string_view::npos;
}

// Returns the length up to and including the first semicolon before a formula, or the whole length.
std::size_t before_formula(std::string_view bytes) {
  for (std::size_t at = 0; (at = bytes.find(';', at)) != std::string_view::npos;) {
    if (begins_formula(bytes.substr(++at))) return at;
  }
  return bytes.size();
}

// Returns whether a backslash at `at` would read as the start of an escape.
bool begins_escape(std::string_view bytes, std::size_t at) {
  const std::string_view rest = bytes.substr(at + 1);
  return rest.starts_with('x') || rest.starts_with("u{");
}

// Appends bytes as safe_text() does, but reversibly.
void append_escaped(std::string& to, std::string_view bytes) {
  for (std::size_t from = 0, at = 0;; ++at) {
    at = std::min(bytes.find('\\', at), bytes.size());
    if (at < bytes.size() && !begins_escape(bytes, at)) continue;
    append_safe_text(to, bytes.substr(from, at - from));
    if (at == bytes.size()) return;
    to += "\\x5c";
    from = at + 1;
  }
}

void append_csv(std::string& to, std::string_view bytes, bool guard) {
  const std::size_t plain = plain_run<'"', ',', ';', '\\'>(bytes);
  if (plain == bytes.size() && plain > 0) {
    if (guard && begins_formula(bytes)) to += '\'';
    to += bytes;
    return;
  }
  const bool quoted = bytes.empty() || bytes.find_first_of("\",;", plain) != bytes.npos;
  if (quoted) to += '"';
  const std::size_t from = to.size();
  if (guard && begins_formula(bytes)) to += '\'';
  while (guard) {
    const std::size_t length = before_formula(bytes);
    if (length == bytes.size()) break;
    append_escaped(to, bytes.substr(0, length));
    to += '\'';
    bytes.remove_prefix(length);
  }
  append_escaped(to, bytes);
  if (!quoted) return;
  double_each(to, from, '"');
  to += '"';
}

void append_tsv(std::string& to, std::string_view bytes) {
  if (plain_run<'\\'>(bytes) == bytes.size()) {
    to += bytes;
    return;
  }
  while (true) {
    const std::size_t length = std::min(bytes.find_first_of("\t\n\r"), bytes.size());
    const std::size_t from = to.size();
    append_escaped(to, bytes.substr(0, length));
    double_each(to, from, '\\');
    if (length == bytes.size()) return;
    to += bytes[length] == '\t' ? "\\t" : bytes[length] == '\n' ? "\\n" : "\\r";
    bytes.remove_prefix(length + 1);
  }
}

}  // namespace

void append_delimited_field(std::string& to, RecordFormat format, std::string_view text,
                            bool guard) {
  const bool is_null = text.data() == nullptr;
  if (format == RecordFormat::kCsv) {
    if (!is_null) append_csv(to, text, guard);
  } else if (is_null) {
    to += "\\N";
  } else {
    append_tsv(to, text);
  }
}

}  // namespace logscan::detail
