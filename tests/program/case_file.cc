#include "program/case_file.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "program/escapes.h"

namespace logscan::program_test {
namespace {

constexpr std::string_view kMark = "--- ";
constexpr std::string_view kKinds[] = {"command", "file", "stdin", "stdout", "stderr", "exit"};

[[noreturn]] void fail(std::size_t line, const std::string& why) {
  throw std::runtime_error("line " + std::to_string(line) + ": " + why);
}

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    if (end > at) words.emplace_back(line.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

Section parse_mark(std::string_view line, std::size_t number) {
  std::vector<std::string> words = words_of(line.substr(kMark.size()));
  Section section;
  if (!words.empty()) section.kind = words.front();
  if (std::find(std::begin(kKinds), std::end(kKinds), section.kind) == std::end(kKinds)) {
    fail(number, "unknown section '" + section.kind + "'");
  }
  words.erase(words.begin());
  if (section.kind == "file") {
    if (words.empty()) fail(number, "a file section needs a name");
    section.name = words.front();
    words.erase(words.begin());
  }
  for (const std::string& word : words) {
    if (word == "escaped") {
      section.style = Section::Style::kEscaped;
    } else if (word == "glob" && (section.kind == "stdout" || section.kind == "stderr")) {
      section.style = Section::Style::kGlob;
    } else {
      fail(number, "'" + word + "' does not belong in a section line");
    }
  }
  return section;
}

std::string mark_of(const Section& section) {
  std::string mark = std::string(kMark) + section.kind;
  if (!section.name.empty()) mark += " " + section.name;
  if (section.style == Section::Style::kEscaped) mark += " escaped";
  if (section.style == Section::Style::kGlob) mark += " glob";
  return mark + "\n";
}

bool agrees(const Section* section, const std::string& seen) {
  if (section == nullptr) return seen.empty();
  if (section->style == Section::Style::kGlob) return glob_lines(section->text, seen);
  return section->bytes() == seen;
}

int expected_exit(const CaseFile& c) {
  const Section* section = c.find("exit");
  return section == nullptr ? 0 : std::stoi(section->text);
}

void describe(const CaseFile& c, std::string_view kind, const std::string& seen,
              std::string& text) {
  const Section* section = c.find(kind);
  if (agrees(section, seen)) return;
  const bool glob = section != nullptr && section->style == Section::Style::kGlob;
  text += std::string(kind) + (glob ? " does not fit its pattern" : " differs");
  text += " (- expected, + seen):\n";
  text += line_diff(section == nullptr ? ""
                    : glob             ? section->text
                                       : escape_lines(section->bytes()),
                    escape_lines(seen));
}

void set(CaseFile& c, std::string_view kind, const std::string& seen) {
  const auto at = std::find_if(c.sections.begin(), c.sections.end(),
                               [&](const Section& s) { return s.kind == kind; });
  if (seen.empty()) {
    if (at != c.sections.end()) c.sections.erase(at);
    return;
  }
  Section section;
  section.kind = kind;
  section.style = needs_escapes(seen) ? Section::Style::kEscaped : Section::Style::kExact;
  section.text = section.style == Section::Style::kEscaped ? escape_lines(seen) : seen;
  if (at != c.sections.end()) {
    *at = section;
    return;
  }
  // Keep the order of kKinds.
  const auto rank = [](std::string_view k) {
    return std::find(std::begin(kKinds), std::end(kKinds), k);
  };
  const auto before = std::find_if(c.sections.begin(), c.sections.end(),
                                   [&](const Section& s) { return rank(s.kind) > rank(kind); });
  c.sections.insert(before, section);
}

}  // namespace

std::string Section::bytes() const {
  return style == Style::kEscaped ? unescape(text) : text;
}

const Section* CaseFile::find(std::string_view kind) const {
  const auto at = std::find_if(sections.begin(), sections.end(),
                               [&](const Section& s) { return s.kind == kind; });
  return at == sections.end() ? nullptr : &*at;
}

CaseFile parse_case(std::string_view text) {
  CaseFile c;
  std::size_t number = 0;
  for (std::string_view line : split_lines(text)) {
    ++number;
    if (line.substr(0, kMark.size()) == kMark) {
      Section section = parse_mark(line.substr(0, line.find('\n')), number);
      if (section.kind != "file" && c.find(section.kind) != nullptr) {
        fail(number, "a second section '" + section.kind + "'");
      }
      c.sections.push_back(section);
    } else if (c.sections.empty()) {
      c.about += line;
    } else {
      c.sections.back().text += line;
    }
  }
  if (c.about.empty()) fail(1, "the case must begin with a sentence that says what it shows");
  if (c.find("command") == nullptr) fail(number, "there is no command section");
  const Section* exit = c.find("exit");
  if (exit != nullptr && (exit->text.empty() || std::isdigit(exit->text.front()) == 0)) {
    fail(number, "the exit section must hold a number");
  }
  return c;
}

std::string format_case(const CaseFile& c) {
  std::string text = c.about;
  for (const Section& section : c.sections)
    text += mark_of(section) + section.text;
  return text;
}

std::string difference(const CaseFile& c, const Outcome& outcome) {
  std::string text;
  describe(c, "stdout", outcome.out, text);
  describe(c, "stderr", outcome.err, text);
  if (outcome.exit != expected_exit(c)) {
    text += "exit is " + std::to_string(outcome.exit) + ", expected " +
            std::to_string(expected_exit(c)) + "\n";
  }
  return text;
}

CaseFile updated(CaseFile c, const Outcome& outcome) {
  if (!agrees(c.find("stdout"), outcome.out)) set(c, "stdout", outcome.out);
  if (!agrees(c.find("stderr"), outcome.err)) set(c, "stderr", outcome.err);
  if (outcome.exit != expected_exit(c)) {
    set(c, "exit", outcome.exit == 0 ? "" : std::to_string(outcome.exit) + "\n");
  }
  return c;
}

}  // namespace logscan::program_test
