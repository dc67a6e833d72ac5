#include "session/report_reader.h"

#include <random>
#include <string>

#include "logscan/report.h"
#include "support/summaries.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::cli {
namespace {

using logscan::testing::small_summary;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Optional;

Summary some_summary() {
  Summary summary = small_summary("/caf\xE9\x01");
  summary.status.codes[kStatusDash] = 7;
  summary.status.codes[kStatusMinusOne] = 8;
  summary.filters = {{"--path", "/\xFF*", std::nullopt}};
  GroupSummary& groups = summary.groups.emplace_back();
  groups.by = {"path", "host"};
  groups.show = {Measure::kCount, Measure::kErrors};
  groups.rows.resize(2);
  groups.rows[0].key = {"/\xE9", std::nullopt};
  groups.rows[0].count = 9;
  groups.rows[0].errors = 4;
  groups.rows[1].key = {"/", "a"};
  groups.total.count = 20;
  groups.others.count = 11;
  groups.exact = false;
  groups.error_bound = 3;
  return summary;
}

TEST(ReportReader, ReadsWhatAReportHolds) {
  const Summary summary = some_summary();
  const Summary read = read_report(report_json(summary, {}));
  EXPECT_EQ(read.totals.parsed, summary.totals.parsed);
  EXPECT_EQ(read.first, summary.first);
  EXPECT_EQ(read.last, summary.last);
  EXPECT_EQ(read.status.codes, summary.status.codes);
  EXPECT_EQ(read.status.errors(), summary.status.errors());
  ASSERT_EQ(read.filters.size(), 1U);
  EXPECT_EQ(read.filters[0].option, "--path");
  EXPECT_EQ(read.filters[0].value, "/\xFF*");
  ASSERT_EQ(read.top_errors.size(), 1U);
  EXPECT_EQ(read.top_errors[0].status, 503);
  EXPECT_EQ(read.top_errors[0].count, 2U);
  ASSERT_EQ(read.top_errors[0].paths.size(), 1U);
  EXPECT_EQ(read.top_errors[0].paths[0].key, "/caf\xE9\x01");
  EXPECT_EQ(read.top_errors[0].paths[0].count, 2U);
  EXPECT_EQ(read.top_errors[0].clients.size(), 1U);
  ASSERT_EQ(read.groups.size(), 1U);
  EXPECT_THAT(read.groups[0].by, ElementsAre("path", "host"));
  ASSERT_EQ(read.groups[0].rows.size(), 2U);
  EXPECT_THAT(read.groups[0].rows[0].key,
              ElementsAre(Optional(std::string("/\xE9")), std::nullopt));
  EXPECT_EQ(read.groups[0].rows[0].errors, 4U);
  EXPECT_EQ(read.groups[0].others.count, 11U);
  EXPECT_EQ(read.groups[0].error_bound, 3U);
  EXPECT_FALSE(read.groups[0].exact);
}

TEST(ReportReader, NamesWhatIsWrong) {
  const auto message = [](const std::string& json) -> std::string {
    try {
      read_report(json);
    } catch (const ReportError& error) {
      return error.what();
    }
    return "";
  };
  std::string json = report_json(some_summary(), {});
  EXPECT_EQ(message(json), "");
  EXPECT_THAT(message(R"({"schema": "logscan.follow/1"})"), HasSubstr("got \"logscan.follow/1\""));
  EXPECT_THAT(message(R"({"schema": 1})"), HasSubstr("damaged at \"schema\""));
  EXPECT_THAT(message(R"({"schema": "logscan.report/1"})"), HasSubstr("damaged at \"totals\""));
  EXPECT_THAT(message(json.substr(0, json.size() / 2)), HasSubstr("not valid JSON"));
  EXPECT_THAT(message(std::string(1'000'000, '[')), HasSubstr("not valid JSON"));
}

// A changed report is read or refused, and nothing else.
TEST(ReportReader, SurvivesAnyChange) {
  const std::string json = report_json(some_summary(), {.run = false});
  std::mt19937 random(1);
  int refused = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string changed = json;
    for (int n = 0; n < 2; ++n) {
      constexpr char kBytes[] = "0-9\"{}[],:nt\xFF.e";
      changed[random() % changed.size()] = kBytes[random() % (sizeof kBytes - 1)];
    }
    try {
      read_report(changed);
    } catch (const ReportError&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace logscan::cli
