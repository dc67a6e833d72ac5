#pragma once

#include <string>
#include <vector>

namespace logscan::test {

/// Returns the lines of a text, without their line feeds. What follows the last is no line.
inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t at = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', at)) {
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

}  // namespace logscan::test
