#include <algorithm>
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

constexpr std::size_t kScreen = 45;

ReportStyle terminal(unsigned columns) {
  ReportStyle style;
  style.columns = columns;
  style.unicode = true;
  style.units = true;
  return style;
}

/// Returns how many rows of a terminal a report takes.
std::size_t rows_of(const std::string& text, unsigned columns) {
  std::size_t rows = 0;
  for (const std::string& line : lines_of(text))
    rows += std::max<std::size_t>(1, (text_columns(line) + columns - 1) / columns);
  return rows;
}

/// Returns a summary in which as much as possible is there to be shown.
Summary full_summary(const std::string& bytes, std::uint64_t count) {
  Summary summary = small_summary(bytes);
  summary.totals = {9'999'999'999'999, count * 500, count * 400, count * 100, 0, 0, 0};
  summary.window = WindowSummary{7,
                                 "2023-10-10T00:00:00+00:00",
                                 "2023-10-10T01:00:00+00:00",
                                 true,
                                 12,
                                 {{bytes, 5, 6, true}, {bytes, 7, 0, false}}};
  summary.filters.push_back({"--where", bytes + " " + bytes, std::nullopt});
  summary.utc_assumed = true;
  summary.inputs.assign(12, summary.inputs.front());
  for (InputSummary& input : summary.inputs) {
    input.error = bytes;
    input.incomplete_last_line = true;
  }
  summary.malformed.reasons.fill(count);
  for (UnreadSummary& unread : summary.unread)
    unread = {count, count, false, Sample{bytes, 1, 0, Reason::kNone, bytes}};
  summary.timeline.errors[31] = count;
  summary.timeline.undated = count;
  summary.status.client_errors = count * 100;
  summary.status.server_errors = count * 100;
  summary.top_errors.clear();
  for (StatusCode code = 400; code < 600; ++code) {
    ErrorSummary error = small_summary(bytes).top_errors.front();
    error.status = code;
    error.count = count;
    error.last = LogTime{1799999999, 0};
    summary.status.codes[code] = count;
    summary.status.classes[code / 100 - 1] += count;
    summary.top_errors.push_back(error);
  }
  for (std::size_t i = 0; i < kStatusClasses; ++i)
    summary.status.classes[i] += count;
  return summary;
}

TEST(ReportTerminal, AnswersTheFirstQuestionsInTwoLines) {
  const std::vector<std::string> lines = lines_of(report_terminal(small_summary(), terminal(100)));
  EXPECT_EQ(lines[0],
            "/checkout: 4 lines, 400 B, 2023-10-10 12:00:00 .. 12:59:59 +00:00, combined");
  EXPECT_EQ(lines[1], "2 of 3 requests failed (66.67 %): 4xx 0, 5xx 2");
}

TEST(ReportTerminal, ShowsWhatFails) {
  const std::string text = report_terminal(small_summary(), terminal(100));
  EXPECT_THAT(text, HasSubstr("times of 2023-10-10"));
  EXPECT_THAT(text, HasSubstr("503          2  66.67 %  12:31:00    12:31:59   /checkout      "
                              "/checkout"));
  EXPECT_THAT(text, HasSubstr("12:00"));
  EXPECT_THAT(text, HasSubstr("\nlines 4 = parsed 3 + malformed 1 + blank 0 + comment 0 + "
                              "filtered 0\n"));
}

TEST(ReportTerminal, NamesThePeriodOfALogThatWasFilteredOut) {
  Summary summary;
  summary.totals = {400, 4, 0, 0, 0, 0, 4};
  summary.log_first = LogTime{1696939200, 0};
  summary.log_last = LogTime{1696942799, 0};
  summary.filters.push_back({"--status", "599", std::nullopt});
  const std::string text = report_terminal(summary, terminal(80));
  EXPECT_THAT(text, HasSubstr("\nnone: no line passed the filter\n"));
  EXPECT_THAT(text, HasSubstr("none; the log covers 2023-10-10 12:00:00"));
}

TEST(ReportTerminal, LabelsYearsOnALongAxis) {
  Summary summary = small_summary();
  summary.timeline.every = 86400 * 30;
  EXPECT_THAT(report_terminal(summary, terminal(80)), HasSubstr(" 2024-"));
}

TEST(ReportTerminal, FitsOnOneScreen) {
  for (const unsigned columns : {80U, 81U, 100U, 120U, 200U, 500U}) {
    for (const std::uint64_t count : {std::uint64_t{3}, std::uint64_t{9'999'999'999}}) {
      const std::string text =
          report_terminal(full_summary("/a/path with spaces", count), terminal(columns));
      EXPECT_LE(rows_of(text, columns), kScreen) << text;
    }
  }
}

TEST(ReportTerminal, IsPlainTextWithoutUnicodeAndColour) {
  ReportStyle style = terminal(80);
  style.unicode = false;
  const std::string text = report_terminal(full_summary("/\xC3\xA4", 7), style);
  EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char each) {
    return each == '\n' || (each >= 0x20 && each < 0x7F);
  })) << text;
}

TEST(ReportTerminal, ColoursLoseNothingWhenTheyAreAbsent) {
  ReportStyle style = terminal(120);
  const std::string plain = report_terminal(full_summary("/path", 12'345), style);
  style.color = true;
  std::string coloured = report_terminal(full_summary("/path", 12'345), style);
  EXPECT_NE(coloured, plain);
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b'))
    coloured.erase(at, coloured.find('m', at) - at + 1);
  EXPECT_EQ(coloured, plain);
}

TEST(ReportTerminal, ShowsGroupsWithABarAndATotal) {
  Summary summary = small_summary();
  GroupSummary group;
  group.by = {"path"};
  group.show = {Measure::kCount, Measure::kBytes, Measure::kP95};
  GroupRow row;
  row.key = {"/a"};
  row.count = 12'345;
  row.bytes = 4'800'000;
  row.p95 = 35'200'000;
  group.rows = {row};
  row.key = {std::nullopt};
  row.count = 5;
  group.rows.push_back(row);
  group.total.count = 12'350;
  group.distinct = 2;
  summary.groups = {group};
  const std::string text = report_terminal(summary, terminal(80));
  EXPECT_THAT(text, HasSubstr("Requests by path"));
  EXPECT_THAT(text, HasSubstr("/a      12,345  4.8 MB  35.2 ms  \xE2\x96\x88"));
  EXPECT_THAT(text, HasSubstr("(none)       5  4.8 MB  35.2 ms  "));
  EXPECT_THAT(text, HasSubstr("total   12,350"));
  EXPECT_THAT(text, Not(HasSubstr("Statuses")));
}

TEST(ReportTerminal, IsTheWholeTextOnANarrowTerminal) {
  EXPECT_EQ(report_terminal(small_summary(), terminal(79)),
            report_text(small_summary(), terminal(79)));
}

RC_GTEST_PROP(ReportTerminal, MakesAnyBytesHarmless, (const std::string& bytes)) {
  const std::string text = report_terminal(full_summary(bytes, 3), terminal(80));
  RC_ASSERT(is_utf8(text));
  for (const std::string& line : lines_of(text))
    RC_ASSERT(safe_text(line) == line);
  RC_ASSERT(rows_of(text, 80) <= kScreen);
}

}  // namespace
}  // namespace logscan
