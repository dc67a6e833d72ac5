#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace logscan::config {

/// A directive of Apache: its words without their quotes; escapes are still there.
struct ApacheDirective {
  std::vector<std::string> words;
  std::size_t line = 1;  ///< of its first line
};

/// All directives of an Apache configuration; comments and section marks are left out. A backslash
/// at the end of a line joins it with the next.
std::vector<ApacheDirective> apache_directives(std::string_view text);

}  // namespace logscan::config
