#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace logscan::cli {

/// Defines flags of one group of the help. A description's first line is for `-h`, the rest for
/// `--help`. Of a flag that is given several times the last one wins, so that a shell alias can be
/// overruled. The app must outlive it, and so must what the words go to.
class FlagGroup {
 public:
  /// Without a name: those that the help begins with.
  explicit FlagGroup(CLI::App& app, const char* name = nullptr) : app_(app), name_(name) {}

  void flag(const char* names, bool& to, const char* text) const {
    place(app_.add_flag(names, to, text)->disable_flag_override()->take_last());
  }

  /// `wants` is what the help calls the value.
  void word(const char* names, std::string& to, const char* wants, const char* text) const {
    place(app_.add_option(names, to, text)->type_name(wants)->take_last());
  }

  /// A word that may not be empty.
  void text(const char* names, std::string& to, const char* wants, const char* text) const {
    place(
        app_.add_option(names, to, text)
            ->type_name(wants)
            ->take_last()
            ->check([](const std::string& value) { return value.empty() ? "is empty" : ""; }, ""));
  }

  /// May be given several times, and all are taken.
  void words(const char* names, std::vector<std::string>& to, const char* wants,
             const char* text) const {
    place(app_.add_option(names, to, text)->type_name(wants)->take_all()->allow_extra_args(false));
  }

 private:
  void place(CLI::Option* option) const {
    if (name_ != nullptr) option->group(name_);
  }

  CLI::App& app_;
  const char* name_;
};

}  // namespace logscan::cli
