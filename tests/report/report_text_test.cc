#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/report.h"
#include "support/summaries.h"
#include "support/text_lines.h"
#include "text/safe_text.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace logscan {
namespace {

using test::lines_of;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::small_summary;
using ::testing::StartsWith;

constexpr std::string_view kAccounting =
    "lines 4 = parsed 3 + malformed 1 + blank 0 + comment 0 + filtered 0";

std::size_t lines_starting(const std::string& text, std::string_view start) {
  const std::vector<std::string> lines = lines_of(text);
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(),
                    [&](const std::string& line) { return line.starts_with(start); }));
}

/// Every byte is printable ASCII or a line feed.
bool is_plain(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char each) {
    const auto byte = static_cast<unsigned char>(each);
    return byte == '\n' || (byte >= 0x20 && byte < 0x7F);
  });
}

Summary baseline_summary() {
  Summary summary = small_summary();
  Baseline baseline;
  baseline.scan_seconds = 0.001;
  for (const char* const name : {"line_by_line", "substring", "chunked_substring", "reference"}) {
    BaselineMethod method;
    method.name = name;
    method.seconds = 0.02;
    method.bytes_per_second = 2e6;
    method.speedup = 20;
    method.errors[503] = 2;
    if (method.name != "chunked_substring") method.lines = 4;
    baseline.methods.push_back(method);
  }
  baseline.methods[2].errors[503] = 3;
  baseline.differences.push_back({"chunked_substring", 503, 3, 1, -1, {}});
  baseline.differences[0].examples.assign(3, {"access.log", 2, 100, Reason::kNone, "a line"});
  baseline.reconciled = true;
  summary.baseline = baseline;
  return summary;
}

TEST(ReportText, SaysWhatFailsSinceWhenAndWhere) {
  const std::string text = report_text(small_summary(), {});
  EXPECT_THAT(text,
              HasSubstr("input    /checkout\nformat   combined\nread     4 lines, 400 bytes\n"));
  EXPECT_THAT(text, HasSubstr("period   2023-10-10T12:00:00+00:00 .. 2023-10-10T12:59:59+00:00\n"));
  EXPECT_THAT(text, HasSubstr("errors   2 of 3 parsed (66.67 %): 0 client 4xx, 2 server 5xx\n"));
  EXPECT_THAT(text, HasSubstr("error 503       2  66.67 %  2023-10-10 12:31:00 .. 12:31:59  "
                              "/checkout\n"));
  EXPECT_THAT(text, HasSubstr("status 503              2   66.67 %\n"));
  EXPECT_THAT(text, HasSubstr("503 path             2  100.00 %  /checkout\n"));
  EXPECT_THAT(text, HasSubstr("503 example   /checkout:2 (offset 100)\n    /checkout\n"));
  EXPECT_THAT(text, HasSubstr("malformed no_status             1\n"));
  EXPECT_THAT(text, HasSubstr("sample no_status  /checkout:4 (offset 300)\n    /checkout\n"
                              "closest: combined, at column 45: expected /checkout\n"));
  EXPECT_EQ(text, report_text(small_summary(), {}));
}

TEST(ReportText, EndsWithTheAccounting) {
  for (const Summary& summary : {small_summary(), baseline_summary()}) {
    EXPECT_EQ(lines_of(report_text(summary, {})).back(), kAccounting);
    EXPECT_EQ(lines_of(report_text(summary, {.color = true, .unicode = true})).back(), kAccounting);
  }
}

TEST(ReportText, IsUsefulWithoutLines) {
  const std::string text = report_text(Summary{}, {});
  EXPECT_THAT(text, HasSubstr("nothing to count"));
  EXPECT_EQ(lines_of(text).back(),
            "lines 0 = parsed 0 + malformed 0 + blank 0 + comment 0 + filtered 0");
}

TEST(ReportText, SaysThatNoLineCouldBeParsed) {
  Summary summary;
  summary.totals = {10, 2, 0, 2, 0, 0, 0};
  EXPECT_THAT(report_text(summary, {}), HasSubstr("errors   none: no line could be parsed\n"));
}

TEST(ReportText, SaysThatTheFilterLetsNoLineThrough) {
  Summary summary;
  summary.totals.lines = 3;
  summary.totals.malformed = 1;
  summary.totals.filtered = 2;
  const std::string text = report_text(summary, {});
  EXPECT_THAT(text, HasSubstr("errors   none: no line passed the filter\n"));
  EXPECT_THAT(text, Not(HasSubstr("none found")));
}

