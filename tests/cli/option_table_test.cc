#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "cli/help.h"
#include "cli/option.h"
#include "cli/options.h"
#include "cli/report_format.h"
#include "cli/rival_names.h"
#include "cli/word_list.h"
#include "support/country_file.h"
#include "support/temp_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::cli {
namespace {

using test::TempFile;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using Given = std::vector<const Option*>;

bool holds(Names names, std::string_view name) {
  const std::vector<std::string_view> all = pieces(names);
  return std::find(all.begin(), all.end(), name) != all.end();
}

bool holds(const Given& given, const Option& option) {
  return std::find(given.begin(), given.end(), &option) != given.end();
}

bool contradict(const Option& option, const Option& owner) {
  return (owner.selects && option.not_in.has(*owner.selects)) || holds(owner.not_with, option.name);
}

Mode mode_of_all(const Given& given) {
  Mode mode = Mode::kReport;
  for (const Option* option : given)
    if (option->selects) mode = std::max(mode, *option->selects);
  return mode;
}

// Options that end the parsing have no rules.
Given usual_options() {
  Given options;
  for (const Option& option : all_options()) {
    if (!std::holds_alternative<std::monostate>(option.to)) options.push_back(&option);
  }
  return options;
}

const Option* selecting(Mode mode) {
  for (const Option& option : all_options())
    if (option.selects == mode) return &option;
  return nullptr;
}

std::string countries() {
  test::CountryFileBytes file;
  file.add("192.0.2.0/24", "AA");
  return file.bytes();
}

class OptionTable : public testing::Test {
 protected:
  // With values, and a file where the mode takes one.
  std::vector<std::string> words(const Given& given, std::string_view format = {}) const {
    const Mode mode = mode_of_all(given);
    if (format.empty() && are_about(given, &Option::metrics_only)) format = "openmetrics";
    if (format.empty() && are_about(given, &Option::text_only)) format = "text";
    if (format.empty() && are_about(given, &Option::table_only)) format = "csv";
    std::vector<std::string> words;
    for (const Option* option : given) {
      words.emplace_back(option->name);
      if (option->value.empty()) continue;
      const bool is_format = option->name == "--format";
      const bool is_of_baseline =
          option->name == "--table" && holds(given, option_named("--baseline"));
      const bool is_of_changes =
          option->name == "--table" && (holds(given, option_named("--compare")) ||
                                        holds(given, option_named("--compare-period")));
      words.push_back(is_format && !format.empty() ? std::string(format)
                      : is_of_baseline             ? "baseline_counts"
                      : is_of_changes              ? "changes"
                                                   : value(*option, mode));
    }
    if (mode != Mode::kSettle) words.emplace_back("access.log");
    return words;
  }

  std::variant<Options, Information, UsageError> parse(
      const std::vector<std::string>& words) const {
    std::vector<const char*> argv = {"logscan"};
    for (const std::string& word : words)
      argv.push_back(word.c_str());
    return parse_options(static_cast<int>(argv.size()), argv.data());
  }

  // Empty if they are accepted.
  std::string refusal(const std::vector<std::string>& words) const {
    const auto parsed = parse(words);
    const auto* const error = std::get_if<UsageError>(&parsed);
    return error == nullptr ? "" : error->message;
  }

  std::string shown(const std::vector<std::string>& words) const {
    std::string text = "logscan";
    for (const std::string& word : words)
      text += " " + word;
    return text;
  }

  // Adds what these options need, so that each is in use.
  static Given completed(Given given) {
    for (std::size_t i = 0; i < given.size(); ++i) {
      const Names needs = given[i]->needs;
      const auto has_any = [&](Names names) {
        return std::any_of(given.begin(), given.end(),
                           [&](const Option* other) { return holds(names, other->name); });
      };
      const Names with = given[i]->needs_with;
      const bool is_needy = !needs.empty() && (with.empty() || has_any(with));
      if (is_needy && !has_any(needs)) given.push_back(&option_named(pieces(needs).front()));
      const bool is_json = std::any_of(given.begin(), given.end(), [](const Option* other) {
        return other->name == "--json" || other->name == "--format";
      });
      if (given[i]->json_only && !is_json) given.push_back(&option_named("--json"));
      if ((given[i]->metrics_only || given[i]->table_only) && !is_json)
        given.push_back(&option_named("--format"));
      // Metrics have no lists of errors that --top could lengthen.
      if (given[i]->metrics_only && has_any({"--top"})) given.push_back(&option_named("--by"));
    }
    return given;
  }

