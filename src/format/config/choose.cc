#include <algorithm>
#include <set>
#include <string>

#include "format/server_config.h"
#include "text/ascii.h"
#include "text/safe_text.h"

namespace logscan {
namespace {

constexpr std::size_t kMaxNames = 20;

bool same(const ServerFormats& formats, std::string_view a, std::string_view b) {
  return formats.kind == PatternKind::kApache ? equals_ignoring_case(a, b) : a == b;
}

const NamedPattern* find(const ServerFormats& formats, std::string_view name) {
  const auto found =
      std::find_if(formats.formats.rbegin(), formats.formats.rend(),
                   [&](const NamedPattern& format) { return same(formats, format.name, name); });
  return found == formats.formats.rend() ? nullptr : &*found;
}

using Names = std::vector<std::string>;

// Returns each name once, in file order.
Names distinct(const ServerFormats& formats, const Names& names) {
  Names once;
  std::set<std::string> seen;
  for (const std::string& name : names) {
    if (seen.insert(formats.kind == PatternKind::kApache ? lowercase(name) : name).second)
      once.push_back(name);
  }
  return once;
}

// Returns `main, timed, combined`.
std::string list(const Names& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i <= kMaxNames; ++i) {
    if (i > 0) text += ", ";
    text += i < kMaxNames ? safe_text(names[i]) : "...";
  }
  return text;
}

// Returns the names of the formats; with `written`, without predefined ones.
Names names_of(const ServerFormats& formats, bool written) {
  Names names;
  for (const NamedPattern& format : formats.formats) {
    if (!written || format.line > 0) names.push_back(format.name);
  }
  return distinct(formats, names);
}

// Returns the formats that the logs of this file use.
Names used_names(const ServerFormats& formats) {
  Names names;
  for (const LogUse& use : formats.uses)
    names.push_back(use.format);
  return distinct(formats, names);
}

// Returns where else to look. Empty when the file includes no others.
std::string included(const ServerFormats& formats) {
  if (formats.includes.empty()) return "";
  Names paths;
  for (const ConfigInclude& include : formats.includes)
    paths.push_back(include.path);
  return "; included files are not read (" + list(paths) + "); use one of them" +
         (formats.kind == PatternKind::kNginx ? ", or a file with the output of nginx -T" : "");
}

std::string directive(const ServerFormats& formats) {
  return formats.kind == PatternKind::kNginx ? "log_format" : "LogFormat";
}

[[noreturn]] void throw_unknown(const ServerFormats& formats, const std::string& what,
                                const std::string& hint = {}) {
  const std::string names = list(names_of(formats, false));
  throw ConfigError(what + (names.empty() ? "this file has none" : "this file has " + names) +
                    included(formats) + hint);
}

// Returns `choose one of main, timed, as in FILE:main`.
std::string choice(const Names& names, std::string_view file) {
  return "choose one of " + list(names) + ", as in " + safe_text(file) + ":" + safe_text(names[0]);
}

// Returns where a format that a part of the configuration only names is likely defined.
std::string elsewhere(const ServerFormats& formats, const std::string& name) {
  if (!formats.includes.empty()) return "";
  return formats.kind == PatternKind::kNginx
             ? "; the main configuration may define it: /etc/nginx/nginx.conf:" + safe_text(name)
             : "; the main configuration may define it: /etc/apache2/apache2.conf:" +
                   safe_text(name) + " or /etc/httpd/conf/httpd.conf:" + safe_text(name);
}

const NamedPattern& only_one(const ServerFormats& formats, std::string_view file) {
  const Names names = names_of(formats, true);
  if (names.size() == 1) return *find(formats, names[0]);
  if (names.size() > 1) {
    throw ConfigError("several formats in this file, none of them used by a log; " +
                      choice(names, file));
  }
  // The server's default, unless an included file says otherwise.
  const auto predefined = std::find_if(formats.formats.begin(), formats.formats.end(),
                                       [](const NamedPattern& format) { return format.line == 0; });
  if (predefined != formats.formats.end() && formats.includes.empty()) return *predefined;
  throw ConfigError(
      "no " + directive(formats) + " in this file" +
      (formats.includes.empty() ? "; use the file that defines it" : included(formats)));
}

}  // namespace

const NamedPattern& choose(const ServerFormats& formats, std::optional<std::string_view> name,
                           std::string_view file) {
  if (name) {
    if (const NamedPattern* const format = find(formats, *name)) return *format;
    throw_unknown(formats, "no " + directive(formats) + " is called " + safe_text(*name) + "; ");
  }
  const Names used = used_names(formats);
  if (used.empty()) return only_one(formats, file);
  if (used.size() > 1)
    throw ConfigError("the logs in this file use several formats; " + choice(used, file));
  if (const NamedPattern* const format = find(formats, used[0])) return *format;
  throw_unknown(formats,
                "the log in line " + std::to_string(formats.uses[0].line) + " uses " +
                    safe_text(used[0]) + ", which is not defined here; ",
                elsewhere(formats, used[0]));
}

}  // namespace logscan
