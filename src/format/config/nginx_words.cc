#include "format/config/nginx_words.h"

#include <algorithm>

#include "format/config/lua_block.h"

namespace logscan::config {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
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

// A quote counts only at a word's start, and `${` opens no block.
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
