#pragma once

#include <string>
#include <vector>

/// Odd lines and their expected results, for all parsers.
namespace logscan::test {

struct SampleLine {
  std::string name;
  std::string why;      ///< What is odd about it; empty if the name says so.
  std::string text;     ///< Without a terminator.
  std::string verdict;  ///< As dump(Verdict) writes it.
  std::string fields;   ///< As dump_with_proxy() writes it; empty if the line is not parsed.
};

/// Returns all sample lines.
const std::vector<SampleLine>& sample_lines();

/// Returns the line with a name; throws std::out_of_range if there is none.
const SampleLine& sample_line(const std::string& name);

}  // namespace logscan::test
