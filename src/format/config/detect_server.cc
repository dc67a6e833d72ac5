#include <cstddef>
#include <string>
#include <string_view>

#include "format/config/words.h"
#include "format/server_config.h"

namespace logscan {
namespace {

enum class Server { kTomcat, kLighttpd, kHaproxy, kSquid, kOther };

bool has_word(std::string_view line, std::string_view word) {
  return line.starts_with(word) &&
         (line.size() == word.size() ||
          config::kBlanks.find(line[word.size()]) != std::string_view::npos);
}

// `server.port = 80`
bool is_of_lighttpd(std::string_view line) {
  if (!line.starts_with("server.") && !line.starts_with("accesslog.")) return false;
  const std::size_t equals = line.find('=');
  const std::string_view name = line.substr(0, line.find_first_of(" \t=+:"));
  return equals != std::string_view::npos && name.find_first_of("/{;") == std::string_view::npos;
}

bool is_of_haproxy(std::string_view line) {
  if (line == "defaults" || line == "global") return true;
  for (const std::string_view word : {"frontend", "backend", "defaults"}) {
    if (has_word(line, word) && line.find_first_of("{;=") == std::string_view::npos) return true;
  }
  return false;
}

bool is_of_squid(std::string_view line) {
  if (line.ends_with(';')) return false;
  for (const std::string_view word : {"http_port", "http_access", "cache_dir", "refresh_pattern"}) {
    if (has_word(line, word)) return true;
  }
  if (!has_word(line, "logformat")) return false;
  const std::size_t name = line.find_first_not_of(config::kBlanks, 9);
  return name != std::string_view::npos && line[name] != '%' && line[name] != '"' &&
         line[name] != '\'';
}

bool is_of_tomcat(std::string_view line) {
  for (const std::string_view tag : {"<?xml", "<Server", "<Service", "<Engine", "<Valve"}) {
    if (line.starts_with(tag)) return true;
  }
  return false;
}

Server server_of(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = config::pop_line(text);
    if (is_of_tomcat(line)) return Server::kTomcat;
    if (is_of_lighttpd(line)) return Server::kLighttpd;
    if (is_of_haproxy(line)) return Server::kHaproxy;
    if (is_of_squid(line)) return Server::kSquid;
  }
  return Server::kOther;
}

// Returns whether nginx could read it: each directive ends in `;` or a block.
bool is_whole_nginx(std::string_view text) {
  config::NginxWords words(text);
  config::NginxDirective directive;
  while (words.next(directive)) {
    const bool is_lua = directive.end == '{' && !directive.words.empty() &&
                        directive.words[0].ends_with("_by_lua_block");
    if (is_lua) words.skip_lua();
    if (directive.end == 0) return false;
  }
  return true;
}

}  // namespace

ServerFormats server_log_formats(std::string_view text) {
  if (ServerFormats tomcat = tomcat_log_formats(text); !tomcat.formats.empty()) return tomcat;
  ServerFormats nginx = nginx_log_formats(text);
  ServerFormats apache = apache_log_formats(text);
  // Nginx's list contains its predefined format.
  const std::size_t of_nginx = nginx.formats.size() - 1 + nginx.uses.size();
  const std::size_t of_apache = apache.formats.size() + apache.uses.size();
  const bool is_nginx = is_whole_nginx(text);
  switch (is_nginx ? Server::kOther : server_of(text)) {
    case Server::kTomcat:
      throw ConfigError(
          "no AccessLogValve in this file; leave out --log-format-from, since logscan "
          "detects the logs of other valves by itself");
    case Server::kLighttpd:
      return lighttpd_log_formats(text);
    case Server::kHaproxy:
      throw ConfigError(
          "a configuration of HAProxy, whose log-format cannot be read; leave out "
          "--log-format-from for option httplog, which logscan detects, or describe "
          "the lines with --log-format");
    case Server::kSquid:
      throw ConfigError(
          "a configuration of Squid, whose logformat cannot be read; leave out "
          "--log-format-from for Squid's own format, common and combined, which "
          "logscan detects, or describe the lines with --log-format");
    case Server::kOther:
      break;
  }
  if (of_apache > of_nginx) return apache;
  if (of_nginx == 0 && nginx.includes.empty() && !is_nginx) {
    if (!apache.includes.empty()) return apache;
    throw ConfigError(
        "defines no log format and is not an nginx configuration; name one of nginx, "
        "Apache, lighttpd or Tomcat");
  }
  return nginx;
}

}  // namespace logscan
