#include "format/unquoted_parser.h"

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "support/kinds_of_lines.h"
#include "support/layout_rows.h"
#include "support/sample_lines.h"
#include "support/server_rows.h"
#include "support/sweep.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

std::vector<std::string> all_lines() {
  std::vector<std::string> lines;
  for (const test::SampleLine& line : test::sample_lines())
    lines.push_back(line.text);
  for (const auto& rows : {test::proxy_rows(), test::cloud_rows()}) {
    for (const test::LayoutRow& row : rows)
      lines.emplace_back(row.text);
  }
  for (const test::ServerRow& row : test::server_rows())
    lines.emplace_back(row.line);
  for (const auto& rows : {test::kinds_of_text(), test::kinds_of_json()}) {
    for (const test::KindRow& row : rows)
      lines.insert(lines.end(), row.lines.begin(), row.lines.end());
  }
  return lines;
}

// Returns whether any format takes a line, by trying all of them.
bool fits_any(UnquotedParser& parser, std::string_view line) {
  std::string_view inner;
  return parser.parse_before_quoted(line) || parser.parse(line) || parser.parse_inner(line, inner);
}

void expect_no_mere_text_fits(UnquotedParser& parser, const std::string& text) {
  const test::Padded padded(text);
  const std::string_view line(padded.data(), padded.size());
  if (line.find('"') != std::string_view::npos || !parser.is_mere_text(line)) return;
  EXPECT_FALSE(fits_any(parser, line)) << line;
}

TEST(UnquotedParser, FitsNoMereText) {
  UnquotedParser parser;
  for (const std::string& line : all_lines()) {
    expect_no_mere_text_fits(parser, line);
    expect_no_mere_text_fits(parser, "access.log:12:" + line);
    for (std::size_t size = 0; size < line.size(); size += 3)
      expect_no_mere_text_fits(parser, line.substr(size));
  }
}

// Lines of words without the bytes that formats need are rare among lines damaged at random.
TEST(UnquotedParser, FitsNoMereTextOfPieces) {
  const std::vector<std::string> pieces = {
      " ",   "200", "-",  "http", "h2",           "192.0.2.1:80",
      "0.5", "-1",  "\t", "a=b",  "GET",          "1768212000.123",
      ":",   "#",   "/a", "T",    "TCP_MISS/200", "2026-01-12T10:00:00.5Z"};
  std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same lines in every run
  UnquotedParser parser;
  for (int i = 0; i < 100'000; ++i) {
    std::string line;
    for (std::size_t words = random() % 24; words > 0; --words)
      line += pieces[random() % pieces.size()] + (random() % 2 == 0 ? " " : "");
    expect_no_mere_text_fits(parser, line);
  }
}

TEST(UnquotedParser, KnowsMereText) {
  UnquotedParser parser;
  for (const std::string line : {"2026-01-12 10:00:00 worker started", "# a comment", "a", "12",
                                 "Accept-Language: de", "# time: 10:00"}) {
    EXPECT_TRUE(parser.is_mere_text(line)) << line;
  }
  for (const std::string line : {"", "a=b", "a\tb", "GET /", "[info] started", "a {b}",
                                 "2026-01-12T10:00:00Z worker started and waits"}) {
    EXPECT_FALSE(parser.is_mere_text(line)) << line;
  }
}

TEST(UnquotedParser, TakesNothingForMereTextUnderADirective) {
  UnquotedParser parser;
  parser.read_comment("#Fields: time sc-status cs-method");
  EXPECT_FALSE(parser.is_mere_text("10:00:00 200 GET"));
  EXPECT_TRUE(parser.is_mere_text("# a comment"));
  EXPECT_FALSE(parser.is_mere_text("#a:10:00:00 200 GET"));
}

// The first time, only the verdict is read; the second time all fields are, since the line before
// was cut.
TEST(UnquotedParser, CutsTheSameFieldsWhateverWasCutBefore) {
  std::vector<std::string> lines = all_lines();
  lines.emplace_back("2026-01-12 10:00:00 192.0.2.1 GET /a 200");
  std::size_t fits = 0;
  for (const std::string& text : lines) {
    const test::Padded padded(text);
    const std::string_view line(padded.data(), padded.size());
    UnquotedParser fresh = UnquotedParser();
    fresh.read_comment("#Fields: date time c-ip cs-method cs-uri-stem sc-status");
    if (fresh.parse(line) == nullptr) continue;
    const FormatMatch first = *fresh.parse(line);
    ++fits;
    const std::string dump = test::full_dump(fresh.cut(FieldSet::all()));
    const FormatMatch* const second = fresh.parse(line);
    ASSERT_NE(second, nullptr) << line;
    EXPECT_EQ(second->format, first.format) << line;
    EXPECT_EQ(second->status, first.status) << line;
    EXPECT_EQ(second->time, first.time) << line;
    EXPECT_EQ(test::full_dump(fresh.cut(FieldSet::all())), dump) << line;
  }
  EXPECT_GT(fits, 100u);
}

}  // namespace
}  // namespace logscan
