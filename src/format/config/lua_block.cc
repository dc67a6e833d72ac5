#include "format/config/lua_block.h"

#include <algorithm>
#include <string>

namespace logscan::config {
namespace {

// Returns the position after the string whose quote is at `at`.
std::size_t quoted_end(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (++at; at < text.size() && text[at] != quote; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

// Returns the position after the long bracket (`[[ ]]`, `[==[ ]==]`) that opens at `at`, or `at`
// when none does.
std::size_t long_end(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '[') return at;
  std::size_t open = at + 1;
  while (open < text.size() && text[open] == '=')
    ++open;
  if (open >= text.size() || text[open] != '[') return at;
  const std::string close = "]" + std::string(open - at - 1, '=') + "]";
  const std::size_t end = text.find(close, open);
  return end == std::string_view::npos ? text.size() : end + close.size();
}

}  // namespace

std::size_t lua_block_end(std::string_view text, std::size_t at) {
  std::size_t depth = 1;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = quoted_end(text, at);
    } else if (text.substr(at).starts_with("--")) {
      const std::size_t end = long_end(text, at + 2);
      at = end != at + 2 ? end : std::min(text.find('\n', at), text.size());
    } else if (const std::size_t end = long_end(text, at); end != at) {
      at = end;
    } else {
      ++at;
      if (c == '{') ++depth;
      if (c == '}' && --depth == 0) return at;
    }
  }
  return text.size();
}

}  // namespace logscan::config