TEST(ReportText, IsPlainByDefaultAndColouredWhenAsked) {
  const std::string plain = report_text(baseline_summary(), {});
  EXPECT_TRUE(is_plain(plain));
  EXPECT_THAT(report_text(small_summary(), {.color = true}), HasSubstr("\x1b[31merror 503\x1b[0m"));
  const std::string unicode = report_text(small_summary(), {.unicode = true});
  EXPECT_THAT(unicode, HasSubstr("\xE2\x96\x88"));
  EXPECT_THAT(unicode, Not(HasSubstr("\x1b")));
  EXPECT_TRUE(is_utf8(unicode));
}

TEST(ReportText, SharesAreNeverRoundedToNoneOrAll) {
  Summary summary = small_summary();
  summary.totals.parsed = 1000000;
  summary.status.codes[200] = 999999;
  summary.status.codes[503] = 1;
  const std::string text = report_text(summary, {});
  EXPECT_THAT(text, HasSubstr("status 200         999999  >99.99 %\n"));
  EXPECT_THAT(text, HasSubstr("status 503              1   <0.01 %\n"));
}

TEST(ReportText, ChartKeepsEveryRequestInFewRows) {
  for (const std::uint64_t every : {60U, 300U, 1200U, 10800U, 86400U, 604800U, 1209600U}) {
    for (std::size_t buckets = 1; buckets <= 120; ++buckets) {
      Summary summary = small_summary();
      summary.timeline.every = every;
      summary.timeline.requests.assign(buckets, 7);
      summary.timeline.errors.assign(buckets, 1);
      const std::string text = report_text(summary, {});
      ASSERT_LE(lines_starting(text, "time "), 25U) << every << " " << buckets;
      std::uint64_t requests = 0;
      for (const std::string& line : lines_of(text)) {
        if (line.starts_with("time ")) requests += std::stoull(line.substr(21));
      }
      ASSERT_EQ(requests, 7 * buckets) << every;
    }
  }
}

TEST(ReportText, ChartRowsBeginAtRoundTimesOfTheLogsClock) {
  Summary summary = small_summary();
  summary.timeline.from = {1696939200 + 7 * 60, 330};  // 12:07 UTC is 17:37 at +05:30
  EXPECT_THAT(report_text(summary, {}), HasSubstr("\ntime 2023-10-10 17:35 "));
  summary.first->offset_minutes = 330;
  EXPECT_THAT(report_text(summary, {}), HasSubstr("zone     +05:30 where none is shown\n"));
}

TEST(ReportText, ListsTheFirstOfManyInputs) {
  Summary summary = small_summary();
  for (int i = 1; i < 40; ++i) {
    InputSummary input;
    input.path = "gone" + std::to_string(i);
    input.error = "no such file; check the path";
    input.incomplete_last_line = true;
    summary.inputs.push_back(input);
  }
  const std::string text = report_text(summary, {});
  EXPECT_THAT(text,
              HasSubstr("input             0 lines  ... and 35 more of 40; all of them: --json\n"));
  EXPECT_THAT(text, HasSubstr("unread   gone1: no such file; check the path\n"));
  EXPECT_THAT(text, HasSubstr("unread   ... and 29 more of 39"));
  EXPECT_THAT(text, HasSubstr("no end   ... and 29 more of 39"));
}

TEST(ReportText, ListsTheLargestOfManyInputsInTheirOrder) {
  Summary summary;
  for (int i = 0; i < 40; ++i) {
    InputSummary input;
    input.path = "log" + std::to_string(i);
    input.counts.lines = i % 10 == 3 ? 1000u + static_cast<unsigned>(i) : 7u;
    summary.inputs.push_back(input);
    summary.totals.lines += input.counts.lines;
  }
  EXPECT_THAT(report_text(summary, {}),
              StartsWith("input             7 lines  log0\n"
                         "input          1003 lines  log3\n"
                         "input          1013 lines  log13\n"
                         "input          1023 lines  log23\n"
                         "input          1033 lines  log33\n"
                         "input           245 lines  ... and 35 more of 40; "
                         "all of them: --json\n"));
}

