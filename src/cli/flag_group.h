#pragma once

#include <string>
#include <vector>

#include "cli/command_line.h"

namespace logscan::cli {

/// Defines flags of one group of the help. A description's first line is for `-h`, the rest for
/// `--help`. Of a flag that is given several times the last one wins, so that a shell alias can be
/// overruled. The command line must outlive it, and so must what the words go to.
class FlagGroup {
 public:
  /// Without a name: those that the help begins with.
  explicit FlagGroup(CommandLine& app, const char* name = nullptr) : app_(*app.app_), name_(name) {}

  void flag(const char* names, bool& to, const char* text) const;

  /// `wants` is what the help calls the value.
  void word(const char* names, std::string& to, const char* wants, const char* text) const;

  /// A word that may not be empty.
  void text(const char* names, std::string& to, const char* wants, const char* text) const;

  /// May be given several times, and all are taken.
  void words(const char* names, std::vector<std::string>& to, const char* wants,
             const char* text) const;

 private:
  void place(CLI::Option* option) const;

  CLI::App& app_;
  const char* name_;
};

}  // namespace logscan::cli
