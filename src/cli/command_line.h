#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/option.h"
#include "cli/topics.h"
#include "cli/words.h"

namespace logscan::cli {

/// A command line, taken apart.
struct CommandLine {
  enum class Wish { kRun, kShortHelp, kLongHelp, kVersion };

  Wish wish = Wish::kRun;
  const Topic* topic = nullptr;  ///< of kLongHelp; none: everything
  Words words;
  std::vector<const Option*> given;  ///< each once, but those whose value is as good as none
  std::vector<const Option*> named;  ///< these, too
  std::vector<std::string> files;
  std::vector<std::string> queries;  ///< of the config file: NAME for each @NAME that is no file
  std::map<const Option*, std::string> places;  ///< of options that come from the config file

  /// Whether an option is given.
  bool has(std::string_view name) const;

  /// Whether an option is named, with whatever value.
  bool names(const Option& option) const;
};

/// Adds an option, whose value stands in the words, to those that are named, and to those that are
/// given unless its value is as good as none. Throws UsageError for an empty value.
void add_given(const Option& option, CommandLine& line);

/// Takes a command line apart by the table of options. Of an option that is given several times the
/// last value counts, so that it can overrule a shell alias. Throws UsageError. CLI11 does the
/// work, and command_line.cc alone includes its header, which takes longer to compile than any
/// other.
CommandLine parse_command_line(int argc, const char* const* argv);

}  // namespace logscan::cli
