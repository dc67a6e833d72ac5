#pragma once

// The examples of a page of Markdown as cases. A fenced block marked `console` whose first line
// starts with
// "$ logscan" shows a session: each line that starts with "$ " is a command, the lines up to the
// next one are what a terminal shows of it, standard error included. A line of three dots stands
// for any lines. `$ echo $?` shows the exit code of the command before it; a command that is not
// followed by it must exit with 0.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace logscan::cli_test {

struct Example {
  std::size_t line = 0;  // of the command, from 1
  std::string command;
  std::string output;          // what stands in the page
  bool exit_is_shown = false;  // `$ echo $?` comes next
};

std::vector<Example> find_examples(std::string_view page);

// The page with the output of the example at `line` replaced. Where the one before began or ended
// with three dots, the new one does as well, up to the line that stood next to them, if that is
// still there.
std::string with_output(std::string_view page, std::size_t line, std::string_view output);

}  // namespace logscan::cli_test
