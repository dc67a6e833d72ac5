// Pages name files and tests that exist, and their links lead somewhere.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace logscan {
namespace {

namespace fs = std::filesystem;

const fs::path kProject = LOGSCAN_SOURCE_DIR;

std::vector<fs::path> pages() {
  std::vector<fs::path> pages = {kProject / "README.md", kProject / "CONTRIBUTING.md"};
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kProject / "docs"))
    if (entry.path().extension() == ".md") pages.push_back(entry.path());
  return pages;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Removes blocks of code. Their brackets are no links.
std::string without_blocks(const std::string& text) {
  static const std::regex kBlock("(^|\n)```[^]*?\n```");
  return std::regex_replace(text, kBlock, "$1");
}

std::vector<std::string> all_matches(const std::string& text, const std::regex& pattern) {
  std::vector<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at)
    found.push_back(at->str(1));
  return found;
}

// Returns the names of all sources, without folders: `reader.h`, and `reader` for `reader.cc`.
std::set<std::string> names_of_sources() {
  std::set<std::string> names;
  for (const char* const folder : {"include", "src", "tests", "bench", "cmake"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kProject / folder)) {
      names.insert(entry.path().filename().string());
      names.insert(entry.path().stem().string());
    }
  }
  return names;
}

TEST(DocsFiles, LinksLeadToFiles) {
  static const std::regex kLink(R"(\]\(([^)#:\s]+)(?:#[^)]*)?\))");
  static const std::regex kCode("`[^`\n]*`");
  for (const fs::path& page : pages()) {
    const std::string text = std::regex_replace(without_blocks(read_file(page)), kCode, "");
    for (const std::string& link : all_matches(text, kLink))
      EXPECT_TRUE(fs::exists(page.parent_path() / link)) << page << ": " << link;
  }
}

TEST(DocsFiles, SourcesAreThere) {
  static const std::regex kPath(
      "`((?:src|include|tests|bench|docs|data|cmake|\\.ci)/[a-z0-9_./-]*)`");
  static const std::regex kName("`([a-z0-9_]+(?:\\.h|\\.cc|_test|_fuzz))`");
  const std::set<std::string> names = names_of_sources();
  for (const fs::path& page : pages()) {
    const std::string text = without_blocks(read_file(page));
    for (const std::string& path : all_matches(text, kPath))
      EXPECT_TRUE(fs::exists(kProject / path)) << page << ": " << path;
    for (const std::string& name : all_matches(text, kName))
      EXPECT_TRUE(names.contains(name)) << page << ": " << name;
  }
}

// docs/DESIGN.md numbers what must always hold; the code cites each number where it matters.
TEST(DocsFiles, InvariantsAreCited) {
  static const std::regex kInvariant(R"(\n\*\*(I[0-9]+)\.)");
  static const std::regex kCitation(R"(\((I[0-9]+)\))");
  const std::vector<std::string> listed =
      all_matches(read_file(kProject / "docs/DESIGN.md"), kInvariant);
  std::set<std::string> cited;
  for (const char* const folder : {"include", "src", "tests/layers"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kProject / folder)) {
      if (!entry.is_regular_file()) continue;
      for (std::string& number : all_matches(read_file(entry.path()), kCitation))
        cited.insert(std::move(number));
    }
  }
  EXPECT_GE(listed.size(), 23u);
  EXPECT_EQ(cited, std::set<std::string>(listed.begin(), listed.end()));
}

}  // namespace
}  // namespace logscan
