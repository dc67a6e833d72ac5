#pragma once

// One behaviour of the program as a small text file; cases/README.md describes the format.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logscan::cli_test {

struct Section {
  enum class Style { kExact, kEscaped, kGlob };

  std::string kind;  // command, file, stdin, stdout, stderr or exit
  std::string name;  // of a file
  Style style = Style::kExact;
  std::string text;  // as it stands in the case file, line feeds included

  // The bytes meant: `text` with its escapes undone if the style is kEscaped.
  std::string bytes() const;
};

struct CaseFile {
  std::string about;
  std::vector<Section> sections;

  const Section* find(std::string_view kind) const;
};

// What a run of the program left behind.
struct Outcome {
  std::string out;
  std::string err;
  int exit = 0;
};

// Throws std::runtime_error that names the line when the file does not keep the format.
CaseFile parse_case(std::string_view text);
std::string format_case(const CaseFile& c);

// Empty when the outcome is what the case expects, otherwise the difference in words and lines.
std::string difference(const CaseFile& c, const Outcome& outcome);

// The same case, expecting this outcome. Sections that agree already stay as they are written.
CaseFile updated(CaseFile c, const Outcome& outcome);

// True when `text` fits `pattern` line by line: `*` is any run of bytes, `?` any one byte, a line
// of three dots any number of lines; a backslash takes the next byte literally.
bool glob_lines(std::string_view pattern, std::string_view text);

// Both texts line by line: "  " in both, "- " only expected, "+ " only seen.
std::string line_diff(std::string_view expected, std::string_view seen);

std::vector<std::string_view> split_lines(std::string_view text);

}  // namespace logscan::cli_test
