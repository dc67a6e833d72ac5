#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace logscan::config {

/// An Apache directive: its words without their quotes, but with escapes.
struct ApacheDirective {
  std::vector<std::string> words;
  std::size_t line = 1;  ///< of its first word
};

/// Returns all directives of an Apache configuration, without comments and section tags. A
/// backslash at the end of a line joins it with the next one.
std::vector<ApacheDirective> apache_directives(std::string_view text);

}  // namespace logscan::config
