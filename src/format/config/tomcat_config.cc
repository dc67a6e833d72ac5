#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "format/server_config.h"

namespace logscan {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// Returns the value of a tag's attribute, with its entities, or null.
std::string_view attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = tag.find(name); at != kNone; at = tag.find(name, at + 1)) {
    const std::size_t equals = tag.find_first_not_of(" \t\r\n", at + name.size());
    const bool whole = at > 0 && std::string_view(" \t\r\n").find(tag[at - 1]) != kNone;
    if (!whole || equals == kNone || tag[equals] != '=') continue;
    const std::size_t open = tag.find_first_not_of(" \t\r\n", equals + 1);
    if (open == kNone || (tag[open] != '"' && tag[open] != '\'')) continue;
    const std::size_t close = tag.find(tag[open], open + 1);
    if (close != kNone) return tag.substr(open + 1, close - open - 1);
  }
  return {};
}

std::string without_entities(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kEntities = {
      {{"&quot;", '"'}, {"&apos;", '\''}, {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}}};
  std::string plain;
  while (!text.empty()) {
    const auto* const entity =
        std::find_if(kEntities.begin(), kEntities.end(),
                     [&](const auto& known) { return text.starts_with(known.first); });
    plain += entity == kEntities.end() ? text.front() : entity->second;
    text.remove_prefix(entity == kEntities.end() ? 1 : entity->first.size());
  }
  return plain;
}

// Translates a pattern to Apache's language: Tomcat has two named patterns, and its %D is in
// milliseconds.
std::string apache_pattern(const std::string& pattern) {
  constexpr const char* kCommon = R"(%h %l %u %t "%r" %s %b)";
  if (pattern == "common") return kCommon;
  if (pattern == "combined") return std::string(kCommon) + R"( "%{Referer}i" "%{User-Agent}i")";
  std::string text;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    text += pattern[at];
    if (pattern[at] != '%' || at + 1 == pattern.size()) continue;
    ++at;
    text += pattern[at] == 'D' ? std::string("{ms}T") : std::string(1, pattern[at]);
  }
  return text;
}

}  // namespace

ServerFormats tomcat_log_formats(std::string_view text) {
  ServerFormats found;
  found.kind = PatternKind::kApache;
  constexpr std::string_view kComment = "<!--";
  for (std::size_t at = text.find('<'); at != kNone; at = text.find('<', at)) {
    const std::string_view rest = text.substr(at);
    const bool comment = rest.starts_with(kComment);
    const std::size_t end = std::min(rest.find(comment ? "-->" : ">"), rest.size());
    const std::string_view tag = rest.substr(0, end);
    const std::size_t line =
        1 + static_cast<std::size_t>(
                std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    at += std::max<std::size_t>(end, 1);
    if (comment || !tag.starts_with("<Valve")) continue;
    // Related valves use a directive or JSON instead.
    if (!attribute(tag, "className").ends_with(".AccessLogValve")) continue;
    const std::string_view pattern = attribute(tag, "pattern");
    NamedPattern format;
    format.name = "line" + std::to_string(line);
    format.text = apache_pattern(pattern.empty() ? "common" : without_entities(pattern));
    format.line = line;
    found.uses.push_back({std::string(attribute(tag, "prefix")).append(attribute(tag, "suffix")),
                          format.name, line});
    found.formats.push_back(std::move(format));
  }
  return found;
}

}  // namespace logscan
