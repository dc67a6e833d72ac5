#include "format/config/apache_lines.h"

#include <algorithm>
#include <utility>

namespace logscan::config {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t';
}

// The next line of the file with all that it is continued by.
std::string consume_line(std::string_view& rest, std::size_t& line) {
  std::string joined;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    ++line;
    if (part.ends_with('\r')) part.remove_suffix(1);
    const bool continues = part.ends_with('\\');
    if (continues) part.remove_suffix(1);
    joined += part;
    if (!continues) break;
  }
  return joined;
}

std::vector<std::string> split(std::string_view line) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (true) {
    while (at < line.size() && is_space(line[at]))
      ++at;
    if (at == line.size()) return words;
    const char quote = line[at] == '"' || line[at] == '\'' ? line[at] : '\0';
    const std::size_t begin = quote != 0 ? at + 1 : at;
    std::size_t end = begin;
    while (end < line.size() && (quote != 0 ? line[end] != quote : !is_space(line[end])))
      end += quote != 0 && line[end] == '\\' ? 2u : 1u;
    end = std::min(end, line.size());
    words.emplace_back(line.substr(begin, end - begin));
    at = std::min(quote != 0 ? end + 1 : end, line.size());
  }
}

}  // namespace

std::vector<ApacheDirective> apache_directives(std::string_view text) {
  std::vector<ApacheDirective> directives;
  std::size_t line = 1;
  while (!text.empty()) {
    ApacheDirective directive;
    directive.line = line;
    directive.words = split(consume_line(text, line));
    if (directive.words.empty() || directive.words[0].starts_with('#') ||
        directive.words[0].starts_with('<'))
      continue;
    directives.push_back(std::move(directive));
  }
  return directives;
}

}  // namespace logscan::config
