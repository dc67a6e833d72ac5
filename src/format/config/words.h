#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace logscan::config {

/// Spaces within a line.
constexpr std::string_view kBlanks = " \t\r";

/// Removes the next line from `rest` and returns it without surrounding spaces.
inline std::string_view pop_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
  return line.substr(0, line.find_last_not_of(kBlanks) + 1);
}

/// A directive of nginx: its words without their quotes, but with escapes, and how it ends.
struct NginxDirective {
  std::vector<std::string> words;
  std::size_t line = 1;  ///< line number of its first word
  char end = 0;  ///< `;`, `{`, `}` (the end of a block, without words), or 0 at the end of the text
};

/// Splits an nginx configuration into directives by the rules of nginx itself.
class NginxWords {
 public:
  explicit NginxWords(std::string_view text) : text_(text) {}

  /// Reads the next directive. Returns false at the end of the text.
  bool next(NginxDirective& directive);

  /// Skips a block of Lua whose `{` ended the last directive.
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
