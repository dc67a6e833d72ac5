// The pages for users list what the code knows, no more and no less.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

#include "cli/option.h"
#include "logscan/field.h"
#include "logscan/group_summary.h"
#include "logscan/log_format.h"
#include "query/group_key.h"
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

namespace fs = std::filesystem;
using Words = std::set<std::string, std::less<>>;

const fs::path kSources = LOGSCAN_SOURCE_DIR;

std::string read_page(const fs::path& path) {
  std::ifstream in(kSources / path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_FALSE(text.empty()) << path;
  return text;
}

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

// Adds what stands in backticks, word by word.
void add_code(std::string_view cell, Words& words) {
  for (;;) {
    const std::size_t open = cell.find('`');
    if (open == std::string_view::npos) return;
    cell.remove_prefix(open + 1);
    std::string_view code = cell.substr(0, cell.find('`'));
    cell.remove_prefix(std::min(cell.size(), code.size() + 1));
    while (!code.empty()) {
      const std::string_view word = code.substr(0, code.find(' '));
      if (!word.empty()) words.emplace(word);
      code.remove_prefix(std::min(code.size(), word.size() + 1));
    }
  }
}

// Returns the code in the first column of all tables whose header begins with `header`.
Words first_column(std::string_view page, std::string_view header) {
  Words words;
  bool is_in_table = false;
  while (!page.empty()) {
    const std::string_view line = take_line(page);
    if (line.starts_with(header)) {
      is_in_table = true;
    } else if (!line.starts_with('|')) {
      is_in_table = false;
    } else if (is_in_table) {
      add_code(line.substr(1, line.find('|', 1) - 1), words);
    }
  }
  return words;
}

TEST(DocsLists, LogFormats) {
  Words names(kLogFormatNames.begin(), kLogFormatNames.end());
  names.erase("custom");  // given with --log-format
  EXPECT_EQ(first_column(read_page("docs/formats.md"), "| name |"), names);
}

TEST(DocsLists, FieldsOfKeyMaps) {
  Words names(kFieldNames.begin(), kFieldNames.end());
  names.erase("file");
  names.insert("x.NAME");
  EXPECT_EQ(first_column(read_page("docs/formats.md"), "| in a map |"), names);
}

// Makes path of path/2.
template <class Names>
Words without_numbers(const Names& keys) {
  Words names;
  for (const std::string_view key : keys)
    names.emplace(key.substr(0, key.find('/')));
  return names;
}

TEST(DocsLists, GroupKeys) {
  EXPECT_EQ(without_numbers(first_column(read_page("docs/queries.md"), "| key |")),
            without_numbers(GroupKey::names()));
}

TEST(DocsLists, Measures) {
  Words names(kMeasureNames.begin(), kMeasureNames.end());
  for (const std::string_view stat : kOwnStatNames)
    names.insert(std::string(stat) + "(F)");
  EXPECT_EQ(first_column(read_page("docs/queries.md"), "| measure |"), names);
}

TEST(DocsLists, FieldsOfExpressions) {
  Words names(kFieldNames.begin(), kFieldNames.end());
  names.merge(without_numbers(GroupKey::names()));
  Words listed = first_column(read_page("docs/queries.md"), "| field |");
  for (const std::string_view own : {"upstream_cache_status", "x.queue"})
    listed.erase(listed.find(own));
  EXPECT_EQ(without_numbers(listed), names);
}

// cron and systemd do not find what is in /usr/local/bin by its name alone.
TEST(DocsLists, JobsUseTheInstalledProgram) {
  EXPECT_NE(read_page("docs/guide.md").find("--install build/release --prefix /usr/local\n"),
            std::string::npos);
  int jobs = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(kSources / "docs")) {
    if (entry.path().extension() != ".md") continue;
    const std::string text = read_page(entry.path());
    std::string_view page = text;
    bool is_job = false;
    while (!page.empty()) {
      const std::string_view line = take_line(page);
      if (line.starts_with("```")) is_job = line == "```crontab" || line == "```ini";
      const std::size_t name = line.find("logscan --");
      if (!is_job || name == std::string_view::npos) continue;
      ++jobs;
      EXPECT_TRUE(line.substr(0, name).ends_with("/usr/local/bin/")) << line;
    }
  }
  EXPECT_GE(jobs, 3);
}

// Each option stands on a page, and not only in --help.
TEST(DocsLists, Options) {
  std::string pages = read_page("README.md");
  for (const fs::directory_entry& entry : fs::directory_iterator(kSources / "docs"))
    if (entry.path().extension() == ".md") pages += read_page(entry.path());
  const auto shows = [&pages](std::string_view name) {
    return !name.empty() && (pages.find(fmt::format("`{}", name)) != std::string::npos ||
                             pages.find(fmt::format(" {}", name)) != std::string::npos);
  };
  for (const cli::Option& option : cli::all_options())
    EXPECT_TRUE(shows(option.name) || shows(option.letter)) << option.name;
}

}  // namespace
}  // namespace logscan
