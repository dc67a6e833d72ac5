#include "c/json_options.h"

#include <algorithm>
#include <set>
#include <string>
#include <variant>

#include "cli/command_line.h"
#include "cli/option.h"
#include "cli/rival_names.h"
#include "cli/usage_error.h"
#include "text/safe_text.h"
#include <fmt/core.h>
#include <nlohmann/json.hpp>

namespace logscan::c {
namespace {

using cli::CommandLine;
using cli::Option;
using cli::UsageError;
using nlohmann::json;

constexpr cli::Modes kModesHere = {cli::Mode::kReport, cli::Mode::kRecords, cli::Mode::kPartial,
                                   cli::Mode::kMerge};

// Options that are about how the program prints, or that read more than the log.
constexpr std::string_view kOfProgram[] = {
    "--output", "--color",   "--quiet",          "--quiet-if-ok", "--verbose",
    "--full",   "--compare", "--compare-period", "--config",      "--no-config"};

// Throws UsageError.
const Option& find_option(const std::string& key) {
  std::string name = "--" + key;
  std::replace(name.begin(), name.end(), '_', '-');
  for (const Option& option : cli::all_options()) {
    if (option.name == name) return option;
  }
  std::string meant = cli::meant_option(name);
  meant = meant.substr(0, meant.find(' '));
  if (meant.starts_with("--")) meant.erase(0, 2);
  std::replace(meant.begin(), meant.end(), '-', '_');
  throw UsageError{fmt::format("options: there is no option \"{}\"; {}see logscan --help",
                               safe_text(key),
                               meant.empty() ? "" : fmt::format("did you mean \"{}\"? ", meant))};
}

// Options that the program alone has. Throws UsageError.
void refuse_of_program(const Option& option) {
  const bool is_of_program =
      std::holds_alternative<std::monostate>(option.to) ||
      std::find(std::begin(kOfProgram), std::end(kOfProgram), option.name) != std::end(kOfProgram);
  if (!is_of_program && (!option.selects || kModesHere.has(*option.selects))) return;
  throw UsageError{fmt::format("{}: is an option of the program alone; leave it out", option.name)};
}

[[noreturn]] void refuse_value(const Option& option, const json& value) {
  const char* const expected = std::holds_alternative<cli::FlagTarget>(option.to) ? "true or false"
                               : std::holds_alternative<cli::ListTarget>(option.to)
                                   ? "a string or a list of strings"
                                   : "a string or a number";
  throw UsageError{
      fmt::format("{}: expected {}, got {}; see logscan --help", option.name, expected,
                  safe_text(value.dump(-1, ' ', true, json::error_handler_t::replace), 80))};
}

std::string word_of(const Option& option, const json& value) {
  if (value.is_number()) return value.dump();
  if (!value.is_string()) refuse_value(option, value);
  std::string word = value.get<std::string>();
  // The command line cannot hold one.
  if (word.find('\0') != std::string::npos) refuse_value(option, value);
  return word;
}

void set_option(const Option& option, const json& value, CommandLine& line) {
  if (value.is_null()) return;
  if (value.is_boolean() && !value.get<bool>()) return;
  if (const auto* flag = std::get_if<cli::FlagTarget>(&option.to)) {
    if (!value.is_boolean()) refuse_value(option, value);
    *(*flag)(line.words) = true;
  } else if (const auto* list = std::get_if<cli::ListTarget>(&option.to)) {
    std::vector<std::string>& words = *(*list)(line.words);
    if (value.is_array()) {
      for (const json& each : value)
        words.push_back(word_of(option, each));
      if (words.empty()) return;
    } else {
      words.push_back(word_of(option, value));
    }
  } else if (const auto* word = std::get_if<cli::WordTarget>(&option.to)) {
    *(*word)(line.words) = word_of(option, value);
  }
  cli::add_given(option, line);
}

json parse(std::string_view text) {
  std::set<std::string> keys;
  const auto check_keys = [&](int depth, json::parse_event_t event, const json& parsed) {
    if (event != json::parse_event_t::key || depth != 1) return true;
    const auto& key = parsed.get_ref<const std::string&>();
    if (keys.insert(key).second) return true;
    throw UsageError{fmt::format("options: \"{}\" is given twice; put all its values into one list",
                                 safe_text(key))};
  };
  try {
    json parsed = json::parse(text, check_keys);
    if (!parsed.is_object())
      throw UsageError{"options: expected a JSON object, such as {\"by\": [\"path\"]}"};
    return parsed;
  } catch (const json::parse_error& error) {
    throw UsageError{
        fmt::format("options: no JSON: it breaks off or is wrong at byte {}; write it "
                    "with a JSON library",
                    error.byte)};
  }
}

constexpr const char* kStrict = "strict";

}  // namespace

bool is_strict(std::string_view text) {
  const json values = parse(text);
  const auto strict = values.find(kStrict);
  if (strict == values.end() || strict->is_null()) return true;
  if (strict->is_boolean()) return strict->get<bool>();
  throw UsageError{"strict: expected true or false"};
}

cli::Options read_json_options(std::string_view text, std::optional<cli::Mode> asked) {
  json values = parse(text);
  if (const auto run = values.find("run"); run != values.end() && run->is_boolean()) {
    values["no_run"] = !run->get<bool>();
    values.erase("run");
  }
  if (!asked) values.erase(kStrict);
  if (asked == cli::Mode::kMerge) values["merge"] = true;
  CommandLine line;
  // In the order of the table, in which the command line reports what contradicts.
  for (const auto& [key, value] : values.items())
    refuse_of_program(find_option(key));
  for (const Option& option : cli::all_options()) {
    for (const auto& [key, value] : values.items()) {
      if (&find_option(key) == &option) set_option(option, value, line);
    }
  }
  cli::Options options = cli::checked(line);
  options.quiet = true;  // nothing is printed
  return options;
}

}  // namespace logscan::c
