#pragma once

// Runs the program while system calls fail, and generates logs whose lines all differ.

#include <string>
#include <string_view>
#include <vector>

#include "program/run_command.h"
#include <nlohmann/json.hpp>

namespace logscan::faults {

using program_test::Outcome;
using program_test::Scratch;

/// Returns the text to put before `logscan` in a command; for the rules see rules.h.
std::string with_fault(const std::string& rules);

struct Seen : Outcome {
  std::vector<std::string> calls;  ///< The calls that the shim saw: "pread a.log: EIO".

  /// Returns whether a rule caused a fault.
  bool fault_came() const;
  /// Returns the number of calls that begin with a text.
  std::size_t count(std::string_view beginning) const;
};

/// Runs a command that may contain with_fault(). Standard input is a file with the given bytes.
Seen run(const Scratch& scratch, const std::string& command, const std::string& input = "");

/// Returns the lines [first, last). Each has its number in its path, "/n/17", and lengths differ.
/// Every seventh is an error.
std::string numbered_lines(std::size_t first, std::size_t last);

/// Returns the size of the first `lines` lines of a text.
std::size_t bytes_of_lines(std::string_view text, std::size_t lines);

/// Returns the names in the scratch folder except `data`, sorted.
std::vector<std::string> names_in(const Scratch& scratch);

std::string contents(const Scratch& scratch, const std::string& name);

/// Returns the report of a command with --json, or an empty object if there is none.
nlohmann::json report_of(const Outcome& outcome);

}  // namespace logscan::faults
