#include "cli/terminal.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace logscan::cli {
namespace {

constexpr unsigned kPipeColumns = 80;
constexpr unsigned kLeastColumns = 40;
constexpr unsigned kRows = 24;  // of a terminal that does not say

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

unsigned columns_of(int descriptor) {
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kPipeColumns;
  return std::max<unsigned>(size.ws_col, kLeastColumns);
}

// By the rule of POSIX, but without setlocale(), which would change how numbers are written.
bool utf8_locale() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    std::string value(variable(name));
    if (value.empty()) continue;
    std::transform(value.begin(), value.end(), value.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return value.find(".utf-8") != std::string::npos || value.find(".utf8") != std::string::npos;
  }
  return false;
}

bool wants_color(Color color, bool terminal) {
  switch (color) {
    case Color::kAlways:
      return true;
    case Color::kNever:
      return false;
    case Color::kAuto:
      return terminal && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
  }
  return false;
}

}  // namespace

bool is_on_terminal(const Options& options) {
  return options.output.empty() && ::isatty(STDOUT_FILENO) != 0;
}

ReportStyle report_style(const Options& options) {
  const bool terminal = is_on_terminal(options);
  ReportStyle style;
  style.columns = terminal ? columns_of(STDOUT_FILENO) : kPipeColumns;
  style.color = wants_color(options.color, terminal);
  style.unicode = utf8_locale();
  style.units = terminal;
  style.run = options.run;
  return style;
}

bool can_show_progress() {
  return ::isatty(STDERR_FILENO) != 0 && !variable("TERM").empty() && variable("TERM") != "dumb";
}

bool can_show_view() {
  return ::isatty(STDOUT_FILENO) != 0 && !variable("TERM").empty() && variable("TERM") != "dumb";
}

TerminalSize terminal_size() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) size = {};
  return {size.ws_col == 0 ? kPipeColumns : size.ws_col, size.ws_row < 2 ? kRows : size.ws_row};
}

}  // namespace logscan::cli
