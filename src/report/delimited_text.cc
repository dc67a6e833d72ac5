#include "report/delimited_text.h"

#include <algorithm>

#include "base/plain_run.h"
#include "logscan/safe_text.h"

namespace logscan::detail {
namespace {

/// Writes each `mark` behind `from` twice.
void double_marks(std::string& text, std::size_t from, char mark) {
  const auto begin = text.begin() + static_cast<std::ptrdiff_t>(from);
  const auto marks = static_cast<std::size_t>(std::count(begin, text.end(), mark));
  std::size_t at = text.size();
  text.append(marks, mark);
  // From the back: what is moved never lands on what is still to be read.
  for (std::size_t to = text.size(); to > at;) {
    const char each = text[--at];
    text[--to] = each;
    if (each == mark) text[--to] = each;
  }
}

bool is_formula(std::string_view bytes) {
  return !bytes.empty() && std::string_view("=+-@\t\r").find(bytes.front()) != bytes.npos;
}

}  // namespace

void append_csv_text(std::string& to, std::string_view bytes, bool guard) {
  const bool guarded = guard && is_formula(bytes);
  const std::size_t plain = plain_run<'"', ','>(bytes);
  if (plain == bytes.size() && plain > 0) {
    if (guarded) to += '\'';
    to += bytes;
    return;
  }
  const bool quoted = bytes.empty() || bytes.find_first_of("\",", plain) != bytes.npos;
  if (quoted) to += '"';
  if (guarded) to += '\'';
  const std::size_t from = to.size();
  append_safe_text(to, bytes);
  if (!quoted) return;
  double_marks(to, from, '"');
  to += '"';
}

void append_tsv_text(std::string& to, std::string_view bytes) {
  if (plain_run<'\\'>(bytes) == bytes.size()) {
    to += bytes;
    return;
  }
  while (true) {
    const std::size_t length = std::min(bytes.find_first_of("\t\n\r"), bytes.size());
    const std::size_t from = to.size();
    append_safe_text(to, bytes.substr(0, length));
    double_marks(to, from, '\\');
    if (length == bytes.size()) return;
    to += bytes[length] == '\t' ? "\\t" : bytes[length] == '\n' ? "\\n" : "\\r";
    bytes.remove_prefix(length + 1);
  }
}

}  // namespace logscan::detail
