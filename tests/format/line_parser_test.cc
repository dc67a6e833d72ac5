#include "format/line_parser.h"

#include <random>
#include <string>
#include <vector>

#include "baseline/reference.h"
#include "support/dump.h"
#include "support/sample_lines.h"
#include "support/sweep.h"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace logscan {
namespace {

using namespace std::string_literals;

/// Verdict and fields as text; fields only of a parsed line that is quote-delimited and the log's
/// own.
std::string fast_dump(const LineView& line, const ParsedLine& parsed) {
  const std::string verdict = test::dump(parsed.verdict());
  if (parsed.kind != LineKind::kParsed || !is_quote_delimited(parsed.format) || parsed.unpacked)
    return verdict;
  return verdict + " | " + test::dump_with_proxy(cut_line(line, parsed));
}

std::string reference_dump(std::string_view text, ReferenceParser& parser) {
  const Verdict verdict = parser.parse(text);
  PrefixKind kind = PrefixKind::kNone;
  const std::string_view bare = strip_prefix(text, kind);
  // It is else the text in docker's line, or in an envelope.
  const bool own = reference_parse(bare).kind == LineKind::kParsed && !detail::docker_text(text);
  if (verdict.kind != LineKind::kParsed || !is_quote_delimited(verdict.format) || !own)
    return test::dump(verdict);
  return test::dump(verdict) + " | " + test::dump_with_proxy(reference_cut(bare));
}

/// Returns the results of the fast path for each line of a text, equal for every kernel.
std::vector<std::string> fast_dumps(const std::string& text) {
  std::vector<std::string> first;
  for (const Kernel& kernel : kernels()) {
    std::vector<std::string> out;
    test::parse_text(text, kernel, [&](const LineView& line, const ParsedLine& parsed) {
      out.push_back(fast_dump(line, parsed));
    });
    if (first.empty()) first = out;
    EXPECT_EQ(out, first) << kernel.name;
  }
  return first;
}

std::vector<std::string> reference_dumps(const std::string& text) {
  std::vector<std::string> out;
  ReferenceParser parser;
  for (const test::PlainLine& line : test::plain_lines(text)) {
    out.push_back(reference_dump(line.text, parser));
  }
  return out;
}

TEST(LineParser, GivesEachNamedLineItsVerdictAndFields) {
  for (const test::SampleLine& line : test::sample_lines()) {
    SCOPED_TRACE(line.name);
    // A CR at the end of a text would be part of the terminator before a bare line feed.
    const std::vector<std::string> got = fast_dumps(line.text + "\r\n");
    ASSERT_EQ(got.size(), 1u);
    const std::string fields = line.fields.empty() ? "" : " | " + line.fields;
    EXPECT_EQ(got[0], line.verdict + fields);
  }
}

TEST(LineParser, AgreesWithTheReferenceOnEachNamedLine) {
  for (const test::SampleLine& line : test::sample_lines()) {
    for (const std::string& terminator : {"\n"s, "\r\n"s}) {
      SCOPED_TRACE(line.name);
      const std::string text = line.text + terminator;
      EXPECT_EQ(fast_dumps(text), reference_dumps(text));
    }
  }
}

TEST(LineParser, ParsesEachLineIndependently) {
  const std::vector<test::SampleLine>& lines = test::sample_lines();
  std::vector<std::string> alone;
  for (const test::SampleLine& line : lines)
    alone.push_back(fast_dumps(line.text + "\n").at(0));
  for (std::size_t first = 0; first < lines.size(); ++first) {
    std::string text;
    std::vector<std::string> expected;
    for (std::size_t second = 0; second < lines.size(); ++second) {
      text += lines[first].text + "\n" + lines[second].text + "\n";
      expected.push_back(alone[first]);
      expected.push_back(alone[second]);
    }
    ASSERT_EQ(fast_dumps(text), expected) << lines[first].name;
  }
}

TEST(LineParser, ReusesATimeOnlyForTheSameText) {
  // Each stamp differs from the first in one place only.
  const std::vector<std::string> stamps = {
      "10/Oct/2000:13:55:36 -0700", "10/Oct/2000:13:55:37 -0700",      "10/Oct/2000:13:55:60 -0700",
      "10/Oct/2000:13:55:61 -0700", "10/Oct/2000:13:55:99 -0700",      "10/Oct/2000:13:55:3x -0700",
      "10/Oct/2000:13:55:x6 -0700", "10/Oct/2000:13:55 36 -0700",      "10/Oct/2000:13:55:36 +0700",
      "10/Oct/2000:13:55:36 -0701", "10/Oct/2000:13:56:36 -0700",      "10/Oct/2000:14:55:36 -0700",
      "10/Oct/2001:13:55:36 -0700", "10/Nov/2000:13:55:36 -0700",      "11/Oct/2000:13:55:36 -0700",
      "10/Oct/2000:13:55:36  0700", "10/Oct/2000:13:55:36 -07:0",      "10/oct/2000:13:55:36 -0700",
      "10/Oct/2000:13:55:36 -9900", "2000-10-10T13:55:36-07:00",       "10/Oct/2000:13:55:/6 -0700",
      "10/Oct/2000:13:55:3: -0700", "10/Oct/2000:13:55:\xb3\xb6 -0700"};
  std::string text;
  for (const std::string& first : stamps) {
    for (const std::string& second : stamps) {
      for (const std::string& stamp : {first, second}) {
        text += "192.0.2.1 - - [" + stamp + "] \"GET /a HTTP/1.0\" 200 1\n";
      }
    }
  }
  EXPECT_EQ(fast_dumps(text), reference_dumps(text));
}

TEST(LineParser, HasItsLimitOnALineWithoutTerminatorAndLeadingNuls) {
  const std::string text = "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 1";
  for (const std::string& before : {""s, std::string(3, '\0'), std::string(100, '\0')}) {
    const std::string bytes = before + text;
    const test::Padded padded(bytes);
    std::vector<std::uint32_t> quotes;
    for (std::uint32_t i = 0; i < bytes.size(); ++i) {
      if (bytes[i] == '"') quotes.push_back(i);
    }
    LineView line;
    line.block = padded.data();
    line.end = static_cast<std::uint32_t>(bytes.size());
    line.quotes = quotes.data();
    line.quote_count = static_cast<std::uint32_t>(quotes.size());
    EXPECT_EQ(LineParser(text.size()).parse(line).kind, LineKind::kParsed);
    EXPECT_EQ(LineParser(text.size() - 1).parse(line).reason, Reason::kTooLong);
    EXPECT_EQ(line_text(line), text);
  }
}

const std::vector<std::string>& pieces() {
  static const std::vector<std::string> all = {
      "\"",
      "\"",
      "\"",
      "\\",
      " ",
      " ",
      "[",
      "]",
      "] \"",
      "] \"",
      "\" 200 ",
      "\" 404 12",
      "\" -",
      "\" 0 ",
      "\\\"",
      "\\\\\"",
      "-",
      " - - ",
      "0",
      "7",
      "99",
      "200",
      "a",
      "GET ",
      "get ",
      "/a?b#c",
      "http://h/p",
      " HTTP/1.1",
      "\0"s,
      "\r",
      "\t",
      "\v",
      ":",
      ":80",
      ",",
      ", ",
      ".",
      "#",
      "%",
      "192.0.2.1",
      "10.0.0.256",
      "::1",
      "[2001:db8::1]:443",
      "fe80::1%eth0",
      "www.example.com:80",
      "frank",
      "\xff",
      "\xEF\xBB\xBF",
      "[10/Oct/2000:13:55:36 -0700]",
      "10/Oct/2000:13:55:36 -0700",
      "[2000-10-10T13:55:36Z]",
      "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\"",
      "\" 500 1 \"-\" \"-\"",
      " \"r\" \"a\"",
      "\" 200 1 \"r\" \"a\"",
      " 1",
      " 0.012",
      " : ",
      "ms",
      " [w] []",
      " 433 0.003 [w] []",
      " 10.0.0.5:80, 10.0.0.6:80 0, 1 0.1, 0.2 502, 200 id",
      " 17 \"r\" \"http://s\" 12ms",
      " \"f\"",
      "18446744073709551616",
      "\n"};
  return all;
}

RC_GTEST_PROP(LineParser, AgreesWithTheReferenceOnLinesOfNastyPieces, ()) {
  const auto text = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces()));
  std::string all = "\n";  // a byte order mark at offset 0 is the reader's
  for (const std::string& piece : text)
    all += piece;
  all += "\n";
  RC_ASSERT(fast_dumps(all) == reference_dumps(all));
}

