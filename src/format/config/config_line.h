#pragma once

#include <algorithm>
#include <string_view>

namespace logscan::config {

/// Spaces within a line.
constexpr std::string_view kBlanks = " \t\r";

/// Takes the next line off `rest`, and returns it without the spaces around it.
inline std::string_view pop_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
  return line.substr(0, line.find_last_not_of(kBlanks) + 1);
}

}  // namespace logscan::config
