#include "report/markdown_text.h"

#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace logscan::detail {
namespace {

TEST(MarkdownText, EscapesEveryMark) {
  EXPECT_EQ(markdown_text("<b> [a](b) *c* _d_ `e` #1 @f | &amp; ~g~ $h$ !i \\"),
            "\\<b\\> \\[a\\](b) \\*c\\* \\_d\\_ \\`e\\` \\#1 \\@f \\| \\&amp; \\~g\\~ \\$h\\$ \\!i "
            "\\\\");
  EXPECT_EQ(markdown_text("a\nb"), "a\\\\x0ab");
}

TEST(MarkdownText, PutsBytesIntoCode) {
  EXPECT_EQ(markdown_code("/a", 80), "`/a`");
  EXPECT_EQ(markdown_code("", 80), "(empty)");
  EXPECT_EQ(markdown_code("a`b", 80), "``a`b``");
  EXPECT_EQ(markdown_code("`a``", 80), "``` `a`` ```");
  EXPECT_EQ(markdown_code(" a ", 80), "`  a  `");
  EXPECT_EQ(markdown_code("a|b", 80), "`a\\|b`");
  EXPECT_EQ(markdown_code("a\\|b", 80), "`a\\x5c\\|b`");
  EXPECT_EQ(markdown_code("a\x1b[31m\n", 80), "`a\\x1b[31m\\x0a`");
  EXPECT_EQ(markdown_code("0123456789", 6), "`012...`");
}

TEST(MarkdownText, FencesBlocksWithMoreBackticksThanTheyHold) {
  EXPECT_EQ(markdown_block("a"), "```text\na\n```\n");
  EXPECT_EQ(markdown_block("````\n"), "`````text\n````\n`````\n");
}

/// Whether all of a text is one code span, as CommonMark finds its end: at a run of backticks as
/// long as the first.
bool is_one_span(const std::string& text) {
  const std::size_t fence = text.find_first_not_of('`');
  for (std::size_t at = fence; at < text.size();) {
    if (text[at] != '`') {
      ++at;
      continue;
    }
    const std::size_t end = std::min(text.find_first_not_of('`', at), text.size());
    if (end - at == fence) return end == text.size();
    at = end;
  }
  return false;
}

/// Whether a cell of a table ends nowhere inside a text: GitHub reads a backslash and the mark
/// after it together.
bool is_one_cell(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '|' || text[i] == '\n') return false;
    if (text[i] == '\\') ++i;
  }
  return true;
}

RC_GTEST_PROP(MarkdownText, KeepsAnyBytesInTheirSpanAndCell, ()) {
  const auto bytes = *rc::gen::container<std::string>(rc::gen::oneOf(
      rc::gen::elementOf(std::string("`|\\ \n<&\"'*[]()")), rc::gen::arbitrary<char>()));
  if (bytes.empty()) return;
  const std::string code = markdown_code(bytes, 200);
  RC_ASSERT(is_one_span(code));
  RC_ASSERT(is_one_cell(code));
  RC_ASSERT(is_one_cell(markdown_text(bytes)));
}

}  // namespace
}  // namespace logscan::detail
