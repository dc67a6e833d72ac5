#pragma once

// A small text file that shows one behaviour of the program; cases/README.md describes the format.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logscan::program_test {

struct Section {
  enum class Style { kExact, kEscaped, kGlob };

  std::string kind;  // command, file, stdin, stdout, stderr or exit
  std::string name;  // the name of a file
  Style style = Style::kExact;
  std::string text;  // unchanged from the case file, with line feeds

  // Returns the bytes: `text`, with its escapes undone if the style is kEscaped.
  std::string bytes() const;
};

struct CaseFile {
  std::string about;
  std::vector<Section> sections;

  const Section* find(std::string_view kind) const;
};

// The output and exit code of a run.
struct Outcome {
  std::string out;
  std::string err;
  int exit = 0;
};

// Parses a case file. Throws std::runtime_error with the line if the format is wrong.
CaseFile parse_case(std::string_view text);
std::string format_case(const CaseFile& c);

// Returns an empty string if the outcome matches the case, otherwise the differences.
std::string difference(const CaseFile& c, const Outcome& outcome);

// Returns the case with this outcome as expectation. Sections that already match stay unchanged.
CaseFile updated(CaseFile c, const Outcome& outcome);

// Returns whether `text` matches `pattern` line by line. `*` is any run of bytes, `?` any byte, and
// a line of three dots any number of lines; a backslash makes the next byte literal.
bool glob_lines(std::string_view pattern, std::string_view text);

// Returns both texts line by line: "  " in both, "- " only expected, "+ " only seen.
std::string line_diff(std::string_view expected, std::string_view seen);

std::vector<std::string_view> split_lines(std::string_view text);

}  // namespace logscan::program_test
