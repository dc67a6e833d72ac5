#include "cli/option_rules.h"

#include <algorithm>
#include <string>

#include "cli/word_list.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

bool holds(Names names, std::string_view name) {
  const std::vector<std::string_view> all = pieces(names);
  return std::find(all.begin(), all.end(), name) != all.end();
}

bool contradict(const Option& option, const Option& owner) {
  return (owner.selects && option.not_in.has(*owner.selects)) || holds(owner.not_with, option.name);
}

// "--by, --every or --merge"
std::string alternatives(Names names) {
  std::string text;
  for (;;) {
    const std::size_t comma = names.find(',');
    text += names.substr(0, comma);
    if (comma == Names::npos) return text;
    names.remove_prefix(comma + 1);
    text += names.find(',') == Names::npos ? " or " : ", ";
  }
}

// "--by path", as a shell wants it.
std::string in_use(const Option& option) {
  const std::string_view value = option.example.empty() ? option.value : option.example;
  if (value.empty()) return std::string(option.name);
  const char* const quote = value.find(' ') == std::string_view::npos ? "" : "'";
  return fmt::format("{0} {1}{2}{1}", option.name, quote, value);
}

UsageError missing(const Option& option) {
  const std::string beside =
      option.needs_with.empty() ? "" : fmt::format(" with {}", alternatives(option.needs_with));
  return {fmt::format("{}{}: requires {}; add {}{}", option.name, beside,
                      alternatives(option.needs),
                      option.needs.find(',') == Names::npos ? "" : "one of them, such as ",
                      option.such_as.empty() ? in_use(option_named(pieces(option.needs).front()))
                                             : std::string(option.such_as))};
}

}  // namespace

Mode mode_of(const std::vector<const Option*>& given) {
  Mode mode = Mode::kReport;
  for (const Option* option : given) {
    if (option->selects) mode = std::max(mode, *option->selects);
  }
  return mode;
}

UsageError cannot_be_used(const Option& option, const Option& other) {
  std::string text = fmt::format("{}: cannot be used with {}", option.name, other.name);
  if (!other.which.empty()) text += fmt::format(", which {}", other.which);
  const bool fits_partial =
      other.selects == Mode::kMerge && !option.selects && !option.not_in.has(Mode::kPartial);
  text += fits_partial ? "; give it when you make the partials" : "; leave out one of them";
  return {text};
}

std::optional<UsageError> check_options(const std::vector<const Option*>& given) {
  for (const Option* owner : given) {
    for (const Option* option : given) {
      if (contradict(*option, *owner)) return cannot_be_used(*option, *owner);
    }
  }
  for (const Option* option : given) {
    const auto has_any = [&](Names names) {
      return std::any_of(given.begin(), given.end(),
                         [&](const Option* other) { return holds(names, other->name); });
    };
    if (option->needs.empty()) continue;
    if (!option->needs_with.empty() && !has_any(option->needs_with)) continue;
    if (!has_any(option->needs)) return missing(*option);
  }
  return std::nullopt;
}

}  // namespace logscan::cli
