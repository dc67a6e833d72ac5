#pragma once

#include <string>
#include <vector>

/// Lines, what is odd about each, and what they must give: for every parser there is.
namespace logscan::test {

struct SampleLine {
  std::string name;
  std::string why;      ///< what is odd about it; empty where the name says it
  std::string text;     ///< without a terminator
  std::string verdict;  ///< as dump(Verdict) writes it
  std::string fields;   ///< as dump_with_proxy() writes it; empty when the line is not parsed
};

/// All of them.
const std::vector<SampleLine>& sample_lines();

/// The line of that name; there must be one.
const SampleLine& sample_line(const std::string& name);

}  // namespace logscan::test
