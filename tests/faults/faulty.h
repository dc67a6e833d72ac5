#pragma once

// The program run while the machine fails it, and logs whose every line can be told apart.

#include <string>
#include <string_view>
#include <vector>

#include "cli/run_command.h"
#include <nlohmann/json.hpp>

namespace logscan::faults {

using cli_test::Outcome;
using cli_test::Scratch;

/// What goes in front of `logscan` in a command: the rules of rules.h.
std::string with_fault(const std::string& rules);

struct Seen : Outcome {
  std::vector<std::string> calls;  ///< as the shim saw them: "pread a.log", "pread a.log: EIO"

  /// Whether a rule did its work.
  bool fault_came() const;
  /// How many calls begin with this.
  std::size_t count(std::string_view beginning) const;
};

/// Runs a command that may hold with_fault(), with standard input from a file of these bytes.
Seen run(const Scratch& scratch, const std::string& command, const std::string& input = "");

/// The lines [first, last): each has its number in its path, "/n/17", and lengths differ. Every
/// seventh is an error.
std::string numbered_lines(std::size_t first, std::size_t last);

/// Bytes of the first `lines` lines of a text.
std::size_t bytes_of_lines(std::string_view text, std::size_t lines);

/// The names in the scratch folder, in order, but for `data`.
std::vector<std::string> names_in(const Scratch& scratch);

std::string contents(const Scratch& scratch, const std::string& name);

/// The report of a command with --json. An empty object where there is none.
nlohmann::json report_of(const Outcome& outcome);

}  // namespace logscan::faults
