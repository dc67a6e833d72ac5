#pragma once

#include <string_view>

#include "text/ascii.h"

namespace logscan {

/// A part of a line that ends at a space, or at its closing quote if it starts with a quote.
struct Token {
  std::string_view text;  ///< without its quotes; data() is nullptr at the end
  bool quoted = false;
};

/// Removes the next token from `rest`, including the spaces before it. An unclosed quote is an
/// ordinary byte.
Token next_token(std::string_view& rest);

/// Returns whether a quote at `at` is unescaped: an even number of backslashes precedes it.
bool is_real_quote(std::string_view text, std::size_t at);

inline std::string_view null_if_dash(std::string_view text) {
  return text == "-" ? std::string_view() : text;
}

inline std::string_view trim_spaces(std::string_view text) {
  while (!text.empty() && text.front() == ' ')
    text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  return text;
}

/// Returns the last server of a list of nginx, which sent the answer: `, ` separates those of one
/// group, and ` : ` the groups.
inline std::string_view last_server(std::string_view list) {
  const std::size_t comma = list.rfind(", ");
  const std::size_t group = list.rfind(" : ");
  const std::size_t after_comma = comma == std::string_view::npos ? 0 : comma + 2;
  const std::size_t after_group = group == std::string_view::npos ? 0 : group + 3;
  return trim_spaces(list.substr(after_comma > after_group ? after_comma : after_group));
}

}  // namespace logscan
