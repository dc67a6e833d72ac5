#include <string>

#include "report/document_sections.h"
#include "support/summaries.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::detail {
namespace {

using ::testing::SizeIs;

Incident incident_at(int minute, int minutes) {
  const Timeline timeline = logscan::testing::small_summary().timeline;
  Incident incident;
  incident.start = {timeline.from.seconds + minute * 60, 0};
  incident.end = {incident.start.seconds + minutes * 60, 0};
  incident.requests = 400;
  incident.errors = 155;
  return incident;
}

TEST(DocumentIncidents, AreATableAndMarksOnTheTimeline) {
  Summary summary = logscan::testing::small_summary();
  Document document;
  add_incidents(document, summary);
  EXPECT_THAT(document.sections, SizeIs(0));
  EXPECT_THAT(incident_marks(summary), SizeIs(0));

  summary.incidents = {incident_at(30, 3), incident_at(-2, 4), incident_at(58, 9),
                       incident_at(-9, 9), incident_at(60, 9)};
  summary.incidents[0].path = "/a\x1b";
  const std::vector<ChartMark> marks = incident_marks(summary);
  ASSERT_THAT(marks, SizeIs(3));  // two are outside
  EXPECT_EQ(marks[0].first, 30U);
  EXPECT_EQ(marks[0].last, 32U);
  EXPECT_EQ(marks[0].text, "incident 12:30 to 12:33");
  EXPECT_EQ(marks[1].first, 0U);
  EXPECT_EQ(marks[1].last, 1U);
  EXPECT_EQ(marks[2].first, 58U);
  EXPECT_EQ(marks[2].last, 59U);

  add_incidents(document, summary);
  ASSERT_THAT(document.sections, SizeIs(1));
  const Table& table = std::get<Table>(document.sections[0].parts[0]);
  ASSERT_THAT(table.rows, SizeIs(5));
  for (const TableRow& row : table.rows)
    EXPECT_EQ(row.cells.size(), table.columns.size());
  ASSERT_EQ(table.columns[11].name, "path");
  EXPECT_EQ(std::get<LogBytes>(table.rows[0].cells[11]).bytes, "/a\x1b");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(table.rows[1].cells[11]));
}

}  // namespace
}  // namespace logscan::detail
