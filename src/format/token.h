#pragma once

#include <string_view>

#include "text/digits.h"

namespace logscan {

/// A piece of a line that ends at a space, or at its closing quote when it starts with a quote.
struct Token {
  std::string_view text;  ///< without its quotes; data() is nullptr when there is no more
  bool quoted = false;
};

/// Takes the next token off `rest`, spaces in front of it included. A quote that is not closed is
/// an ordinary byte.
Token next_token(std::string_view& rest);

/// The number of backslashes directly before `at` is even: a quote there is a real one.
bool is_real_quote(std::string_view text, std::size_t at);

inline std::string_view null_if_dash(std::string_view text) {
  return text == "-" ? std::string_view() : text;
}

/// Null, too, for several dashes with spaces between them: servers log `(-) - -` and the like.
inline std::string_view null_if_dashes(std::string_view text) {
  const bool has_more =
      text.empty() || text.front() != '-' || text.find_first_not_of("- ") != std::string_view::npos;
  return has_more ? text : std::string_view();
}

inline std::string_view trim_spaces(std::string_view text) {
  while (!text.empty() && text.front() == ' ')
    text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  return text;
}

}  // namespace logscan
