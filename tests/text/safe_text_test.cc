#include "text/safe_text.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace logscan {
namespace {

/// Whether a text can do nothing to a terminal: UTF-8 without C0, DEL and C1.
bool is_harmless(std::string_view text) {
  if (!is_utf8(text)) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7F) return false;
    if (byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0) return false;
  }
  return true;
}

TEST(SafeText, ShowsTerminalControls) {
  struct Case {
    std::string_view bytes;
    std::string_view shown;
  };
  constexpr Case kCases[] = {
      {"", ""},
      {"/plain path?q=1&x=%20~", "/plain path?q=1&x=%20~"},
      {"a\\x1b", "a\\x1b"},
      {"\x1b[2J", "\\x1b[2J"},
      {"a\tb\nc\rd", "a\\x09b\\x0ac\\x0dd"},
      {std::string_view("\0", 1), "\\x00"},
      {"\x7f", "\\x7f"},
      {"\xC2\x9B", "\\u{009b}"},
      {"\x9B", "\\x9b"},
      {"caf\xC3\xA9", "caf\xC3\xA9"},
      {"\xE2\x80\xAE", "\\u{202e}"},
      {"\xE2\x81\xA6", "\\u{2066}"},
      {"\xE2\x80\x8B", "\\u{200b}"},
      {"\xE2\x80\xA8", "\\u{2028}"},
      {"\xEF\xBB\xBF", "\\u{feff}"},
      {"\xC0\xAF", "\\xc0\\xaf"},
      {"\xED\xA0\x80", "\\xed\\xa0\\x80"},
      {"\xF4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
      {"\xE6\xBC", "\\xe6\\xbc"},
      {"\xE6\xBC\xA2", "\xE6\xBC\xA2"},
      {"e\xCC\x81", "e\xCC\x81"},
      {"\xCC\x81", "\\u{0301}"},
  };
  for (const Case& each : kCases) {
    EXPECT_EQ(safe_text(each.bytes), each.shown);
  }
}

TEST(SafeText, CutsToColumns) {
  EXPECT_EQ(safe_text("abcdef", 6), "abcdef");
  EXPECT_EQ(safe_text("abcdefg", 6), "abc...");
  EXPECT_EQ(safe_text("abcdefg", 4), "a...");
  EXPECT_EQ(safe_text("ab\x1b[31m", 8), "ab...");  // an escape is never cut in two
  EXPECT_EQ(safe_text("\xE6\xBC\xA2\xE6\xBC\xA2", 4), "\xE6\xBC\xA2\xE6\xBC\xA2");
  EXPECT_EQ(safe_text("\xE6\xBC\xA2\xE6\xBC\xA2x", 4), "...");  // a wide character is neither
  EXPECT_EQ(safe_text("e\xCC\x81"
                      "abc",
                      4),
            "e\xCC\x81"
            "abc");  // a mark takes no column
}

TEST(SafeText, BoundsTowersOfMarks) {
  std::string tower = "e";
  for (int i = 0; i < 50; ++i)
    tower += "\xCC\x81";
  EXPECT_GT(text_columns(safe_text(tower)), 40U);
}

TEST(SafeText, CountsColumns) {
  EXPECT_EQ(text_columns(""), 0U);
  EXPECT_EQ(text_columns("abc"), 3U);
  EXPECT_EQ(text_columns("\xE6\xBC\xA2"), 2U);
  EXPECT_EQ(text_columns("e\xCC\x81"), 1U);
}

TEST(SafeText, RecognisesUtf8) {
  for (const std::string_view good :
       {"", "abc", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_utf8(good));
    EXPECT_EQ(to_utf8(good), good);
  }
  for (const std::string_view bad :
       {"\x80", "\xBF", "\xC1\x81", "\xC2", "\xE0\x9F\x80", "\xED\xA0\x80", "\xF0\x8F\x80\x80",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF", "a\xE2\x82"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(SafeText, ReplacesEachMaximalBrokenPart) {
  EXPECT_EQ(to_utf8("a\xFF"
                    "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(to_utf8("\xE2\x82"), "\xEF\xBF\xBD");
  EXPECT_EQ(to_utf8("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(to_utf8("\xE2\x82\x41"), "\xEF\xBF\xBD\x41");
}

RC_GTEST_PROP(SafeTextProperty, AnyBytesBecomeSafe, (const std::string& bytes)) {
  const std::string shown = safe_text(bytes);
  RC_ASSERT(is_harmless(shown));
  RC_ASSERT(safe_text(shown) == shown);
  RC_ASSERT(safe_text(bytes, static_cast<std::size_t>(-1)) == shown);
  RC_ASSERT(is_utf8(to_utf8(bytes)));
}

RC_GTEST_PROP(SafeTextProperty, ATruncatedTextFits, (const std::string& bytes)) {
  const std::string whole = safe_text(bytes);
  for (const std::size_t columns : {4U, 5U, 10U, 33U}) {
    const std::string shown = safe_text(bytes, columns);
    RC_ASSERT(is_harmless(shown));
    RC_ASSERT(text_columns(shown) <= columns);
    RC_ASSERT(shown == whole || shown.ends_with("..."));
  }
}

}  // namespace
}  // namespace logscan
