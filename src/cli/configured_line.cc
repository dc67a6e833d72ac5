#include "cli/configured_line.h"

#include <algorithm>

#include "cli/config_file.h"
#include "cli/option_rules.h"
#include "cli/report_format.h"
#include "cli/usage_error.h"
#include "cli/word_list.h"
#include "text/join.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

using Values = std::vector<ConfigValue>;

bool has(const Values& values, const Option& option) {
  return std::any_of(values.begin(), values.end(),
                     [&](const ConfigValue& value) { return value.option == &option; });
}

[[noreturn]] void no_such_query(const std::string& name, const Config& config,
                                const std::string& path) {
  std::vector<std::string_view> names;
  for (const auto& [known, values] : config.queries)
    names.push_back(known);
  const std::string shown = safe_text(name);
  if (names.empty()) {
    throw UsageError{
        fmt::format("@{0}: there is no query {0}{1}; write ./@{0} for a file", shown,
                    path.empty() ? ", for no config file is read" : " in " + safe_text(path))};
  }
  throw UsageError{fmt::format("@{}: there is no query {} in {}{}; the file has {}", shown, shown,
                               safe_text(path), did_you_mean(name, names),
                               detail::join(names, ", "))};
}

// The options of the query that the command line names.
Values query_of(const CommandLine& line, const Config& config, const std::string& path) {
  if (line.queries.empty()) return {};
  if (line.queries.size() > 1) {
    throw UsageError{fmt::format("@{}: only one query can be named, and @{} is; leave out one",
                                 safe_text(line.queries[1]), safe_text(line.queries[0]))};
  }
  const auto found = config.queries.find(line.queries.front());
  if (found == config.queries.end()) no_such_query(line.queries.front(), config, path);
  return found->second;
}

// Whether a default can be added to these options.
bool fits(const ConfigValue& value, std::vector<const Option*> given) {
  if (value.option->name == "--format") {
    const std::string_view name = std::string_view(value.words.front()).substr(9);
    const auto* const known =
        std::find_if(kFormats.begin(), kFormats.end(),
                     [&](const FormatName& each) { return each.name == name; });
    if (known != kFormats.end() && !known->modes.has(mode_of(given))) return false;
    const auto names_format = [](const Option* option) {
      return option->name == "--json" || option->name == "--output";
    };
    if (std::any_of(given.begin(), given.end(), names_format)) return false;
  }
  // Only the partials know whether they have what such an option is about.
  if (value.option->section == Section::kGroups && mode_of(given) == Mode::kMerge) return false;
  given.push_back(value.option);
  return !check_options(given);
}

// Returns what the config file adds to the command line.
Values added_values(const CommandLine& line, const Config& config, const Values& query) {
  Values added;
  std::vector<const Option*> given = line.given;
  for (const ConfigValue& value : query) {
    if (line.names(*value.option)) continue;
    added.push_back(value);
    if (!value.words.empty()) given.push_back(value.option);
  }
  for (const ConfigValue& value : config.defaults) {
    if (value.words.empty() || line.names(*value.option) || has(query, *value.option)) continue;
    if (!fits(value, given)) continue;
    added.push_back(value);
    given.push_back(value.option);
  }
  return added;
}

}  // namespace

CommandLine configured_line(int argc, const char* const* argv, const std::string& usual_path) {
  CommandLine line = parse_command_line(argc, argv);
  if (line.wish != CommandLine::Wish::kRun) return line;
  const bool is_named = line.has("--config");
  std::string path = is_named ? line.words.config : usual_path;
  if (line.words.no_config) path.clear();
  const Config config = path.empty() ? Config() : read_config(path, is_named);
  const Values added = added_values(line, config, query_of(line, config, path));
  if (added.empty()) return line;

  // In front, so that they are options even if the command line has `--`.
  std::vector<const char*> words = {argv[0]};
  for (const ConfigValue& value : added) {
    for (const std::string& word : value.words)
      words.push_back(word.c_str());
  }
  words.insert(words.end(), argv + 1, argv + argc);
  CommandLine completed = parse_command_line(static_cast<int>(words.size()), words.data());
  for (const ConfigValue& value : added)
    completed.places.emplace(value.option, value.place);
  return completed;
}

}  // namespace logscan::cli
