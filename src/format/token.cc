#include "format/token.h"

#include "format/word.h"

namespace logscan {

bool is_real_quote(std::string_view text, std::size_t at) {
  std::size_t before = at;
  while (before > 0 && text[before - 1] == '\\')
    --before;
  return (at - before) % 2 == 0;
}

Token next_token(std::string_view& rest) {
  const std::size_t begin = rest.find_first_not_of(' ');
  if (begin == std::string_view::npos) {
    rest = {};
    return {};
  }
  rest.remove_prefix(begin);
  if (rest[0] == '"') {
    for (std::size_t at = rest.find('"', 1); at != std::string_view::npos;
         at = rest.find('"', at + 1)) {
      if (!is_real_quote(rest, at)) continue;
      const Token token{rest.substr(1, at - 1), true};
      rest.remove_prefix(at + 1);
      return token;
    }
  }
  const std::string_view word = rest.substr(0, find_near(rest, ' '));
  rest.remove_prefix(word.size());
  return {word, false};
}

}  // namespace logscan
