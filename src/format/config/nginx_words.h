#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace logscan::config {

/// A directive of nginx: its words without their quotes (escapes are still there), and how it ends.
struct NginxDirective {
  std::vector<std::string> words;
  std::size_t line = 1;  ///< of its first word
  char end = 0;  ///< `;`, `{`, `}` (a block's end, which has no words), or 0: the text's end
};

/// Takes an nginx configuration apart, by the rules of its own reader.
class NginxWords {
 public:
  explicit NginxWords(std::string_view text) : text_(text) {}

  /// The next directive; false at the end of the text.
  bool next(NginxDirective& directive);

  /// Passes over a block of Lua, whose `{` was the end of the last directive.
  void skip_lua();

 private:
  void skip_space();
  std::string consume_word();
  void advance(std::size_t to);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace logscan::config
