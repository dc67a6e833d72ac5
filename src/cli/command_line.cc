#include "cli/command_line.h"

#include <utility>

#include "cli/usage_error.h"
#include "text/safe_text.h"
#include <CLI/CLI.hpp>
#include <fmt/core.h>

namespace logscan::cli {
namespace {

Flag flag_of(const CLI::Option& option) {
  return {option.get_name(),      option.get_snames(),      option.get_lnames(),
          option.get_type_name(), option.get_description(), option.get_group(),
          option.count() > 0};
}

// CLI11's own messages do not say what to try.
UsageError from_parser(const CommandLine& line, const CLI::ParseError& error) {
  const std::string text = error.what();
  const std::string name = text.substr(0, text.find_first_of(": "));
  for (const Flag& flag : line.flags()) {
    if (flag.name != name && flag.name != "--" + name && flag.name != "-" + name) continue;
    if (flag.wants.empty())
      return {fmt::format("{}: takes no value, and was given one; see logscan -h", flag.name)};
    return {fmt::format("{}: wants a value ({}), and was given none; see logscan -h", flag.name,
                        flag.wants)};
  }
  return {safe_text(text) + "; see logscan -h"};
}

// Of a flag that is given several times the last one wins.
CLI::Option* add_word(CLI::App& app, const char* names, std::string& to, const char* wants,
                      const char* text) {
  return app.add_option(names, to, text)->type_name(wants)->take_last();
}

}  // namespace

CommandLine::CommandLine() : app_(std::make_unique<CLI::App>()) {
  app_->set_help_flag();  // the default would claim both -h and --help
  // Not as a positional option: CLI11 would take "[a,b]" for a list of two.
  app_->allow_extras();
}

CommandLine::~CommandLine() = default;

void CommandLine::define_information() {
  app_->set_help_flag("-h", "this screen");
  app_->set_help_all_flag("--help", "everything that works");
  app_->set_version_flag("-V,--version", "", "the version");
}

CommandLine::Wish CommandLine::parse(int argc, const char* const* argv) {
  try {
    app_->parse(argc, argv);
    return Wish::kRun;
  } catch (const CLI::CallForHelp&) {
    return Wish::kShortHelp;
  } catch (const CLI::CallForAllHelp&) {
    return Wish::kLongHelp;
  } catch (const CLI::CallForVersion&) {
    return Wish::kVersion;
  } catch (const CLI::ParseError& error) {
    throw from_parser(*this, error);
  }
}

std::size_t CommandLine::count(const std::string& name) const {
  return app_->count(name);
}

std::vector<Flag> CommandLine::flags() const {
  std::vector<Flag> all;
  for (const CLI::Option* option : std::as_const(*app_).get_options())
    all.push_back(flag_of(*option));
  return all;
}

std::vector<std::string> CommandLine::remaining() const {
  return app_->remaining();
}

void FlagGroup::flag(const char* names, bool& to, const char* text) const {
  place(app_.add_flag(names, to, text)->disable_flag_override()->take_last());
}

void FlagGroup::word(const char* names, std::string& to, const char* wants,
                     const char* text) const {
  place(add_word(app_, names, to, wants, text));
}

void FlagGroup::text(const char* names, std::string& to, const char* wants,
                     const char* text) const {
  place(add_word(app_, names, to, wants, text)
            ->check([](const std::string& value) { return value.empty() ? "is empty" : ""; }, ""));
}

void FlagGroup::words(const char* names, std::vector<std::string>& to, const char* wants,
                      const char* text) const {
  place(app_.add_option(names, to, text)->type_name(wants)->take_all()->allow_extra_args(false));
}

void FlagGroup::place(CLI::Option* option) const {
  if (name_ != nullptr) option->group(name_);
}

}  // namespace logscan::cli
