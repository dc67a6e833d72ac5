#include <string>

#include "logscan/report.h"
#include "support/summaries.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace logscan {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::small_summary;

Summary window_summary() {
  Summary summary = small_summary();
  WindowSummary& window = summary.window.emplace();
  window.number = 3;
  window.from = "2026-01-15T10:00:00Z";
  window.to = "2026-01-15T11:00:00Z";
  window.repeated = true;
  window.pending_bytes = 12;
  window.lost = {
      {"access.log.1", 500, 40, true}, {"old\x1b.log", 7, 0, true}, {"b.log", 0, 9, false}};
  return summary;
}

TEST(ReportWindow, JsonHasItBeforeTheInputs) {
  const auto json = nlohmann::ordered_json::parse(report_json(window_summary(), {}));
  EXPECT_EQ(std::next(json.begin(), 2).key(), "state");
  EXPECT_EQ(json["state"].dump(),
            R"({"window":3,"from":"2026-01-15T10:00:00Z","to":"2026-01-15T11:00:00Z",)"
            R"("repeated":true,"pending_bytes":12,"lost_bytes":49,"lost":[)"
            R"({"path":"access.log.1","offset":500,"bytes":40,"maybe_more":true},)"
            R"({"path":"old\u001b.log","offset":7,"bytes":0,"maybe_more":true},)"
            R"({"path":"b.log","offset":0,"bytes":9,"maybe_more":false}]})");
}

TEST(ReportWindow, TheFirstHasNoBeginning) {
  Summary summary = window_summary();
  summary.window->from.reset();
  EXPECT_TRUE(nlohmann::json::parse(report_json(summary, {}))["state"]["from"].is_null());
  EXPECT_THAT(report_text(summary, {}), HasSubstr("3, the first, up to 2026-01-15T11:00:00Z"));
}

TEST(ReportWindow, TextShowsIt) {
  const std::string text = report_text(window_summary(), {});
  EXPECT_THAT(text, HasSubstr("window   3, from 2026-01-15T10:00:00Z to 2026-01-15T11:00:00Z; "
                              "repeated\n"));
  EXPECT_THAT(text, HasSubstr("pending  12 bytes of incomplete last lines"));
  EXPECT_THAT(text, HasSubstr("lost     access.log.1: at least 40 bytes from offset 500"));
  EXPECT_THAT(text, HasSubstr("lost     old\\x1b.log: everything after offset 7"));
  EXPECT_THAT(text, HasSubstr("lost     b.log: 9 bytes from offset 0, lost"));
}

TEST(ReportWindow, ReportsWithoutAWindowDoNotMentionIt) {
  EXPECT_THAT(report_text(small_summary(), {}), Not(HasSubstr("window")));
  EXPECT_FALSE(nlohmann::json::parse(report_json(small_summary(), {})).contains("state"));
}

TEST(ReportWindow, ListsTheFirstOfManyLosses) {
  Summary summary = window_summary();
  summary.window->lost.assign(25, {"access.log", 1, 2, false});
  EXPECT_THAT(report_text(summary, {}), HasSubstr("lost     ... and 15 more of 25"));
}

}  // namespace
}  // namespace logscan
