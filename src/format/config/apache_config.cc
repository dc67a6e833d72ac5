#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "format/server_config.h"
#include "text/ascii.h"

namespace logscan {
namespace {

/// An Apache directive: its words without their quotes, but with escapes.
struct ApacheDirective {
  std::vector<std::string> words;
  std::size_t line = 1;  ///< line number of its first word
};

// Consumes the next line and its continuations.
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
    while (at < line.size() && is_blank(line[at]))
      ++at;
    if (at == line.size()) return words;
    const char quote = line[at] == '"' || line[at] == '\'' ? line[at] : '\0';
    const std::size_t begin = quote != 0 ? at + 1 : at;
    std::size_t end = begin;
    while (end < line.size() && (quote != 0 ? line[end] != quote : !is_blank(line[end])))
      end += quote != 0 && line[end] == '\\' ? 2u : 1u;
    end = std::min(end, line.size());
    words.emplace_back(line.substr(begin, end - begin));
    at = std::min(quote != 0 ? end + 1 : end, line.size());
  }
}

/// Returns all directives of an Apache configuration, without comments and section tags. A
/// backslash at the end of a line joins it with the next one.
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

class Reader {
 public:
  ServerFormats read(std::string_view text) {
    found_.kind = PatternKind::kApache;
    for (const ApacheDirective& directive : apache_directives(text))
      consume(directive);
    return std::move(found_);
  }

 private:
  void consume(const ApacheDirective& directive) {
    const std::vector<std::string>& words = directive.words;
    if (words.size() < 2) return;
    if (equals_ignoring_case(words[0], "LogFormat")) {
      if (words.size() > 2) {
        add(words[2], words[1], directive.line);
      } else {
        default_ = add(line_name(directive.line), words[1], directive.line);
      }
    } else if (equals_ignoring_case(words[0], "TransferLog")) {
      if (default_.empty()) default_ = add("common", R"(%h %l %u %t \"%r\" %>s %b)", 0);
      found_.uses.push_back({words[1], default_, directive.line});
    } else if (words.size() > 2 && (equals_ignoring_case(words[0], "CustomLog") ||
                                    equals_ignoring_case(words[0], "GlobalLog"))) {
      const bool inline_format = words[2].find('%') != std::string::npos;
      found_.uses.push_back(
          {words[1],
           inline_format ? add(line_name(directive.line), words[2], directive.line) : words[2],
           directive.line});
    } else if (equals_ignoring_case(words[0], "Include") ||
               equals_ignoring_case(words[0], "IncludeOptional")) {
      found_.includes.push_back({words[1], directive.line});
    }
  }

  static std::string line_name(std::size_t line) { return "line" + std::to_string(line); }

  std::string add(std::string name, const std::string& text, std::size_t line) {
    found_.formats.push_back({name, text, line, PatternEscape::kDefault});
    return name;
  }

  ServerFormats found_;
  std::string default_;  // used by TransferLog
};

}  // namespace

ServerFormats apache_log_formats(std::string_view text) {
  return Reader().read(text);
}

}  // namespace logscan
