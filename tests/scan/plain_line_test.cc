#include "scan/plain_line.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gen/generator.h"
#include "support/sweep.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

const std::string kFront = "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" ";

/// Returns lines of each kind, some with odd but plain bytes.
const std::vector<std::string>& plain() {
  static const std::vector<std::string> lines = {
      kFront + "200 1234",
      kFront + "304 -",
      kFront + "200 12345678 \"-\" \"Mozilla/5.0 (X11)\"",
      kFront + "404 0 \"\" \"\" \"10.0.0.1, 10.0.0.2\"",
      "2001:db8:16a9::1d:14:1d97 - frank [10/Oct/2000:13:55:59 -0700] \"\" 000 - \"-\" \"-\"",
      "host-7.example.com - a:b/c [10/Oct/2000:13:55:00 -0700] \"\\x16\\x03\" 400 7 \"\\\\a\" "
      "\"b\"",
  };
  return lines;
}

/// All that counting and cutting start from.
struct Judged {
  Verdict verdict;
  std::uint32_t begin, end, open, close, quotes;

  friend bool operator==(const Judged&, const Judged&) = default;
};

std::vector<Judged> parse_all(const std::string& text, const Kernel& kernel) {
  std::vector<Judged> out;
  test::parse_text(text, kernel, [&](const LineView& line, const ParsedLine& parsed) {
    out.push_back(
        {parsed.verdict(), line.begin, line.end, parsed.open, parsed.close, line.quote_count});
  });
  return out;
}

// The scalar kernel leaves every line to the judge; tests of the judge hold that one against the
// reference.
void expect_as_judged(const std::string& text) {
  const std::vector<Judged> right = parse_all(text, *find_kernel("scalar"));
  for (const Kernel& kernel : kernels())
    ASSERT_TRUE(parse_all(text, kernel) == right) << kernel.name;
}

/// How many lines at the front of a text are one run.
std::size_t run_length(const std::string& text, const Kernel& kernel) {
  const test::Padded padded(text, '\n');
  LineIndex index;
  index.reset(padded.size());
  kernel.scan(padded.data(), padded.size(), index);
  MinuteText minute;
  const std::string stamp = " [10/Oct/2000:13:55:00 -0700] \"";
  std::copy(stamp.begin(), stamp.end(), minute.lowest.begin());
  PlainRun run;
  kernel.match(padded.data(), index, {}, minute, run);
  return run.count;
}

TEST(PlainLine, IsParsedByEveryKernelButTheScalarOne) {
  for (const std::string& line : plain()) {
    for (const Kernel& kernel : kernels()) {
      const std::size_t expected = &kernel == &kernels().back() ? 0 : 1;
      EXPECT_EQ(run_length(line + "\n", kernel), expected) << kernel.name << ": " << line;
      if (line.back() == '"') {
        EXPECT_EQ(run_length(line + "\r\n", kernel), expected) << kernel.name << ": " << line;
      }
    }
  }
}

TEST(PlainLine, ComesInRunsUpToALimit) {
  for (const std::size_t lines : {1u, 2u, 127u, 128u, 129u, 300u}) {
    std::string text;
    for (std::size_t i = 0; i < lines; ++i)
      text += plain()[2] + "\n";
    for (const Kernel& kernel : kernels()) {
      if (&kernel == &kernels().back()) continue;
      EXPECT_EQ(run_length(text, kernel), std::min(lines, PlainRun::kMax)) << kernel.name;
    }
    expect_as_judged(text);
  }
}

TEST(PlainLine, IsAlmostEveryLineOfAGeneratedLog) {
  gen::Options options;
  options.lines = 60000;  // within one day: about 40 in each minute
  std::string text;
  gen::generate(options, [&](std::string_view bytes) {
    text += bytes;
    return true;
  });
  expect_as_judged(text);
  const test::Padded padded(text, '\n');
  Block block;
  block.data = padded.data();
  block.size = padded.size();
  for (const Kernel& kernel : kernels()) {
    if (&kernel == &kernels().back()) continue;
    LineIndex index;
    LineParser parser(UINT64_MAX);
    std::size_t taken = 0;
    parse_runs(
        block, kernel, index, parser, [&](const PlainLines& lines) { taken += lines.run.count; },
        [](const LineView&, const ParsedLine&, std::uint32_t) {});
    EXPECT_GT(taken, 55000u) << kernel.name;
  }
}

