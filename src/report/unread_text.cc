#include "report/unread_text.h"

#include <fmt/core.h>

namespace logscan {
namespace {

const char* why(UnreadField field) {
  switch (field) {
    case UnreadField::kClient:
      return "the text in its column is no address or host name; if another column holds the "
             "client, name that with --log-format";
    case UnreadField::kTime:
      return "the text in its column is in no known form";
    case UnreadField::kDuration:
      return "the number in its column has no unit; name that with --log-format "
             "json:...,duration=KEY@ms, or write a pattern";
  }
  return "";
}

// Which lines were looked at.
const char* looked_at(UnreadField field, const UnreadSummary& unread) {
  if (unread.errors_alone) return "error lines";
  return field == UnreadField::kTime ? "parsed lines" : "queried lines";
}

}  // namespace

std::string unread_text(UnreadField field, const UnreadSummary& unread) {
  return fmt::format("{} of {} {} {} no {}: {}", unread.lines, unread.looked_at,
                     looked_at(field, unread), unread.lines == 1 ? "has" : "have",
                     kUnreadFieldNames[static_cast<std::size_t>(field)], why(field));
}

}  // namespace logscan