TEST(ReportText, NamesStandardInputAndMixedFormats) {
  Summary summary = small_summary();
  summary.inputs[0].path = "-";
  summary.inputs[0].formats[static_cast<std::size_t>(LogFormat::kClf)] = 5;
  EXPECT_THAT(report_text(summary, {}),
              HasSubstr("input    standard input\nformat   clf 5, combined 3\n"));
}

TEST(ReportText, ListsAllErrorsAndDetailsTheTopEight) {
  Summary summary = small_summary();
  for (StatusCode code = 400; code < 410; ++code) {
    ErrorSummary error = summary.top_errors[0];
    error.status = code;
    error.count = 1;
    summary.top_errors.push_back(error);
  }
  const std::string text = report_text(summary, {});
  EXPECT_EQ(lines_starting(text, "error "), 11U);
  EXPECT_EQ(lines_starting(text, "406 count"), 1U);
  EXPECT_EQ(lines_starting(text, "407 count"), 0U);
  EXPECT_EQ(lines_starting(text, "... and 3 more error statuses with 3 lines: see --json"), 1U);
}

TEST(ReportText, StatesTheBoundOfCountsThatAreNotExact) {
  Summary summary = small_summary();
  EXPECT_THAT(report_text(summary, {}), Not(HasSubstr("too high")));
  summary.top_errors[0].exact = false;
  summary.top_errors[0].error_bound = 17;
  EXPECT_THAT(report_text(summary, {}), HasSubstr("at most 17 too high"));
}

TEST(ReportText, ShowsAndReconcilesTheBaseline) {
  Summary summary = baseline_summary();
  const std::string text = report_text(summary, {});
  EXPECT_THAT(text, HasSubstr("count 503            2            2          2                 3"));
  EXPECT_THAT(text, HasSubstr("count = exact + other_field - sliced + misread\n"));
  EXPECT_THAT(text, HasSubstr("differs chunked_substring 503: 3 = 2 + 3 - 1 + -1\n"));
  EXPECT_THAT(text, HasSubstr("  sliced      access.log:2 (offset 100)\n    a line\n"));
  EXPECT_THAT(text, HasSubstr("reference: 0 of 4 lines differ\nreconciled: yes"));

  summary.baseline->differences[0].sliced = 0;
  summary.baseline->reconciled = false;
  const std::string wrong = report_text(summary, {});
  EXPECT_THAT(wrong, HasSubstr("DOES NOT ADD UP"));
  EXPECT_THAT(wrong, HasSubstr("reconciled: NO"));
}

TEST(ReportText, SumsUpTheCodesThatNoLineHas) {
  Summary summary = baseline_summary();
  BaselineMethod& substring = summary.baseline->methods[1];
  for (StatusCode code = 400; code < 500; ++code) {
    substring.errors[code] = 10;
    summary.baseline->differences.push_back({"substring", code, 10, 0, 0, {}});
  }
  const std::string text = report_text(summary, {});
  EXPECT_EQ(lines_starting(text, "count "), 3U);  // 503, other, and the line that says what adds up
  EXPECT_THAT(text, HasSubstr("count other          0            0       1000                 0"));
  EXPECT_THAT(text, HasSubstr("differs substring other: 1000 = 0 + 1000 - 0 + 0 (100 codes)\n"));
  EXPECT_THAT(text, HasSubstr("differs chunked_substring 503:"));

  substring.errors[499] += 1;  // a sum that is right by chance would not do: each must add up
  substring.errors[498] -= 1;
  EXPECT_THAT(report_text(summary, {}), HasSubstr("(100 codes) DOES NOT ADD UP\n"));
}

Incident some_incident() {
  Incident incident;
  incident.start = {1696941000, 0};
  incident.end = {1696941180, 0};
  incident.requests = 400;
  incident.errors = 155;
  incident.usual_errors = 9;
  return incident;
}

