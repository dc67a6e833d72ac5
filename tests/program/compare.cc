// Line patterns and line differences; declared in case_file.h.

#include <algorithm>
#include <cstddef>

#include "program/case_file.h"

namespace logscan::program_test {
namespace {

// The most lines compared in each text, which bounds the table. The rest is shown unchanged.
constexpr std::size_t kMostLines = 1500;

// Backtracks only to the last `*`: moving an earlier one cannot help.
bool glob_line(std::string_view pattern, std::string_view text) {
  constexpr std::size_t kNone = std::string_view::npos;
  std::size_t p = 0;
  std::size_t star = kNone;
  std::size_t star_text = 0;
  for (std::size_t t = 0; t < text.size();) {
    const bool escaped = p + 1 < pattern.size() && pattern[p] == '\\';
    const std::size_t literal = escaped ? p + 1 : p;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[literal] == text[t])) {
      p = literal + 1;
      ++t;
    } else if (star != kNone) {
      p = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*')
    ++p;
  return p == pattern.size();
}

bool glob_from(const std::vector<std::string_view>& patterns, std::size_t p,
               const std::vector<std::string_view>& lines, std::size_t l) {
  if (p == patterns.size()) return l == lines.size();
  if (patterns[p] == "...\n") {
    for (std::size_t skip = l; skip <= lines.size(); ++skip) {
      if (glob_from(patterns, p + 1, lines, skip)) return true;
    }
    return false;
  }
  return l < lines.size() && glob_line(patterns[p], lines[l]) &&
         glob_from(patterns, p + 1, lines, l + 1);
}

}  // namespace

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t length = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

bool glob_lines(std::string_view pattern, std::string_view text) {
  return glob_from(split_lines(pattern), 0, split_lines(text), 0);
}

std::string line_diff(std::string_view expected, std::string_view seen) {
  const std::vector<std::string_view> a = split_lines(expected);
  const std::vector<std::string_view> b = split_lines(seen);
  const std::size_t rows = std::min(a.size(), kMostLines);
  const std::size_t columns = std::min(b.size(), kMostLines);
  // common[i][j]: the length of the longest common subsequence of the lines from i and from j.
  std::vector<std::vector<int>> common(rows + 1, std::vector<int>(columns + 1, 0));
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      common[i][j] =
          a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::string text;
  const auto add = [&](std::string_view mark, std::string_view line) {
    text.append(mark).append(line);
    if (line.empty() || line.back() != '\n') text += "\n";
  };
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < rows || j < columns) {
    if (i < rows && j < columns && a[i] == b[j]) {
      add("  ", a[i++]);
      ++j;
    } else if (j == columns || (i < rows && common[i + 1][j] >= common[i][j + 1])) {
      add("- ", a[i++]);
    } else {
      add("+ ", b[j++]);
    }
  }
  for (; i < a.size(); ++i)
    add("- ", a[i]);
  for (; j < b.size(); ++j)
    add("+ ", b[j]);
  return text;
}

}  // namespace logscan::program_test