  // Checks that the table's word is kept on these options.
  void check(const Given& given) const {
    const std::vector<std::string> all = words(given);
    const std::string message = refusal(all);
    bool is_named = false;
    bool is_refused = false;
    for (const Option* owner : given) {
      for (const Option* option : given) {
        if (!contradict(*option, *owner)) continue;
        is_refused = true;
        is_named = is_named || (message.find(std::string(option->name) + ":") == 0 &&
                                message.find(owner->name) != std::string::npos);
      }
    }
    if (is_refused) {
      EXPECT_TRUE(is_named) << shown(all) << "\nshould name two that contradict: " << message;
    } else {
      EXPECT_EQ(message, "") << shown(all);
    }
  }

 private:
  static bool are_about(const Given& given, bool Option::*some) {
    return std::any_of(given.begin(), given.end(),
                       [&](const Option* option) { return option->*some; });
  }

  std::string value(const Option& option, Mode mode) const {
    if (option.name == "--format") {
      const auto* const fits = std::find_if(kFormats.rbegin(), kFormats.rend(),
                                            [&](const FormatName& each) {
                                              const bool is_whole =
                                                  mode == Mode::kRecords || !is_table(each.format);
                                              return each.format != Format::kOpenMetrics &&
                                                     is_whole && each.modes.has(mode);
                                            })
                                   .base() -
                               1;
      return std::string(fits->name);
    }
    if (option.name == "--log-format-from") return config_.path();
    if (option.name == "--geoip") return countries_.path();
    if (option.name == "--config") return empty_.path();
    if (!option.choices.empty()) return std::string(pieces(option.choices).front());
    if (option.takes_file) return "some_file";
    return std::string(option.example);
  }

