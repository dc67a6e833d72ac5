#include "format/named_columns.h"

#include <algorithm>

#include "format/layouts/values.h"
#include "format/token.h"

namespace logscan {
namespace {

bool is_name_byte(char c) {
  return is_digit(c) || static_cast<unsigned char>((c | 0x20) - 'a') < 26 || c == '_';
}

// The name in front of `=` or `:`, taken off with its mark; null when the text does not begin so.
std::string_view consume_name(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_name_byte);
  const std::string_view name = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  if (name.empty() || end == text.end() || (*end != '=' && *end != ':')) return {};
  text.remove_prefix(name.size() + 1);
  return name;
}

void put(std::string_view name, std::string_view value, NamedColumns& columns) {
  if (name == "rt" || name == "request_time" || name == "response_time") {
    columns.duration = parse_duration(value, kSecond);
  } else if (name == "latency" && value.ends_with('s')) {
    columns.duration = parse_duration(value.substr(0, value.size() - 1), kSecond);
  } else if (name == "ua" || name == "upstream_addr") {
    columns.upstream = null_if_dash(value);
  } else if (name == "xff" || name == "x_forwarded_for") {
    columns.forwarded_for = null_if_dash(value);
  }
}

}  // namespace

NamedColumns read_named_columns(std::string_view text) {
  NamedColumns columns;
  while (!text.empty()) {
    if (text.front() == ' ') {
      text.remove_prefix(1);
      continue;
    }
    const std::string_view name = consume_name(text);
    // An empty value ends at once; a space in front of a token would be skipped.
    if (name.empty() || (!text.empty() && text.front() != ' ')) {
      const Token token = next_token(text);
      if (!name.empty()) put(name, token.text, columns);
    }
  }
  return columns;
}

}  // namespace logscan
