#include <algorithm>
#include <string>
#include <utility>

#include "logscan/engine.h"
#include "logscan/report.h"
#include "support/ask.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

ExplainedLine parsed_line() {
  ExplainedLine line;
  line.number = 7;
  line.verdict.kind = LineKind::kParsed;
  line.verdict.format = LogFormat::kSquid;
  line.fields.status = 404;
  return line;
}

TEST(ExplainedLine, HasARowForEachFieldThatIsNotNull) {
  ExplainedLine line = parsed_line();
  line.fields.time = LogTime{971186136, -90};
  line.fields.client = "192.0.2.1";
  line.fields.referer = "";
  line.fields.agent = "a\x1b[31m";
  line.fields.bytes = 18446744073709551615u;
  line.fields.forwarded_for = "f";
  EXPECT_EQ(explain_text("a.log", line, {}),
            "a.log:7: parsed, squid\n"
            "  time           2000-10-10T12:25:36-01:30\n"
            "  client         192.0.2.1\n"
            "  status         404\n"
            "  bytes          18446744073709551615\n"
            "  referer        (empty)\n"
            "  agent          a\\x1b[31m\n"
            "  forwarded_for  f\n");
}

TEST(ExplainedLine, WritesDurationsInSecondsToTheLastDigit) {
  const std::pair<std::int64_t, const char*> kRows[] = {
      {0, "0 s"},
      {1, "0.000000001 s"},
      {1'500'000'000, "1.5 s"},
      {10'000'000'000, "10 s"},
      {INT64_MAX, "9223372036.854775807 s"},
  };
  for (const auto& [nanoseconds, text] : kRows) {
    ExplainedLine line = parsed_line();
    line.fields.duration = nanoseconds;
    EXPECT_EQ(explain_text("-", line, {}),
              std::string("standard input:7: parsed, squid\n  status         404\n"
                          "  duration       ") +
                  text + "\n");
  }
}

TEST(ExplainedLine, ShowsTheTextOfALineThatIsNotParsed) {
  ExplainedLine line;
  line.number = 1;
  line.text = "x\x07y";
  line.verdict.reason = Reason::kNoStatus;
  EXPECT_EQ(explain_text("a", line, {}), "a:1: malformed, no_status\n  line           x\\x07y\n");
  line.closest = ClosestFormat{"squid", 2, "a number"};
  EXPECT_EQ(explain_text("a", line, {}),
            "a:1: malformed, no_status; closest: squid, at column 2: expected a number\n  line     "
            "      x\\x07y\n");
  line.closest.reset();
  line.verdict.kind = LineKind::kComment;
  EXPECT_EQ(explain_text("a\n", line, {}), "a\\x0a:1: comment\n  line           x\\x07y\n");
  line.verdict.kind = LineKind::kBlank;
  EXPECT_EQ(explain_text("a", line, {}), "a:1: blank\n");
}

TEST(ExplainedLine, TruncatesALongValue) {
  const std::string text(100000, 'x');
  ExplainedLine line;
  line.text = text;
  EXPECT_LT(explain_text("a", line, {}).size(), 1200u);
  line = parsed_line();
  line.fields.agent = text;
  EXPECT_LT(explain_text("a", line, {}).size(), 1200u);
}

// The lines of a file in order, as many as are asked for, whatever the block is.
TEST(ExplainedLine, AreTheFirstOfAnInput) {
  std::string bytes = "\xEF\xBB\xBF";
  for (int i = 0; i < 300; ++i) {
    bytes += "192.0.2.1 - - [10/Oct/2000:13:55:36 +0000] \"GET /" + std::to_string(i) +
             " HTTP/1.0\" 200 5\n";
    if (i % 7 == 0) bytes += std::string(600, 'z') + "\n";
  }
  const test::TempFile file(bytes);
  const Input input = Input::open(file.path());
  for (const std::size_t block : {1u, 100u, 8192u}) {
    for (const std::uint64_t most : {0u, 1u, 17u, 1000u}) {
      EngineOptions options;
      options.block_size = block;
      test::ask(options, [&](QuerySpec& spec) { spec.max_line = 500; });
      std::uint64_t number = 0;
      int request = 0;
      const std::uint64_t count =
          explain_lines(input, most, options, [&](const ExplainedLine& line) {
            EXPECT_EQ(line.number, ++number);
            if (line.verdict.reason == Reason::kTooLong) return;
            EXPECT_EQ(line.verdict.kind, LineKind::kParsed);
            EXPECT_EQ(line.fields.path, "/" + std::to_string(request++));
          });
      EXPECT_EQ(count, number);
      EXPECT_EQ(count, std::min<std::uint64_t>(most, 343)) << block;
    }
  }
}

}  // namespace
}  // namespace logscan
