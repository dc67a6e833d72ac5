#pragma once

// The examples of a Markdown page as cases. A fenced block marked `console` that starts with
// "$ logscan" shows a session. Each line that starts with "$ " is a command; the lines up to the
// next command are its output, including standard error. A line of three dots stands for any lines.
// `$ echo $?` shows the exit code of the previous command; any other command must exit with 0.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace logscan::program_test {

struct Example {
  std::size_t line = 0;  // the line of the command, from 1
  std::string command;
  std::string output;          // the output on the page
  bool exit_is_shown = false;  // whether `$ echo $?` follows
};

std::vector<Example> find_examples(std::string_view page);

// Returns the page with a new output for the example at `line`. If the old output began or ended
// with three dots, they replace the same part of the new output, up to the line next to them, as
// long as that line still exists.
std::string with_output(std::string_view page, std::size_t line, std::string_view output);

}  // namespace logscan::program_test
