#include "cli/log_format.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/messages.h"
#include "cli/usage_error.h"
#include "format/server_config.h"
#include "logset/log_names.h"
#include "os/file.h"
#include "text/nearest_name.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

constexpr const char* kFrom = "--log-format-from";
constexpr std::size_t kMostShown = 36;  // bytes of a pattern before its fault, and behind

// The pattern, or the part of it around the fault, with a caret under the column.
std::string pointed_out(std::string_view text, std::size_t column) {
  const std::size_t at = std::min(column - 1, text.size());
  const std::size_t from = at > kMostShown ? at - kMostShown : 0;
  const std::string before = (from > 0 ? "..." : "") + safe_text(text.substr(from, at - from));
  const std::string_view rest = text.substr(at);
  const std::string behind =
      safe_text(rest.substr(0, kMostShown)) + (rest.size() > kMostShown ? "..." : "");
  return fmt::format("\n  {}{}\n  {:>{}}", before, behind, "^", text_columns(before) + 1);
}

std::string fault(std::string_view text, const PatternError& error) {
  return fmt::format("column {}: {}{}", error.column(), error.what(),
                     pointed_out(text, error.column()));
}

// For a word that is nearly the name of a format; a pattern has other faults.
void refuse_near_name(std::string_view text) {
  if (text.find_first_of("$%{: ") != std::string_view::npos) return;
  std::vector<std::string_view> names;
  for (const char* const name : kLogFormatNames) {
    if (find_log_format(name) != LogFormat::kCustom) names.emplace_back(name);
  }
  const std::string_view meant = detail::nearest_name(text, names);
  if (meant.empty()) return;
  throw UsageError{
      fmt::format("--log-format: no log format is called {}; did you mean {}? "
                  "logscan --help lists all, and docs/custom-formats.md explains "
                  "patterns",
                  safe_text(text), meant)};
}

constexpr std::size_t kMostConfig = 16u << 20;

struct ConfigName {
  std::string file;
  std::optional<std::string> name;
};

// A file whose name holds a colon is taken as it is.
ConfigName split(const std::string& word) {
  if (exists(word)) return {word, std::nullopt};
  for (std::size_t at = word.rfind(':'); at != std::string::npos && at > 0;
       at = word.rfind(':', at - 1)) {
    if (exists(word.substr(0, at))) return {word.substr(0, at), word.substr(at + 1)};
  }
  return {word, std::nullopt};
}

std::string read_config(const std::string& file) {
  try {
    return read_file(file, kMostConfig);
  } catch (const std::system_error& failure) {
    throw UsageError{
        fmt::format("{}: {}: cannot be read: {}; name a configuration of nginx, "
                    "Apache, lighttpd or Tomcat as FILE or FILE:NAME",
                    kFrom, safe_text(file), failure.code().message())};
  }
}

// Runs what may throw ConfigError, and puts the file in front of its message.
template <class Read>
auto read_from(const ConfigName& config, Read&& read) {
  try {
    return read();
  } catch (const ConfigError& error) {
    throw UsageError{fmt::format("{}: {}: {}", kFrom, safe_text(config.file), error.what())};
  }
}

// Returns /var/log/a for `|/usr/bin/rotatelogs -l /var/log/a.%Y 86400`.
std::string file_of(const LogUse& use) {
  std::string_view path = use.path;
  if (path.starts_with('|')) {
    const std::size_t argument = path.find(" /");
    if (argument == std::string_view::npos) return {};
    path.remove_prefix(argument + 1);
    path = path.substr(0, path.find(' '));
  }
  path = path.substr(0, path.find('%'));
  while (path.ends_with('.') || path.ends_with('-') || path.ends_with('_'))
    path.remove_suffix(1);
  return std::string(path);
}

// The uses whose file is the log, or was before it was rotated. If `whole`, the folders must be the
// same, too.
std::vector<LogUse> uses_of(const std::vector<LogUse>& uses, const LogName& log, bool whole) {
  std::vector<LogUse> found;
  for (const LogUse& use : uses) {
    const LogName name = parse_log_name(file_of(use));
    if (!name.live.empty() && name.live == log.live && (!whole || name.folder == log.folder))
      found.push_back(use);
  }
  return found;
}

// Leaves the uses of the given logs, if the configuration names all of these.
void keep_uses_of(const std::vector<std::string>& logs, std::vector<LogUse>& uses) {
  std::vector<LogUse> kept;
  for (const std::string& log : logs) {
    std::error_code failure;
    const std::string path = std::filesystem::absolute(log, failure).lexically_normal().string();
    const LogName name = parse_log_name(failure ? log : path);
    std::vector<LogUse> found = uses_of(uses, name, true);
    if (found.empty()) found = uses_of(uses, name, false);
    if (found.empty()) return;
    kept.insert(kept.end(), found.begin(), found.end());
  }
  if (!kept.empty()) uses = std::move(kept);
}

}  // namespace

GivenFormat given_format(std::string_view text) {
  try {
    return GivenFormat::parse(text);
  } catch (const PatternError& error) {
    refuse_near_name(text);
    throw UsageError{"--log-format: " + fault(text, error)};
  }
}

GivenFormat configured_format(const std::string& word, const std::vector<std::string>& logs,
                              std::vector<FormatMessage>& messages) {
  const ConfigName config = split(word);
  if (config.name && config.name->empty()) {
    throw UsageError{fmt::format("{}: {}: expected the name of a format after the colon, got none",
                                 kFrom, safe_text(word))};
  }
  const std::string text = read_config(config.file);
  ServerFormats formats = read_from(config, [&] { return server_log_formats(text); });
  keep_uses_of(logs, formats.uses);
  const NamedPattern format =
      read_from(config, [&] { return choose(formats, config.name, config.file); });
  if (format.line == 0 && !config.name && formats.uses.empty()) {
    messages.push_back(
        {fmt::format("{}: {}: defines no log format and names no log; using {}'s {}", kFrom,
                     safe_text(config.file),
                     formats.kind == PatternKind::kNginx ? "nginx" : "lighttpd", format.name),
         true});
  }
  try {
    GivenFormat given(LinePattern::compile(formats.kind, format.text));
    messages.push_back(
        {fmt::format("log format {} of {}{}: {}", safe_text(format.name), safe_text(config.file),
                     format.line == 0 ? "" : fmt::format(", line {}", format.line),
                     safe_text(format.text)),
         false});
    return given;
  } catch (const PatternError& error) {
    throw UsageError{fmt::format("{}: {}: line {}: {}: {}", kFrom, safe_text(config.file),
                                 format.line, safe_text(format.name), fault(format.text, error))};
  }
}

void print_notes(const std::vector<FormatMessage>& messages, const GivenFormat& format) {
  for (const FormatMessage& each : messages)
    each.is_warning ? message::warn("{}", each.text) : message::info("{}", each.text);
  if (format.pattern() == nullptr) return;
  for (const PatternNote& note : format.pattern()->notes())
    message::warn("log format: column {}: {}", note.column, note.text);
}

}  // namespace logscan::cli
