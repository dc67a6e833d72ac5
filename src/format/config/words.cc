#include "format/config/words.h"

#include <algorithm>
#include <string>

#include "text/ascii.h"

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

/// Returns the end of the Lua block whose `{` ends at `at`: the position after its `}`, or the size
/// of the text. Braces in strings and comments do not count.
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

}  // namespace

void NginxWords::advance(std::size_t to) {
  to = std::min(to, text_.size());
  line_ +=
      static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                          text_.begin() + static_cast<std::ptrdiff_t>(to), '\n'));
  at_ = to;
}

void NginxWords::skip_space() {
  while (at_ < text_.size()) {
    if (text_[at_] == '#') {
      advance(text_.find('\n', at_));
    } else if (is_space(text_[at_])) {
      advance(at_ + 1);
    } else {
      return;
    }
  }
}

// A quote only counts at the start of a word, and `${` does not open a block.
std::string NginxWords::consume_word() {
  const char quote = text_[at_] == '"' || text_[at_] == '\'' ? text_[at_] : '\0';
  const std::size_t begin = quote != 0 ? at_ + 1 : at_;
  std::size_t end = begin;
  for (; end < text_.size(); ++end) {
    const char c = text_[end];
    if (c == '\\') {
      ++end;
    } else if (quote != 0 ? c == quote
                          : is_space(c) || c == ';' ||
                                (c == '{' && (end == begin || text_[end - 1] != '$'))) {
      break;
    }
  }
  end = std::min(end, text_.size());
  std::string word(text_.substr(begin, end - begin));
  advance(quote != 0 ? end + 1 : end);
  return word;
}

bool NginxWords::next(NginxDirective& directive) {
  directive.words.clear();
  directive.end = 0;
  for (skip_space(); at_ < text_.size(); skip_space()) {
    if (directive.words.empty()) directive.line = line_;
    const char c = text_[at_];
    if (c == ';' || c == '{' || (c == '}' && directive.words.empty())) {
      directive.end = c;
      advance(at_ + 1);
      return true;
    }
    directive.words.push_back(consume_word());
  }
  return !directive.words.empty();
}

void NginxWords::skip_lua() {
  advance(lua_block_end(text_, at_));
}

}  // namespace logscan::config
