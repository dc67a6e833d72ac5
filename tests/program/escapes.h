#pragma once

// Escapes for odd bytes in case files, so that the files stay readable.

#include <string>
#include <string_view>

namespace logscan::program_test {

// Returns whether `bytes` must be escaped in a case file. Reasons are control bytes, invalid UTF-8,
// a missing line feed at the end, and a line that looks like the start of a section.
bool needs_escapes(std::string_view bytes);

// Escapes bytes, one line of text for each line. A last line without line feed ends in a backslash.
// Text that needs no escapes stays the same, except for backslashes.
std::string escape_lines(std::string_view bytes);

// Undoes the escapes \xHH \n \r \t \0 \e \\. A backslash at the end of a line joins it with the
// next. Throws std::runtime_error for an unknown escape.
std::string unescape(std::string_view text);

}  // namespace logscan::program_test
