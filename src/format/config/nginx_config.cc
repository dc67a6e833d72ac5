#include <utility>

#include "format/config/words.h"
#include "format/server_config.h"

namespace logscan {
namespace {

using config::NginxDirective;

void add_format(const NginxDirective& directive, ServerFormats& found) {
  const std::vector<std::string>& words = directive.words;
  if (words.size() < 3) return;
  NamedPattern format;
  format.name = words[1];
  format.line = directive.line;
  std::size_t piece = 2;
  if (words[2].starts_with("escape=")) {
    const std::string_view escape = std::string_view(words[2]).substr(7);
    if (escape == "json") format.escape = PatternEscape::kJson;
    if (escape == "none") format.escape = PatternEscape::kNone;
    ++piece;
  }
  for (; piece < words.size(); ++piece)
    format.text += words[piece];
  found.formats.push_back(std::move(format));
}

void add_use(const NginxDirective& directive, ServerFormats& found) {
  const std::vector<std::string>& words = directive.words;
  if (words.size() < 2 || words[1] == "off") return;
  found.uses.push_back({words[1], words.size() > 2 ? words[2] : "combined", directive.line});
}

void read(const NginxDirective& directive, ServerFormats& found) {
  const std::string& name = directive.words[0];
  if (name == "log_format") add_format(directive, found);
  if (name == "access_log") add_use(directive, found);
  if (name == "include" && directive.words.size() > 1)
    found.includes.push_back({directive.words[1], directive.line});
}

}  // namespace

ServerFormats nginx_log_formats(std::string_view text) {
  ServerFormats found;
  found.kind = PatternKind::kNginx;
  NamedPattern combined;
  combined.name = "combined";
  combined.text =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent "
      "\"$http_referer\" \"$http_user_agent\"";
  found.formats.push_back(std::move(combined));

  config::NginxWords words(text);
  NginxDirective directive;
  std::size_t depth = 0;
  std::size_t stream = 0;  // depth inside the stream block that contains this directive, or 0
  while (words.next(directive)) {
    const std::string name = directive.words.empty() ? std::string() : directive.words[0];
    if (directive.end == '{') {
      if (name.ends_with("_by_lua_block")) {
        words.skip_lua();
        continue;
      }
      ++depth;
      if (name == "stream" && stream == 0) stream = depth;
    } else if (directive.end == '}') {
      if (depth == stream) stream = 0;
      if (depth > 0) --depth;
    } else if (!name.empty() && stream == 0) {
      read(directive, found);
    }
  }
  return found;
}

}  // namespace logscan
