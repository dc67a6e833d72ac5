#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace logscan::cli {

/// A flag as the help shows it.
struct Flag {
  std::string name;  ///< the long one, if there is one: "--output"
  std::vector<std::string> short_names;
  std::vector<std::string> long_names;
  std::string wants;  ///< what its value is called; empty: it takes none
  std::string about;
  std::string group;
  bool given = false;
};

/// The command line and the flags it may hold. CLI11 parses it, and command_line.cc alone includes
/// its header, which takes longer to compile than any other.
class CommandLine {
 public:
  enum class Wish { kRun, kShortHelp, kLongHelp, kVersion };

  CommandLine();
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  /// Defines -h, --help and -V.
  void define_information();

  /// Fills in what the flags were defined with. Throws UsageError.
  Wish parse(int argc, const char* const* argv);

  /// Returns how often a flag was given.
  std::size_t count(const std::string& name) const;

  /// Returns all flags in the order of their definition.
  std::vector<Flag> flags() const;

  /// Returns the words that are no flags, "--" among them.
  std::vector<std::string> remaining() const;

 private:
  friend class FlagGroup;

  std::unique_ptr<CLI::App> app_;
};

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