  TempFile config_{"log_format main '$remote_addr [$time_local] \"$request\" $status';\n"};
  TempFile countries_{countries()};
  TempFile empty_{""};
};

TEST_F(OptionTable, EveryOptionKeepsItsWordAlone) {
  for (const Option* option : usual_options())
    check(completed({option}));
}

TEST_F(OptionTable, EveryPairKeepsItsWord) {
  const Given options = usual_options();
  for (std::size_t i = 0; i < options.size(); ++i) {
    for (std::size_t j = i + 1; j < options.size(); ++j)
      check(completed({options[i], options[j]}));
  }
}

TEST_F(OptionTable, EveryOptionKeepsItsWordInEveryMode) {
  for (const Mode mode : kModes) {
    const Option* const start = selecting(mode);
    if (start == nullptr) continue;
    for (const Option* option : usual_options()) {
      if (option == start) continue;
      const Given given = completed({start, option});
      check(given);
      if (given.size() == 2) {
        EXPECT_EQ(refusal(words(given)).empty(), !option->not_in.has(mode) &&
                                                     !contradict(*start, *option) &&
                                                     !contradict(*option, *start))
            << start->name << " " << option->name;
      }
    }
  }
}

TEST_F(OptionTable, EveryModeRunsAsItself) {
  for (const Mode mode : kModes) {
    const Option* const start = selecting(mode);
    const auto parsed = parse(words(start == nullptr ? Given{} : Given{start}));
    ASSERT_TRUE(std::holds_alternative<Options>(parsed));
    EXPECT_EQ(std::get<Options>(parsed).mode, mode);
  }
}

TEST_F(OptionTable, WhatIsMissingIsNamed) {
  for (const Option* option : usual_options()) {
    if (option->needs.empty()) continue;
    Given given = {option};
    if (!option->needs_with.empty())
      given.push_back(&option_named(pieces(option->needs_with).front()));
    const std::string message = refusal(words(given));
    EXPECT_THAT(message, AllOf(StartsWith(std::string(option->name)), HasSubstr(": requires ")));
    for (const std::string_view need : pieces(option->needs))
      EXPECT_THAT(message, HasSubstr(std::string(need)));
  }
}

TEST_F(OptionTable, ValueThatIsAsGoodAsNoneIsAcceptedInEveryMode) {
  for (const Option* option : usual_options()) {
    if (option->same_as_none.empty()) continue;
    for (const Mode mode : kModes) {
      const Option* const start = selecting(mode);
      std::vector<std::string> all = words(start == nullptr ? Given{} : Given{start});
      all.emplace_back(option->name);
      all.emplace_back(option->same_as_none);
      EXPECT_EQ(refusal(all), "") << shown(all);
    }
  }
}

TEST_F(OptionTable, EveryFormatIsForItsModes) {
  const Option& option = option_named("--format");
  for (const Mode mode : kModes) {
    const Option* const start = selecting(mode);
    if (option.not_in.has(mode)) continue;
    for (const FormatName& format : kFormats) {
      Given given = start == nullptr ? Given{&option} : Given{start, &option};
      if (is_table(format.format) && (mode == Mode::kReport || mode == Mode::kState))
        given.push_back(&option_named("--by"));
      const std::string message = refusal(words(given, format.name));
      EXPECT_EQ(message.empty(), format.modes.has(mode)) << message << format.name;
      if (message.empty()) continue;
      EXPECT_THAT(message, HasSubstr("--format: expected "));
      if (start != nullptr) {
        EXPECT_THAT(message, HasSubstr(std::string(start->name)));
      }
    }
  }
}

TEST_F(OptionTable, EmptyValuesAreRefused) {
  for (const Option* option : usual_options()) {
    if (option->value.empty()) continue;
    const std::string name(option->name);
    EXPECT_THAT(refusal({name + "=", "access.log"}), HasSubstr(name + ": expected a value"));
    EXPECT_THAT(refusal({"access.log", name}), HasSubstr(name + ": expected a value"));
    if (!std::holds_alternative<WordTarget>(option->to)) continue;
    EXPECT_THAT(refusal({name, "", "access.log"}), HasSubstr(name + ": expected a value"));
  }
}

TEST_F(OptionTable, NamesAreThereOnce) {
  std::set<std::string_view> names;
  for (const Option& option : all_options()) {
    EXPECT_TRUE(names.insert(option.name).second) << option.name;
    if (option.letter.empty()) continue;
    EXPECT_TRUE(names.insert(option.letter).second) << option.letter;
  }
  for (const Option& option : all_options()) {
    for (const Names others : {option.not_with, option.needs, option.needs_with}) {
      for (const std::string_view other : pieces(others))
        EXPECT_TRUE(others.empty() || names.contains(other)) << other;
    }
  }
}

// A rival's name that became an option of logscan is no rival's any more.
TEST_F(OptionTable, RivalNamesLeadToOptions) {
  std::set<std::string_view> names;
  for (const RivalName& rival : rival_names()) {
    EXPECT_TRUE(names.insert(rival.name).second) << rival.name;
    const std::string_view first = rival.meant.substr(0, rival.meant.find(' '));
    const bool is_known = std::any_of(
        all_options().begin(), all_options().end(),
        [&](const Option& option) { return option.name == first || option.letter == first; });
    EXPECT_TRUE(is_known) << rival.meant;
    const std::string dashed = (rival.name.size() == 1 ? "-" : "--") + std::string(rival.name);
    EXPECT_EQ(meant_option(dashed), rival.meant);
    EXPECT_THAT(refusal({dashed, "access.log"}),
                HasSubstr("did you mean " + std::string(rival.meant) + "?"));
  }
}

TEST_F(OptionTable, NearNamesLeadToOptions) {
  const std::pair<const char*, const char*> rows[] = {{"--tz=Europe/Berlin", "--timezone"},
                                                      {"--Group_By", "--by"},
                                                      {"--statsu", "--status"},
                                                      {"--STATUS=500", "--status"},
                                                      {"--normalis", "--normalize"},
                                                      {"-by", "--by"},
                                                      {"-n20", "--top"},
                                                      {"--limt", "--top"},
                                                      {"--tim", "--timezone"},
                                                      {"--bogus", ""},
                                                      {"--", ""},
                                                      {"-", ""},
                                                      {"--=", ""},
                                                      {"-z", ""}};
  for (const auto& [word, meant] : rows)
    EXPECT_EQ(meant_option(word), meant) << word;
}

TEST_F(OptionTable, ShortHelpShowsWhatPeopleUse) {
  const std::string help = short_help();
  for (const char* const name : {"--by", "--since", "--where", "--top", "--every", "--fail-if",
                                 "--follow", "--output", "--state"}) {
    const Option& option = option_named(name);
    EXPECT_THAT(help, HasSubstr(std::string(option.summary))) << name;
    ASSERT_FALSE(option.sample.empty()) << name;
    EXPECT_THAT(help, HasSubstr(std::string(option.sample)));
    const bool names_it =
        option.sample.find(std::string(name) + " ") != std::string_view::npos ||
        (!option.letter.empty() && option.sample.find(option.letter) != std::string_view::npos);
    EXPECT_TRUE(names_it) << option.sample;
  }
  EXPECT_EQ(help.find(option_named("--block-size").summary), std::string::npos);
  EXPECT_LE(std::count(help.begin(), help.end(), '\n'), 48);
}

TEST_F(OptionTable, HelpNamesAllAndFitsTheScreen) {
  for (const std::string& help : {short_help(), long_help()}) {
    for (const Option& option : all_options())
      EXPECT_THAT(help, HasSubstr(" " + std::string(option.name)));
    for (std::size_t at = 0; at < help.size();) {
      const std::size_t end = help.find('\n', at);
      EXPECT_LE(end - at, 80) << help.substr(at, end - at);
      at = end + 1;
    }
  }
}

}  // namespace
}  // namespace logscan::cli
