#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/option.h"

namespace logscan::cli {

/// An option in a config file.
struct ConfigValue {
  const Option* option;
  std::vector<std::string> words;  ///< "--by=path"; empty for a switch that is false
  std::string place;               ///< "FILE:LINE:COLUMN"
};

/// A config file: defaults for every run, and options of saved queries by their names.
struct Config {
  std::vector<ConfigValue> defaults;
  std::map<std::string, std::vector<ConfigValue>, std::less<>> queries;
};

/// Returns where a user's config file is: below XDG_CONFIG_HOME, or below .config in HOME. Empty if
/// neither is set.
std::string usual_config_path();

/// Reads a config file. Without `must_exist`, a file that does not exist is empty. Throws
/// UsageError for what it cannot mean, and for a file that others may have written.
Config read_config(const std::string& path, bool must_exist);

}  // namespace logscan::cli
