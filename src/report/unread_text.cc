#include "report/unread_text.h"

#include "report/text_sections.h"
#include <fmt/core.h>

namespace logscan {
namespace {

const char* reason_of(UnreadField field) {
  switch (field) {
    case UnreadField::kClient:
      return "the text in its column is not an address or host name; if another column holds the "
             "client, name it with --log-format";
    case UnreadField::kTime:
      return "the text in its column is not in a known format";
    case UnreadField::kDuration:
      return "the number in its column has no unit; name the unit with --log-format "
             "json:...,duration=KEY@ms, or write a pattern";
  }
  return "";
}

// Names the lines that were examined.
const char* lines_examined(UnreadField field, const UnreadSummary& unread) {
  if (unread.errors_alone) return "error lines";
  return field == UnreadField::kTime ? "parsed lines" : "queried lines";
}

}  // namespace

std::string unread_text(UnreadField field, const UnreadSummary& unread) {
  return fmt::format("{} of {} {} {} no {}: {}", unread.lines, unread.looked_at,
                     lines_examined(field, unread), unread.lines == 1 ? "has" : "have",
                     kUnreadFieldNames[static_cast<std::size_t>(field)], reason_of(field));
}

namespace detail {

void write_unread(TextWriter& text, const Summary& summary) {
  bool first = true;
  for (std::size_t i = 0; i < kUnreadFields; ++i) {
    const UnreadSummary& unread = summary.unread[i];
    if (unread.lines == 0) continue;
    if (first) text.heading("Not sure: fields with unexpected content");
    first = false;
    text.words(fmt::format("no {:<8} ", kUnreadFieldNames[i]),
               unread_text(static_cast<UnreadField>(i), unread));
    if (!unread.first) continue;
    const std::string label = fmt::format("sample {:<10} ", kUnreadFieldNames[i]);
    text.line(text.paint(Ink::kYellow, label) + text.place(*unread.first, label.size()));
    text.quote(unread.first->text);
  }
}

}  // namespace detail
}  // namespace logscan