// Each byte replaced by each value, removed, or preceded by another. The line is between intact
// lines, so that the minute is known and a run has begun.
TEST(PlainLine, WithOneByteOffIsJudgedAsTheRulesSay) {
  for (const std::string& line : plain()) {
    for (std::size_t at = 0; at <= line.size(); ++at) {
      std::string text;
      const auto add = [&](std::string_view middle, std::size_t skipped) {
        text += line + "\n";
        text.append(line, 0, at).append(middle).append(line, std::min(at + skipped, line.size()));
        text += "\n";
      };
      add("", 1);
      for (int value = 0; value < 256; ++value) {
        const char byte = static_cast<char>(value);
        add({&byte, 1}, 1);
        add({&byte, 1}, 0);
      }
      text += line + "\r\n" + line + "\n";
      expect_as_judged(text);
      if (HasFatalFailure()) FAIL() << line << " at " << at;
    }
  }
}

// Clients that end in a port may be hosts.
TEST(PlainLine, HasNoClientThatCouldBeAHost) {
  std::string text = plain()[2] + "\n";
  for (const char* const client :
       {"a:80", "a:8x", "a:", ":80", "1:2", "1.2.3.4:80", "::1", "2001:db8::12", "a.b:8.0", "a:8-0",
        "12345678901234567890123456789012345678901234567890123456:80", "a\x80:80", "-", "--"}) {
    text += client + plain()[2].substr(plain()[2].find(' ')) + "\n";
  }
  for (std::size_t length = 1; length < 100; ++length) {
    text += std::string(length, 'c') + " - " + std::string(1 + length % 7, 'u') +
            plain()[2].substr(plain()[2].find(" [")) + "\n";
  }
  expect_as_judged(text);
}

// Old versions of ingress-nginx write the address again, in brackets, before the user.
TEST(PlainLine, HasNoListOfAddressesForItsUser) {
  const std::string tail = plain()[2].substr(plain()[2].find(" ["));
  std::string text = plain()[2] + "\n";
  for (const char* const user : {"[10.0.0.1]", "[10.0.0.1", "[a]", "[", "a[10.0.0.1]"})
    text += std::string("192.0.2.1 - ") + user + tail + "\n" + plain()[2] + "\n";
  expect_as_judged(text);
}

// Lines that other parsers check before the quote-delimited rule, or that follow a `#Fields:`, must
// not look plain.
TEST(PlainLine, HasNoPrefixAndNoOtherFormat) {
  const std::string behind = plain()[2].substr(plain()[2].find(" ["));
  std::string text = plain()[2] + "\n";
  for (const char* const front :
       {"2000-10-10T13:55:36Z - tag[1]:", "<13>2000-10-10T13:55:36Z - tag:", "<13>x - tag:",
        "<165>1 - h", "<165>1 - h a p m -", "<165>1 - - - - - -", "[a] - b", "[a - b", "[ - b",
        "[2000-10-10T13:55:36.000Z] - b", "{a} - b", "{\"a\" - b", "{ - b", "# - b", "#Fields: - b",
        "web-1 | -", "a=b - status=200", "a\t- b"}) {
    text += front + behind + "\n" + plain()[2] + "\n";
  }
  expect_as_judged(text);
  for (const char* const fields : {"#Fields: a sc-status\n", "#Fields: a b c d e f g sc-status\n",
                                   "#Version: 1.0\n#Fields: date time c-ip sc-status\n"})
    expect_as_judged(fields + text);
}

// Text after the last field, or in place of ident, belongs to other formats.
TEST(PlainLine, HasNothingAfterItsLastField) {
  std::string text;
  for (const std::string& line : plain()) {
    for (const char* const behind :
         {" 12", " 0.5 -", " 1 \"r\" \"s\" 2ms", " 1 0.1 [w] [] a:1 1 0.1 200 id", " "}) {
      text += line + "\n" + line + behind + "\n" + line + behind + "\r\n";
      for (const Kernel& kernel : kernels())
        EXPECT_EQ(run_length(line + behind + "\n", kernel), 0u) << kernel.name << line << behind;
    }
    std::string named = line;
    named.replace(named.find(" - "), 3, " www.example.com ");
    text += line + "\n" + named + "\n";
    for (const Kernel& kernel : kernels())
      EXPECT_EQ(run_length(named + "\n", kernel), 0u) << kernel.name << named;
  }
  expect_as_judged(text);
}

TEST(PlainLine, IsFoundAtEveryOffsetOfItsBlock) {
  for (std::size_t offset = 0; offset < 130; ++offset) {
    std::string text = std::string(offset, 'x') + "\n";
    for (const std::string& line : plain())
      text += line + "\n" + line + "\n";
    expect_as_judged(text);
  }
}

}  // namespace
}  // namespace logscan
