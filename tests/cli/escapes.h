#pragma once

// Odd bytes in case files, written so that the files stay readable text.

#include <string>
#include <string_view>

namespace logscan::cli_test {

// True when `bytes` cannot stand in a case file as they are: control bytes, invalid UTF-8, no line
// feed at the end, or a line that looks like the start of a section.
bool needs_escapes(std::string_view bytes);

// One line of text per line of `bytes`; a last line without line feed ends in a backslash. Text
// that needs no escapes, backslashes aside, is returned as it is.
std::string escape_lines(std::string_view bytes);

// The reverse: \xHH \n \r \t \0 \e \\, and a backslash at the end of a line joins it with the next.
// Throws std::runtime_error at an escape it does not know.
std::string unescape(std::string_view text);

}  // namespace logscan::cli_test
