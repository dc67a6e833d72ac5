#include "cli/command_line.h"

#include <algorithm>
#include <optional>
#include <variant>

#include "cli/rival_names.h"
#include "cli/usage_error.h"
#include "os/file.h"
#include "text/ascii.h"
#include "text/join.h"
#include "text/nearest_name.h"
#include "text/safe_text.h"
#include <CLI/CLI.hpp>
#include <fmt/core.h>

namespace logscan::cli {
namespace {

std::string names_for_parser(const Option& option) {
  std::string names(option.letter);
  if (!names.empty()) names += ',';
  return names.append(option.name);
}

// Whether a word may name an option: `--option`, `--option=value`, or its letter among others.
bool may_name(std::string_view word, const Option& option) {
  if (word.starts_with("--")) return word.substr(0, word.find('=')) == option.name;
  return word.starts_with('-') && !option.letter.empty() &&
         word.find(option.letter.back()) != std::string_view::npos;
}

// CLI11 compares each option with each other one, which took a fifth of a short run. So it knows
// only those that a word may name.
std::vector<const Option*> named_options(int argc, const char* const* argv) {
  std::vector<const Option*> named;
  for (const Option& option : all_options()) {
    if (std::any_of(argv, argv + argc, [&](const char* word) { return may_name(word, option); }))
      named.push_back(&option);
  }
  return named;
}

void define(CLI::App& app, Words& words, const Option& option) {
  const std::string names = names_for_parser(option);
  if (const auto* flag = std::get_if<FlagTarget>(&option.to)) {
    app.add_flag(names, *(*flag)(words))->disable_flag_override()->take_last();
  } else if (const auto* word = std::get_if<WordTarget>(&option.to)) {
    app.add_option(names, *(*word)(words))->take_last();
  } else if (const auto* list = std::get_if<ListTarget>(&option.to)) {
    app.add_option(names, *(*list)(words))->take_all()->allow_extra_args(false);
  }
}

UsageError no_value(const Option& option, std::string_view given) {
  return {fmt::format("{}: expected a value ({}), got {}; see logscan -h", option.name,
                      option.value, given)};
}

// CLI11's own messages do not say what to try.
UsageError from_parser(const CLI::ParseError& error) {
  const std::string text = error.what();
  const std::string name = text.substr(0, text.find_first_of(": "));
  for (const Option& option : all_options()) {
    if (option.name != name && option.name != "--" + name && option.letter != "-" + name) continue;
    if (!option.value.empty()) return no_value(option, "none");
    return {fmt::format("{}: takes no value; see logscan -h", option.name)};
  }
  return {safe_text(text) + "; see logscan -h"};
}

// CLI11 takes the next word for the value that is missing in "--output=": a log would be lost.
void refuse_empty_values(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--") break;
    for (const Option& option : all_options()) {
      if (!option.value.empty() && word.ends_with('=') &&
          word.substr(0, word.size() - 1) == option.name)
        throw no_value(option, "\"\"");
    }
  }
}

UsageError no_such_option(std::string_view word) {
  const std::string shown = safe_text(word);
  if (const std::string meant = meant_option(word); !meant.empty()) {
    return {fmt::format("{}: no such option; did you mean {}? See logscan -h",
                        shown.substr(0, shown.find('=')), meant)};
  }
  return {fmt::format("{0}: no such option; see logscan -h, or write ./{0} for a file", shown)};
}

// What CLI11 left: files, and before `--` also queries and what looks like an option and is none.
void add_files(const std::vector<std::string>& remaining, CommandLine& line) {
  bool ended = false;
  for (const std::string& word : remaining) {
    if (!ended && word == "--") {
      ended = true;
    } else if (!ended && word.size() > 1 && word.front() == '-') {
      throw no_such_option(word);
    } else if (!ended && word.size() > 1 && word.front() == '@' && !exists(word)) {
      line.queries.push_back(word.substr(1));
    } else {
      line.files.push_back(word);
    }
  }
}

// Whether a value is as good as none. Throws UsageError for an empty one.
bool is_as_none(const Option& option, Words& words) {
  const auto* word = std::get_if<WordTarget>(&option.to);
  if (word == nullptr) return false;
  const std::string& value = *(*word)(words);
  if (value.empty()) throw no_value(option, "\"\"");
  return equals_ignoring_case(value, option.same_as_none);
}

CommandLine::Wish parse(CLI::App& app, int argc, const char* const* argv) {
  using Wish = CommandLine::Wish;
  try {
    app.parse(argc, argv);
    return Wish::kRun;
  } catch (const CLI::CallForHelp&) {
    return Wish::kShortHelp;
  } catch (const CLI::CallForAllHelp&) {
    return Wish::kLongHelp;
  } catch (const CLI::CallForVersion&) {
    return Wish::kVersion;
  } catch (const CLI::ParseError& error) {
    throw from_parser(error);
  }
}

// Returns the topic of that name; nullptr for none. Throws UsageError for one that is misspelt.
const Topic* find_topic(std::string_view word, bool must_exist) {
  std::vector<std::string_view> names;
  for (const Topic& topic : help_topics()) {
    if (topic.name == word) return &topic;
    names.push_back(topic.name);
  }
  const std::string_view meant = detail::nearest_name(word, names);
  if (meant.empty() && !must_exist) return nullptr;
  throw UsageError{fmt::format("--help: there is no topic \"{}\"; {}topics are {}", safe_text(word),
                               meant.empty() ? "" : fmt::format("did you mean {}? ", meant),
                               detail::join(names, ", "))};
}

// Returns the topic of the first --help, which may follow it: `--help formats`, `--help=formats`.
// Other words, such as the rest of a command that somebody stopped writing, are no topics.
const Topic* topic_of(int argc, const char* const* argv) {
  constexpr std::string_view kWithTopic = "--help=";
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word.starts_with(kWithTopic)) return find_topic(word.substr(kWithTopic.size()), true);
    if (word == "--help") return i + 1 < argc ? find_topic(argv[i + 1], false) : nullptr;
  }
  return nullptr;
}

}  // namespace

bool CommandLine::has(std::string_view name) const {
  return std::any_of(given.begin(), given.end(),
                     [&](const Option* option) { return option->name == name; });
}

bool CommandLine::names(const Option& option) const {
  return std::find(named.begin(), named.end(), &option) != named.end();
}

void add_given(const Option& option, CommandLine& line) {
  line.named.push_back(&option);
  if (!is_as_none(option, line.words)) line.given.push_back(&option);
}

CommandLine parse_command_line(int argc, const char* const* argv) {
  refuse_empty_values(argc, argv);
  CommandLine line;
  CLI::App app;
  app.set_help_flag("-h");
  app.set_help_all_flag("--help");
  app.set_version_flag("-V,--version", "");
  // Files are no positional option: CLI11 would take "[a,b]" for a list of two.
  app.allow_extras();
  const std::vector<const Option*> options = named_options(argc, argv);
  for (const Option* const option : options)
    define(app, line.words, *option);
  line.wish = parse(app, argc, argv);
  if (line.wish == CommandLine::Wish::kLongHelp) line.topic = topic_of(argc, argv);
  if (line.wish != CommandLine::Wish::kRun) return line;
  for (const Option* const option : options) {
    if (std::holds_alternative<std::monostate>(option->to)) continue;
    if (app.count(std::string(option->name)) > 0) add_given(*option, line);
  }
  add_files(app.remaining(), line);
  return line;
}

}  // namespace logscan::cli