void compare_line_by_line(const std::string& text) {
  const std::vector<std::string> fast = fast_dumps(text);
  const std::vector<std::string> slow = reference_dumps(text);
  const std::vector<test::PlainLine> lines = test::plain_lines(text);
  ASSERT_EQ(fast.size(), slow.size());
  for (std::size_t i = 0; i < fast.size(); ++i)
    ASSERT_EQ(fast[i], slow[i]) << lines[i].text;
}

TEST(LineParser, AgreesWithTheReferenceOnManyLinesOfNastyPieces) {
  std::mt19937_64 random(1);
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  for (int round = 0; round < 400; ++round) {
    std::string text = "\n";
    for (int line = 0; line < 100; ++line) {
      if (below(2) == 0) text += "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /";
      for (std::size_t i = below(12); i > 0; --i)
        text += pieces()[below(pieces().size())];
      text += "\n";
    }
    ASSERT_NO_FATAL_FAILURE(compare_line_by_line(text));
  }
}

TEST(LineParser, AgreesWithTheReferenceOnDamagedNamedLines) {
  std::mt19937_64 random(2);
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  std::string text;
  for (int round = 0; round < 30; ++round) {
    for (const test::SampleLine& line : test::sample_lines()) {
      std::string damaged = line.text;
      for (std::size_t i = below(4); i > 0; --i) {
        const std::size_t at = below(damaged.size() + 1);
        damaged.replace(at, below(3), pieces()[below(pieces().size())]);
      }
      text += damaged + "\n";
    }
  }
  compare_line_by_line(text);
}

}  // namespace
}  // namespace logscan
