#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logscan::cli {

/// A key of a TOML file with its value, in the shapes that a config file can have.
struct TomlEntry {
  enum class Kind : std::uint8_t {
    kWord,    ///< text or a whole number: one of `values`
    kSwitch,  ///< `is_on`
    kList,    ///< texts and whole numbers: `values`
    kTable,   ///< `entries`
    kOther,   ///< anything else
  };

  Kind kind = Kind::kOther;
  std::string key;
  std::string place;  ///< "FILE:LINE:COLUMN"
  std::vector<std::string> values = {};
  bool is_on = false;
  std::vector<TomlEntry> entries = {};  ///< in the order of the keys' bytes
};

/// Reads a TOML file. `name` is what messages call it. Throws UsageError with line and column.
/// toml++ does the work, and config_toml.cc alone includes its header, which takes long to compile.
std::vector<TomlEntry> parse_toml(std::string_view text, std::string_view name);

}  // namespace logscan::cli
