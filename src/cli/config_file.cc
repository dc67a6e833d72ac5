#include "cli/config_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "cli/config_toml.h"
#include "cli/rival_names.h"
#include "cli/usage_error.h"
#include "cli/word_list.h"
#include "os/file.h"
#include "os/regular_file.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

constexpr std::size_t kLargest = 1 << 20;
constexpr std::string_view kDefaults = "defaults";
constexpr std::string_view kQuery = "query";

[[noreturn]] void fail(const std::string& place, std::string_view what) {
  throw UsageError{fmt::format("{}: {}", place, what)};
}

// Whoever can write the file decides what a later run reads, writes and reports.
void check_owner(const std::string& path, const struct stat& status) {
  if (status.st_uid != ::geteuid() && status.st_uid != 0) {
    fail(safe_text(path), "belongs to another user; chown it, or use --no-config");
  }
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    fail(safe_text(path), "others may write it; run chmod go-w, or use --no-config");
}

// Returns nullopt if there is no such file. A home that this user may not enter has none.
std::optional<std::string> text_of(const std::string& path, bool must_exist) {
  const RegularFile opened = open_regular(path);
  if (opened.problem != 0) {
    const bool is_missing = opened.problem == ENOENT || opened.problem == ENOTDIR ||
                            (opened.problem == EACCES && !exists(path));
    if (is_missing && !must_exist) return std::nullopt;
    fail(safe_text(path),
         opened.problem == kNotRegular
             ? "is not a regular file; name one with --config"
             : fmt::format("{}; name another file with --config, or use --no-config",
                           std::generic_category().message(opened.problem)));
  }
  check_owner(path, opened.status);
  try {
    return read_all(opened.file.get(), kLargest);
  } catch (const std::system_error& failure) {
    fail(safe_text(path),
         fmt::format("{}; shorten it, or use --no-config", failure.code().message()));
  }
}

bool may_be_default(const Option& option) {
  return !option.selects && !option.json_only && !option.metrics_only && option.name != "--output";
}

const Option& find_option(const TomlEntry& entry) {
  std::vector<std::string_view> names;
  for (const Option& option : all_options()) {
    const bool is_possible = !std::holds_alternative<std::monostate>(option.to) &&
                             option.name != "--config" && option.name != "--no-config";
    if (!is_possible) continue;
    if (option.name.substr(2) == entry.key) return option;
    names.push_back(option.name.substr(2));
  }
  std::string meant = meant_option(entry.key);
  meant.erase(0, meant.find_first_not_of('-'));
  const bool is_near = std::find(names.begin(), names.end(), meant) != names.end();
  fail(entry.place,
       fmt::format("there is no option \"{}\"{}; the names are those of logscan --help, without "
                   "dashes",
                   safe_text(entry.key), is_near ? fmt::format("; did you mean {}?", meant) : ""));
}

// Options that are given once take lists with commas; those that are given several times take one
// value each.
std::vector<std::string> words_of(const Option& option, const TomlEntry& entry) {
  const auto word = [&](std::string_view value) {
    return fmt::format("{}={}", option.name, value);
  };
  const bool repeats = std::holds_alternative<ListTarget>(option.to);
  if (option.value.empty()) {
    if (entry.kind != TomlEntry::Kind::kSwitch)
      fail(entry.place, fmt::format("{}: expected true or false", entry.key));
    return entry.is_on ? std::vector<std::string>{std::string(option.name)}
                       : std::vector<std::string>{};
  }
  if (entry.kind == TomlEntry::Kind::kSwitch || entry.kind == TomlEntry::Kind::kOther) {
    fail(entry.place, fmt::format("{}: expected {} as text in quotes or as a whole number",
                                  entry.key, option.value));
  }
  for (const std::string& value : entry.values) {
    if (value.empty()) fail(entry.place, fmt::format("{}: expected a value, got \"\"", entry.key));
  }
  if (repeats) {
    std::vector<std::string> words;
    for (const std::string& value : entry.values)
      words.push_back(word(value));
    return words;
  }
  if (entry.kind == TomlEntry::Kind::kList && !option.is_list)
    fail(entry.place, fmt::format("{}: expected one value, got a list", entry.key));
  if (entry.values.empty()) return {};
  return {word(detail::join(entry.values, ","))};
}

std::vector<ConfigValue> values_of(const std::vector<TomlEntry>& entries, bool are_defaults) {
  std::vector<ConfigValue> values;
  for (const TomlEntry& entry : entries) {
    const Option& option = find_option(entry);
    if (are_defaults && !may_be_default(option)) {
      fail(entry.place,
           fmt::format("{}: cannot be a default; put it into a query, such as [query.NAME]",
                       entry.key));
    }
    values.push_back({&option, words_of(option, entry), entry.place});
  }
  return values;
}

// Names are typed in a shell, after an @.
void check_name(const TomlEntry& entry) {
  const bool is_plain =
      !entry.key.empty() && std::all_of(entry.key.begin(), entry.key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
      });
  if (!is_plain) {
    fail(entry.place,
         fmt::format("\"{}\" is no name of a query; use letters, digits, dots, - and _",
                     safe_text(entry.key)));
  }
}

}  // namespace

std::string usual_config_path() {
  constexpr std::string_view kFile = "/logscan/config.toml";
  const char* const folder = std::getenv("XDG_CONFIG_HOME");
  if (folder != nullptr && folder[0] == '/') return std::string(folder).append(kFile);
  const char* const home = std::getenv("HOME");
  if (home == nullptr || home[0] != '/') return {};
  return std::string(home).append("/.config").append(kFile);
}

Config read_config(const std::string& path, bool must_exist) {
  Config config;
  const std::optional<std::string> text = text_of(path, must_exist);
  if (!text) return config;
  for (const TomlEntry& entry : parse_toml(*text, safe_text(path))) {
    const bool is_table = entry.kind == TomlEntry::Kind::kTable;
    if (is_table && entry.key == kDefaults) {
      config.defaults = values_of(entry.entries, true);
    } else if (is_table && entry.key == kQuery) {
      for (const TomlEntry& query : entry.entries) {
        if (query.kind != TomlEntry::Kind::kTable) {
          fail(query.place, fmt::format("\"{}\" is not in a query; write it below [query.NAME]",
                                        safe_text(query.key)));
        }
        check_name(query);
        config.queries.emplace(query.key, values_of(query.entries, false));
      }
    } else {
      constexpr std::string_view kTables[] = {kDefaults, kQuery};
      fail(entry.place,
           fmt::format("\"{}\" is unknown here{}; options stand below [defaults] or [query.NAME]",
                       safe_text(entry.key), did_you_mean(entry.key, kTables)));
    }
  }
  return config;
}

}  // namespace logscan::cli
