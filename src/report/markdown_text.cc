#include "report/markdown_text.h"

#include <algorithm>

#include "text/safe_text.h"

namespace logscan::detail {
namespace {

/// Returns the length of the longest run of backticks.
std::size_t longest_run(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char byte : text) {
    run = byte == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string markdown_text(std::string_view text) {
  constexpr std::string_view kMarks = "\\`*_{}[]<>#|~&!@$";
  std::string escaped;
  for (const char byte : safe_text(text)) {
    if (kMarks.find(byte) != std::string_view::npos) escaped += '\\';
    escaped += byte;
  }
  return escaped;
}

std::string markdown_code(std::string_view bytes, std::size_t columns) {
  if (bytes.empty()) return "(empty)";
  const std::string text = safe_text(bytes, columns);
  std::string code;
  for (std::size_t i = 0; i < text.size(); ++i) {
    // A table takes a backslash before a bar for an escape, even in code.
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '|') {
      code += "\\x5c";
    } else {
      code += text[i] == '|' ? "\\|" : std::string(1, text[i]);
    }
  }
  const bool touches = code.front() == '`' || code.back() == '`';
  const bool is_padded = code.front() == ' ' && code.back() == ' ';  // spaces that would be dropped
  const std::string space(touches || is_padded ? 1 : 0, ' ');
  const std::string fence(longest_run(code) + 1, '`');
  return fence + space + code + space + fence;
}

std::string markdown_block(std::string_view text) {
  const std::string fence(std::max<std::size_t>(longest_run(text) + 1, 3), '`');
  std::string block = fence + "text\n";
  block += text;
  if (!block.ends_with('\n')) block += '\n';
  return block + fence + "\n";
}

}  // namespace logscan::detail
