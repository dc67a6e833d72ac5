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

}  // namespace logscan::cli
