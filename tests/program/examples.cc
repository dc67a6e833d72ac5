#include "program/examples.h"

#include <algorithm>

#include "program/case_file.h"

namespace logscan::program_test {
namespace {

constexpr std::string_view kDots = "...\n";

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool is_command(std::string_view line) {
  return starts_with(line, "$ ");
}

std::string command_of(std::string_view line) {
  line.remove_prefix(2);
  return std::string(line.substr(0, line.find('\n')));
}

// Returns the output, shortened as on the page.
std::string shorten_alike(const std::vector<std::string_view>& old, std::string_view seen) {
  const std::vector<std::string_view> lines = split_lines(seen);
  auto first = lines.begin();
  auto last = lines.end();
  std::string text;
  if (old.size() > 1 && old.front() == kDots) {
    first = std::find(lines.begin(), lines.end(), old[1]);
    if (first == lines.end()) return std::string(seen);
    text += kDots;
  }
  if (old.size() > 1 && old.back() == kDots) {
    last = std::find(lines.rbegin(), lines.rend(), old[old.size() - 2]).base();
    if (last <= first) return std::string(seen);
  }
  for (auto line = first; line != last; ++line)
    text += *line;
  return last == lines.end() ? text : text.append(kDots);
}

}  // namespace

std::vector<Example> find_examples(std::string_view page) {
  const std::vector<std::string_view> lines = split_lines(page);
  std::vector<Example> examples;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i] != "```console\n" || !starts_with(lines[i + 1], "$ logscan")) continue;
    std::string previous;
    for (++i; i < lines.size() && !starts_with(lines[i], "```"); ++i) {
      if (!is_command(lines[i])) {
        examples.back().output += lines[i];
        continue;
      }
      Example example{i + 1, command_of(lines[i]), "", false};
      if (example.command == "echo $?") {
        examples.back().exit_is_shown = true;
        example.command = "(" + previous + ") > /dev/null 2>&1; echo $?";
      }
      previous = example.command;
      examples.push_back(example);
    }
  }
  return examples;
}

std::string with_output(std::string_view page, std::size_t line, std::string_view output) {
  const std::vector<std::string_view> lines = split_lines(page);
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += lines[i];
    if (i + 1 != line) continue;
    std::vector<std::string_view> old;
    while (i + 1 < lines.size() && !is_command(lines[i + 1]) && !starts_with(lines[i + 1], "```")) {
      old.push_back(lines[++i]);
    }
    text += shorten_alike(old, output);
  }
  return text;
}

}  // namespace logscan::program_test
