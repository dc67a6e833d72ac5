#include "format/layouts/cursor.h"

#include "format/layouts/values.h"

namespace logscan {

std::string_view Cursor::value() {
  skip_spaces();
  if (peek() != '"') return word();
  for (std::size_t at = rest_.find('"', 1); at != std::string_view::npos;
       at = rest_.find('"', at + 1)) {
    if (!is_real_quote(rest_, at) || (at + 1 < rest_.size() && rest_[at + 1] != ' ')) continue;
    const std::string_view text = rest_.substr(1, at - 1);
    skip(at + 1);
    return text;
  }
  skip(rest_.size());
  return {};
}

bool Cursor::request_and_status(std::string_view& request, StatusCode& status) {
  if (peek() != '"') return false;
  for (std::size_t at = rest_.find('"', 1); at != std::string_view::npos;
       at = rest_.find('"', at + 1)) {
    if (!is_real_quote(rest_, at)) continue;
    const std::string_view after = rest_.substr(at + 1);
    if (after.empty() || after[0] != ' ') continue;
    if (after.size() > 1 && after[1] == '"') return false;
    const std::string_view word = after.substr(1, after.find(' ', 1) - 1);
    const std::optional<StatusCode> read = parse_status(word);
    if (!read) continue;
    request = rest_.substr(1, at - 1);
    status = *read;
    skip(at + 2 + word.size());
    return true;
  }
  return false;
}

}  // namespace logscan
