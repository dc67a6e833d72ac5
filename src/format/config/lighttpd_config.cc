#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "format/config/words.h"
#include "format/server_config.h"

namespace logscan {
namespace {

// The format of lighttpd without accesslog.format.
constexpr const char* kLighttpd = R"(%h %V %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i")";

/// A log of one block, or the format there.
struct LighttpdBlock {
  std::size_t parent = 0;
  std::string format;  ///< its name; empty: that of the parent
};

/// The strings of a line joined, and the braces outside of them.
struct LighttpdLine {
  std::string text;
  std::size_t opened = 0;
  std::size_t closed = 0;
};

LighttpdLine read_line(std::string_view line) {
  LighttpdLine read;
  bool is_quoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (c == '"') {
      is_quoted = !is_quoted;
    } else if (is_quoted) {
      if (c == '\\' && at + 1 < line.size()) ++at;
      read.text += line[at];
    } else if (c == '#') {
      break;
    } else {
      read.opened += c == '{' ? 1u : 0u;
      read.closed += c == '}' ? 1u : 0u;
    }
  }
  return read;
}

// Returns whether a line sets the variable: `accesslog.format = ...`.
bool sets(std::string_view line, std::string_view variable) {
  if (!line.starts_with(variable)) return false;
  const std::size_t next = line.find_first_not_of(" \t", variable.size());
  return next != std::string_view::npos &&
         (line[next] == '=' || line.substr(next).starts_with(":="));
}

}  // namespace

ServerFormats lighttpd_log_formats(std::string_view text) {
  ServerFormats found;
  found.kind = PatternKind::kApache;
  std::vector<LighttpdBlock> blocks(1);
  std::vector<std::pair<std::size_t, LogUse>> logs;  // with their blocks
  std::size_t block = 0;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = config::pop_line(text);
    LighttpdLine read = read_line(line);
    if (sets(line, "accesslog.format")) {
      blocks[block].format = "line" + std::to_string(number);
      found.formats.push_back(
          {blocks[block].format, std::move(read.text), number, PatternEscape::kDefault});
    } else if (sets(line, "accesslog.filename")) {
      logs.push_back({block, {std::move(read.text), "", number}});
    } else if (line.starts_with("include ")) {
      found.includes.push_back({std::move(read.text), number});
    }
    for (std::size_t i = 0; i < read.closed; ++i)
      block = blocks[block].parent;
    for (std::size_t i = 0; i < read.opened; ++i) {
      blocks.push_back({block, ""});
      block = blocks.size() - 1;
    }
  }
  for (auto& [place, log] : logs) {
    while (place != 0 && blocks[place].format.empty())
      place = blocks[place].parent;
    log.format = blocks[place].format;
    if (log.format.empty()) {
      log.format = "default";
      if (found.formats.empty() || found.formats[0].line != 0)
        found.formats.insert(found.formats.begin(),
                             {"default", kLighttpd, 0, PatternEscape::kDefault});
    }
    found.uses.push_back(std::move(log));
  }
  if (found.formats.empty())
    found.formats.push_back({"default", kLighttpd, 0, PatternEscape::kDefault});
  return found;
}

}  // namespace logscan
