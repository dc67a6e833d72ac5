// Completions of bash, zsh and fish. Each script holds all names, so completing never runs logscan.

#include <span>
#include <variant>

#include "cli/option.h"
#include "cli/reference.h"
#include "cli/topics.h"
#include "cli/word_list.h"
#include "pages.h"
#include "text/join.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

constexpr std::string_view kHead = "# Generated from the tables of the program.\n";

bool is_long(const Option& option) {
  return option.name.starts_with("--");
}

// A value that may be left out is no value to shells.
bool needs_value(const Option& option) {
  return !option.value.empty() && !option.value.starts_with('[');
}

std::string words_of(const Option& option) {
  return detail::join(known_values(option), " ");
}

// `'` in a word of a shell that stands in single quotes.
std::string quoted(std::string_view text, std::string_view quote) {
  std::string all;
  for (const char c : text)
    all += c == '\'' ? std::string(quote) : std::string(1, c);
  return "'" + all + "'";
}

std::string pattern_of(const Option& option) {
  return option.letter.empty() ? std::string(option.name)
                               : fmt::format("{}|{}", option.letter, option.name);
}

constexpr std::string_view kBashStart = R"(_logscan() {
  local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} option= front= word
  local values= list=
  COMPREPLY=()
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word != -- ]] || return 0
  done
  # Bash makes three words of --format=json, unless COMP_WORDBREAKS has no "=".
  if [[ $cur == = ]]; then
    option=$before cur=
  elif [[ $before == = ]]; then
    option=${COMP_WORDS[COMP_CWORD-2]}
  elif [[ $cur == --*=* ]]; then
    option=${cur%%=*} front=$option= cur=${cur#*=}
  else
    option=$before
  fi
  case $option in
)";

constexpr std::string_view kBashEnd = R"(  esac
  [[ $values || $cur != -* ]] || values=$all
  # Without words, `complete -o default` offers files.
  [[ $values ]] || return 0
  compopt +o default 2>/dev/null
  if [[ $list ]]; then
    compopt -o nospace 2>/dev/null
    [[ $cur != *,* ]] || front+=${cur%,*},
    cur=${cur##*,}
  fi
  COMPREPLY=($(compgen -P "$front" -W "$values" -- "$cur"))
}
complete -o default -F _logscan logscan
)";

constexpr std::string_view kZshStart = R"(
# One of several names with commas between them.
_logscan_list() {
  compset -P '*,'
  compset -S ',*'
  compadd -S '' -- "$@"
}

_arguments -s -S \
)";

constexpr std::string_view kFishStart = R"(
# The names that can follow those before the last comma.
function __logscan_list
    set -l front (commandline -ct | string replace -r '^-[^=]*=' '' | string match -r '^.*,')
    set -q front[1]; or set front ''
    printf '%s\n' $front$argv
end

complete -c logscan -e
)";

// `:` and brackets separate the parts of a specification.
std::string zsh_text(std::string_view text) {
  std::string all;
  for (const char c : text) {
    if (c == ':' || c == '[' || c == ']' || c == '\\') all += '\\';
    all += c;
  }
  return all;
}

std::string zsh_action(const Option& option) {
  if (option.takes_file) return "_files";
  const std::string words = words_of(option);
  if (words.empty()) return " ";
  return option.is_list ? " _logscan_list " + words : "(" + words + ")";
}

std::string zsh_option(const Option& option) {
  const bool repeats = std::holds_alternative<ListTarget>(option.to);
  const std::string front = repeats ? "'*'"
                            : option.letter.empty()
                                ? ""
                                : fmt::format("'({} {})'", option.letter, option.name);
  std::string rest = fmt::format("[{}]", zsh_text(option.summary));
  if (!option.value.empty()) {
    rest += fmt::format("{}{}:{}", needs_value(option) ? ":" : "::", zsh_text(option.value),
                        zsh_action(option));
  }
  const std::string equals = needs_value(option) && is_long(option) ? "=" : "";
  const std::string text = quoted(rest, R"('\'')");
  if (option.letter.empty()) return fmt::format("{}{}{}{}", front, option.name, equals, text);
  return fmt::format("{}{{{}{},{}{}}}{}", front, option.letter, needs_value(option) ? "+" : "",
                     option.name, equals, text);
}

std::string fish_option(const Option& option) {
  std::string line = "complete -c logscan";
  const std::string_view letter = is_long(option) ? option.letter : option.name;
  if (!letter.empty()) line += fmt::format(" -s {}", letter.substr(1));
  if (is_long(option)) line += fmt::format(" -l {}", option.name.substr(2));
  const std::string words = words_of(option);
  if (option.takes_file) {
    line += " -r -F";
  } else if (needs_value(option)) {
    line += " -x";
    if (!words.empty())
      line += option.is_list ? fmt::format(" -a '(__logscan_list {})'", words)
                             : fmt::format(" -a '{}'", words);
  }
  return line + " -d " + quoted(option.summary, "\\'") + "\n";
}

}  // namespace

std::vector<std::string_view> known_values(const Option& option) {
  std::vector<std::string_view> names;
  const auto add = [&](std::span<const NameNote> notes) {
    for (const NameNote& each : notes)
      names.push_back(each.name);
  };
  if (!option.choices.empty()) names = pieces(option.choices);
  switch (option.known) {
    case Known::kNothing:
      break;
    case Known::kLogFormats:
      names.emplace_back("auto");
      add(format_notes());
      break;
    case Known::kKeys:
      for (const NameNote& field : field_notes()) {
        // These are measures of groups, and time has hour, weekday and day.
        if (field.name != "time" && field.name != "bytes" && field.name != "duration")
          names.push_back(field.name);
      }
      add(key_notes());
      break;
    case Known::kFields:
      add(field_notes());
      break;
    case Known::kMeasures:
      add(measure_notes());
      if (!option.is_list) names.emplace_back("key");
      break;
    case Known::kTopics:
      for (const Topic& topic : help_topics())
        names.push_back(topic.name);
      break;
  }
  return names;
}

std::string bash_completion() {
  std::string text = std::string(kHead) + std::string(kBashStart);
  std::string all;
  for (const Option& option : all_options()) {
    all.append(all.empty() ? "" : " ").append(option.name);
    if (option.value.empty()) continue;
    const std::string words = words_of(option);
    text += fmt::format("    {})\n", pattern_of(option));
    if (option.takes_file) {
      text += "      return 0\n";
    } else if (words.empty()) {
      text += "      compopt +o default 2>/dev/null\n      return 0\n";
    } else {
      text += fmt::format("      values='{}'{}\n", words, option.is_list ? " list=yes" : "");
    }
    text += "      ;;\n";
  }
  std::string end(kBashEnd);
  end.replace(end.find("$all"), 4, quoted(all, "'"));
  return text + end;
}

std::string zsh_completion() {
  std::string text = "#compdef logscan\n" + std::string(kHead) + std::string(kZshStart);
  for (const Option& option : all_options())
    text += "  " + zsh_option(option) + " \\\n";
  return text + "  '*:FILE:_files'\n";
}

std::string fish_completion() {
  std::string text = std::string(kHead) + std::string(kFishStart);
  for (const Option& option : all_options())
    text += fish_option(option);
  for (const Topic& topic : help_topics()) {
    text += fmt::format(
        "complete -c logscan -n 'contains -- --help (commandline -opc)' -a {} -d '{}'\n",
        topic.name, topic.summary);
  }
  return text;
}

}  // namespace logscan::cli
