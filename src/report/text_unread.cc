#include <string>

#include "report/text_sections.h"
#include "report/unread_text.h"
#include <fmt/core.h>

namespace logscan::detail {

void write_unread(TextWriter& text, const Summary& summary) {
  bool first = true;
  for (std::size_t i = 0; i < kUnreadFields; ++i) {
    const UnreadSummary& unread = summary.unread[i];
    if (unread.lines == 0) continue;
    if (first) text.heading("Not sure: fields that do not look like what they should be");
    first = false;
    text.words(fmt::format("no {:<8} ", kUnreadFieldNames[i]),
               unread_text(static_cast<UnreadField>(i), unread));
    if (!unread.first) continue;
    const std::string label = fmt::format("sample {:<10} ", kUnreadFieldNames[i]);
    text.line(text.paint(Ink::kYellow, label) + text.place(*unread.first, label.size()));
    text.quote(unread.first->text);
  }
}

}  // namespace logscan::detail