TEST(ReportText, SaysWhenAnIncidentBeganAndEnded) {
  Summary summary = small_summary();
  EXPECT_THAT(report_text(summary, {}), Not(HasSubstr("incident")));
  summary.incidents = {some_incident()};
  EXPECT_THAT(
      report_text(summary, {}),
      HasSubstr("incident 12:30 to 12:33: 155 errors of 400 requests (38.75 %), usually 9\n"));
  summary.incidents[0].usual_errors = 0;
  summary.incidents[0].is_ongoing = true;
  summary.incidents[0].is_of_server = true;
  EXPECT_THAT(
      report_text(summary, {}),
      HasSubstr("incident 12:30 to 12:33, the end of the log: 155 server errors of 400 requests\n"
                "         (38.75 %), usually none\n"));
  summary.incidents[0] = some_incident();
  summary.incidents[0].is_by_count = true;
  EXPECT_THAT(report_text(summary, {}),
              HasSubstr("incident 12:30 to 12:33: 155 errors, usually 9\n"));
  summary.last->seconds += 86'400;
  EXPECT_THAT(report_text(summary, {}), HasSubstr("incident 2023-10-10 12:30 to 12:33: 155"));
  summary.incidents[0].end.seconds += 86'400;
  EXPECT_THAT(report_text(summary, {}),
              HasSubstr("incident 2023-10-10 12:30 to 2023-10-11 12:33: 155"));
  summary.last->offset_minutes = 120;
  EXPECT_THAT(report_text(summary, {}), HasSubstr("zone     +00:00 where none is shown\n"));
}

TEST(ReportText, SaysWhatDroveAnIncident) {
  Summary summary = small_summary();
  summary.incidents = {some_incident()};
  Incident& incident = summary.incidents[0];
  incident.is_by_count = true;
  incident.status = StatusCode{503};
  EXPECT_THAT(report_text(summary, {}), HasSubstr("usually 9; mostly 503\n"));
  incident.client = "192.0.2.1";
  EXPECT_THAT(report_text(summary, {}), HasSubstr("usually 9; mostly 503 from 192.0.2.1\n"));
  incident.path = "/a\x1b";
  EXPECT_THAT(report_text(summary, {}),
              HasSubstr("usually 9; mostly 503 on /a\\x1b from\n         192.0.2.1\n"));
}

TEST(ReportText, ShowsTheWorstIncidents) {
  Summary summary = small_summary();
  summary.incidents.assign(3, some_incident());
  EXPECT_THAT(report_text(summary, {}), Not(HasSubstr("more, with fewer errors")));
  summary.incidents.assign(5, some_incident());
  EXPECT_THAT(report_text(summary, {}),
              HasSubstr("incident ... and 2 more, with fewer errors: --json\n"));
}

TEST(ReportText, FitsTheWidth) {
  for (const unsigned columns : {80U, 100U, 200U}) {
    for (const bool unicode : {false, true}) {
      Summary summary = baseline_summary();
      summary.inputs[0].path = std::string(500, 'p') + "\xE6\xBC\xA2";
      summary.top_errors[0].paths[0].key = std::string(500, '/') + "\xE6\xBC\xA2";
      summary.top_errors[0].example.path = summary.inputs[0].path;
      summary.top_errors[0].example.text.clear();
      for (int i = 0; i < 200; ++i)
        summary.top_errors[0].example.text += "\xE6\xBC\xA2\x1b";
      const std::string text = report_text(summary, {.columns = columns, .unicode = unicode});
      for (const std::string& line : lines_of(text)) {
        EXPECT_LE(text_columns(line), columns) << line;
      }
    }
  }
}

TEST(ReportText, EveryByteOfALogIsPrintedSafely) {
  const std::size_t lines = lines_of(report_text(small_summary("abc"), {})).size();
  for (int byte = 0; byte < 256; ++byte) {
    const std::string bytes = "a" + std::string(1, static_cast<char>(byte)) + "b";
    EXPECT_TRUE(is_plain(report_text(small_summary(bytes), {}))) << byte;
    const std::string text = report_text(small_summary(bytes), {.unicode = true});
    EXPECT_TRUE(is_utf8(text)) << byte;
    EXPECT_EQ(lines_of(text).size(), lines) << byte;
  }
}

RC_GTEST_PROP(ReportTextProperty, AnyBytesArePrintedSafely, (const std::string& bytes)) {
  const std::string text = report_text(small_summary(bytes), {});
  RC_ASSERT(is_plain(text));
  RC_ASSERT(lines_of(text).back() == kAccounting);
  RC_ASSERT(is_utf8(report_text(small_summary(bytes), {.unicode = true})));
}

TEST(ReportText, TakesTheLargestNumbers) {
  Summary summary = small_summary();
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  summary.timeline.requests.assign(3, kMost / 4);
  summary.timeline.errors.assign(3, kMost / 4);
  summary.totals.lines = kMost;
  EXPECT_THAT(report_text(summary, {.columns = 1}), HasSubstr("lines 18446744073709551615 = "));
}

}  // namespace
}  // namespace logscan
