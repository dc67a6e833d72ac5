#include "format/closest_format.h"

#include <string>
#include <vector>

#include "support/sample_lines.h"
#include "support/sweep.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

/// `combined 12 "[" before the time` of the last line of a text, which must be malformed.
std::string closest(const std::string& text) {
  std::string out;
  LineParser parser(UINT64_MAX);
  test::parse_text(
      text + "\n", kernels()[0], parser, [&](const LineView& line, const ParsedLine& parsed) {
        out = "not malformed";
        if (parsed.kind != LineKind::kMalformed) return;
        const ClosestFormat format = parser.closest(line, parsed);
        out = format.name + " " + std::to_string(format.column) + " " + format.expected;
      });
  return out;
}

struct ClosestRow {
  std::string text;
  std::string closest;
};

const std::string kFront = "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700]";  // 42 bytes

TEST(ClosestFormat, IsTheOneThatGotFurthest) {
  const std::vector<ClosestRow> rows = {
      {"hello", "combined 6 \"[\" before the time"},
      {"one two three four five", "combined 15 \"[\" before the time"},
      {"192.0.2.1 - frank \"GET / HTTP/1.1\" 200 1", "combined 19 \"[\" before the time"},
      {"\"GET / HTTP/1.1\" 200 [x]", "gcs 2 a time in microseconds since 1970"},
      {"192.0.2.1 - - [10/Oct/2000:13:5", "combined 32 \"]\" after the time"},
      {"192.0.2.1 - - [10/Oct/2000:13:55:36 GET / HTTP/1.0 200",
       "combined 41 \"]\" after the time"},
      {kFront, "combined 43 a space and the quoted request after the time"},
      {kFront + "\"GET / HTTP/1.0\" 200 1",
       "combined 43 a space and the quoted request after the time"},
      {kFront + " GET / HTTP/1.0 200 1",
       "combined 43 a space and the quoted request after the time"},
      {"a.example:80 " + kFront, "vhost_combined 56 a space and the quoted request after the time"},
      {kFront + " \"GET /", "combined 50 the quote that closes the request"},
      {kFront + " \"GET /\\\" 200 1", "combined 58 the quote that closes the request"},
      {kFront + " \"GET /\"200 1", "combined 51 a space and a status after the request"},
      {kFront + " \"GET /\"", "combined 51 a space and a status after the request"},
      {kFront + " \"GET /\" 20 1", "combined 52 a status of three digits after the request"},
      {kFront + " \"GET /\" \"r\" 200", "combined 52 a status of three digits after the request"},
      {kFront + " \"GET \"/\" x", "combined 53 a status of three digits after the request"},
      {"a.example:80 " + kFront + " \"GET /",
       "vhost_combined 63 the quote that closes the request"},
      {"Jan 12 10:00:00 web nginx: hello", "combined 33 \"[\" before the time"},
      {"{\"status\":", "json 11 what makes the line one JSON object"},
      {"{\"status\":200", "json 14 what makes the line one JSON object"},
      {"{\"status\":2000}", "json 11 a status of three digits"},
      {"{\"level\":\"info\"}", "json 17 a key that holds a status"},
      {"{\"log\":\"started\\n\",\"stream\":\"stdout\",\"time\":\"x\"}",
       "json 49 a key that holds a status"},
      {"192.0.2.1:41204 [12/Jan/2026:10:00:00.655] www app/web 10/0/30 200 1",
       "haproxy 56 five timers"},
      {"1768212000.123    180 192.0.2.1 TCP_MISS 4110 GET", "squid 33 result/status"},
      {"[pid: 881|app: 0|req: 12/48] x", "uwsgi 30 the client and a user in parentheses"},
      {"level=info msg=\"a b\"", "logfmt 21 a key for the status, and one for the request"},
      {"level=info msg=\"a", "logfmt 16 a key and \"=\""},
      {"time:x\tstatus:20\tsize:1", "ltsv 15 a status of three digits"},
      {"time:x\tsize:1", "ltsv 14 a label for the status"},
      {"#Fields: date time c-ip sc-status\n2026-01-12 10:00:00 192.0.2.1 abc",
       "w3c 31 a status of three digits"},
      {"#Fields: date time c-ip sc-status\n2026-01-12 10:00:00 192.0.2.1",
       "w3c 30 a status of three digits"},
  };
  for (const ClosestRow& row : rows)
    EXPECT_EQ(closest(row.text), row.closest) << row.text;
}

// For any line, the column is within it or just past its end, and the text is printable.
TEST(ClosestFormat, LiesInTheLine) {
  for (const test::SampleLine& sample : test::sample_lines()) {
    for (std::size_t size = 0; size <= sample.text.size(); ++size) {
      const std::string text = "#Fields: c-ip sc-status\n" + sample.text.substr(0, size) + "\r\n";
      test::parse_text(text, kernels()[0], [&](const LineView& line, const ParsedLine& parsed) {
        if (parsed.kind != LineKind::kMalformed) return;
        LineParser parser(UINT64_MAX);
        parser.parse(line);
        const ClosestFormat format = parser.closest(line, parsed);
        ASSERT_TRUE(find_log_format(format.name)) << format.name;
        ASSERT_GE(format.column, 1u);
        ASSERT_LE(format.column, line_text(line).size() + 1) << line_text(line);
        ASSERT_FALSE(format.expected.empty());
        for (const char c : format.expected)
          ASSERT_TRUE(c >= ' ' && c <= '~');
      });
    }
  }
}

// A line that is malformed and one that is not give the same whatever is asked between.
TEST(ClosestFormat, ChangesNoVerdict) {
  std::string text;
  for (const test::SampleLine& sample : test::sample_lines())
    text += sample.text + "\n";
  std::vector<Verdict> plain;
  test::parse_text(text, kernels()[0], [&](const LineView&, const ParsedLine& parsed) {
    plain.push_back(parsed.verdict());
  });
  LineParser parser(UINT64_MAX);
  std::vector<Verdict> asked;
  test::parse_text(text, kernels()[0], parser, [&](const LineView& line, const ParsedLine& parsed) {
    asked.push_back(parsed.verdict());
    if (parsed.kind == LineKind::kMalformed) parser.closest(line, parsed);
  });
  EXPECT_TRUE(asked == plain);
}

}  // namespace
}  // namespace logscan
