#include <string>
#include <utility>

#include "format/config/apache_lines.h"
#include "format/letter_case.h"
#include "format/server_config.h"

namespace logscan {
namespace {

using config::ApacheDirective;

class Reader {
 public:
  ServerFormats read(std::string_view text) {
    found_.kind = PatternKind::kApache;
    for (const ApacheDirective& directive : config::apache_directives(text))
      consume(directive);
    return std::move(found_);
  }

 private:
  void consume(const ApacheDirective& directive) {
    const std::vector<std::string>& words = directive.words;
    if (words.size() < 2) return;
    if (same_name(words[0], "LogFormat")) {
      if (words.size() > 2) {
        add(words[2], words[1], directive.line);
      } else {
        default_ = add(line_name(directive.line), words[1], directive.line);
      }
    } else if (same_name(words[0], "TransferLog")) {
      if (default_.empty()) default_ = add("common", R"(%h %l %u %t \"%r\" %>s %b)", 0);
      found_.uses.push_back({words[1], default_, directive.line});
    } else if (words.size() > 2 &&
               (same_name(words[0], "CustomLog") || same_name(words[0], "GlobalLog"))) {
      const bool inline_format = words[2].find('%') != std::string::npos;
      found_.uses.push_back(
          {words[1],
           inline_format ? add(line_name(directive.line), words[2], directive.line) : words[2],
           directive.line});
    } else if (same_name(words[0], "Include") || same_name(words[0], "IncludeOptional")) {
      found_.includes.push_back({words[1], directive.line});
    }
  }

  static std::string line_name(std::size_t line) { return "line" + std::to_string(line); }

  std::string add(std::string name, const std::string& text, std::size_t line) {
    found_.formats.push_back({name, text, line, PatternEscape::kDefault});
    return name;
  }

  ServerFormats found_;
  std::string default_;  // what TransferLog writes
};

}  // namespace

ServerFormats apache_log_formats(std::string_view text) {
  return Reader().read(text);
}

ServerFormats server_log_formats(std::string_view text) {
  if (ServerFormats tomcat = tomcat_log_formats(text); !tomcat.formats.empty()) return tomcat;
  ServerFormats nginx = nginx_log_formats(text);
  ServerFormats apache = apache_log_formats(text);
  // Nginx's list holds what it brings along.
  const std::size_t of_nginx = nginx.formats.size() - 1 + nginx.uses.size();
  return apache.formats.size() + apache.uses.size() > of_nginx ? apache : nginx;
}

}  // namespace logscan
