#include <string>
#include <variant>
#include <vector>

#include "logscan/report.h"
#include "report/document_sections.h"
#include "support/summaries.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::detail {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

Summary compared_summary() {
  Summary summary = logscan::testing::small_summary();
  ReportComparison& comparison = summary.comparison.emplace();
  comparison.with = "old\x1b.json";
  comparison.before = {LogTime{1696939200 - 604800, 0}, LogTime{1696939300 - 604800, 0}, 1000, 20};
  comparison.after = {LogTime{1696939200, 0}, LogTime{1696939300, 0}, 2000, 90};
  comparison.tests = 12;
  Change& change = comparison.changes.emplace_back();
  change.of = Change::Of::kPath;
  change.status = StatusCode{503};
  change.key = {"/a\x1b"};
  change.before = {0, 4, 1000};
  change.after = {50, 50, 2000};
  return summary;
}

TEST(DocumentComparison, SaysWhatChanged) {
  Summary summary = compared_summary();
  EXPECT_THAT(report_text(summary, {}),
              HasSubstr("with     old\\x1b.json\n"
                        "before   1000 requests, 2.00 % errors, 2023-10-03T12:00:00+00:00 ..\n"
                        "         2023-10-03T12:01:40+00:00\n"
                        "now      2000 requests, 4.50 % errors, 2023-10-10T12:00:00+00:00 ..\n"
                        "         2023-10-10T12:01:40+00:00\n"
                        "worse    503 on /a\\x1b: 2.50 % (50 of 2000), before at most 0.40 % (4 of "
                        "1000)\n"));
  summary.comparison->changes.clear();
  EXPECT_THAT(report_text(summary, {}),
              HasSubstr("same     no rate differs by more than chance (12 tested)\n"));
  summary.comparison.reset();
  EXPECT_THAT(report_text(summary, {}), Not(HasSubstr("Compared")));
}

TEST(DocumentComparison, HasWordsForEveryChange) {
  Summary summary = compared_summary();
  Change& change = summary.comparison->changes[0];
  change.before = {4, 4, 1000};
  const auto shown = [&](Change::Of of, Change::Verdict verdict) {
    change.of = of;
    change.verdict = verdict;
    return report_text(summary, {});
  };
  using enum Change::Of;
  using enum Change::Verdict;
  EXPECT_THAT(shown(kErrors, kNew), HasSubstr("\nnew      errors: 2.50 %"));
  EXPECT_THAT(shown(kServerErrors, kGone), HasSubstr("\ngone     server errors: 2.50 %"));
  EXPECT_THAT(shown(kStatus, kBetter), HasSubstr("\nbetter   status 503: 2.50 %"));
  EXPECT_THAT(shown(kClient, kWorse), HasSubstr("\nworse    503 from /a\\x1b: 2.50 %"));
  change.key = {"a", std::nullopt};
  EXPECT_THAT(shown(kGroup, kMore), HasSubstr("\nmore     a, (none): 2.50 %"));
  change.key = {std::nullopt};
  EXPECT_THAT(shown(kGroupErrors, kLess), HasSubstr("\nless     errors of (none): 2.50 %"));
}

TEST(DocumentComparison, IsATable) {
  Summary summary = compared_summary();
  Document document;
  add_comparison(document, summary);
  ASSERT_THAT(document.sections, SizeIs(1));
  ASSERT_THAT(document.sections[0].parts, SizeIs(2));
  const Table& table = std::get<Table>(document.sections[0].parts[1]);
  ASSERT_THAT(table.rows, SizeIs(1));
  EXPECT_EQ(table.rows[0].cells.size(), table.columns.size());
  EXPECT_EQ(std::get<LogBytes>(table.rows[0].cells[3]).bytes, "/a\x1b");
  EXPECT_TRUE(std::get<Count>(table.rows[0].cells[6]).at_most);

  summary.comparison->changes.assign(12, summary.comparison->changes[0]);
  EXPECT_THAT(comparison_facts(summary, 10).facts, SizeIs(3 + 10 + 1));
}

}  // namespace
}  // namespace logscan::detail
