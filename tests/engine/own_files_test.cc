#include "engine/own_files.h"

#include <string>

#include "logscan/aggregate.h"
#include "logscan/report.h"
#include "state/state.h"
#include "support/state_bytes.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

Summary some_summary() {
  Summary summary;
  summary.inputs.emplace_back().path = "access.log";
  return summary;
}

TEST(OwnFiles, PartialsAndStatesAreRecognisedByTheirFirstLine) {
  EXPECT_EQ(own_file(collect({}, {}).write()), OwnFile::kPartial);
  EXPECT_EQ(own_file("logscan partial 88: of a later version"), OwnFile::kPartial);
  EXPECT_EQ(own_file(test::state_bytes({})), OwnFile::kState);
  EXPECT_EQ(own_file("logscan state 77\n"), OwnFile::kState);
}

TEST(OwnFiles, ReportsAreRecognisedInEveryFormat) {
  for (const bool color : {false, true}) {
    ReportStyle style;
    style.color = color;
    Summary summary = some_summary();
    EXPECT_EQ(own_file(report_text(summary, style)), OwnFile::kReport);
    summary.window.emplace().to = "2026-01-15T10:00:00Z";
    EXPECT_EQ(own_file(report_text(summary, style)), OwnFile::kReport);
    ThresholdResult& result = summary.thresholds.emplace_back();
    result.threshold = Threshold::parse("server_errors.rate > 1pct");
    result.value = 0.05;
    result.holds = true;
    result.failing = 1;
    EXPECT_EQ(own_file(report_text(summary, style)), OwnFile::kReport)
        << report_text(summary, style);
    result.holds = false;
    result.unmeasured = true;
    EXPECT_EQ(own_file(report_text(summary, style)), OwnFile::kReport)
        << report_text(summary, style);
  }
  EXPECT_EQ(own_file(report_json(some_summary(), {})), OwnFile::kReport);
  EXPECT_EQ(own_file(report_openmetrics(some_summary())), OwnFile::kReport);
}

TEST(OwnFiles, JsonIsRecognisedInAnyLayout) {
  for (const char* const json : {"{\"schema\":\"logscan.follow/1\",\"from\":",
                                 "{\"schema\": \"logscan.report/1\", \"version",
                                 "{\r\n\t\"schema\" : \"logscan.report/2\","})
    EXPECT_EQ(own_file(json), OwnFile::kReport) << json;
}

TEST(OwnFiles, OtherFilesAreNotRecognised) {
  for (const char* const text :
       {"", "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 1",
        "{\"time\":\"2026-01-12T00:00:24+00:00\",\"status\":200}", "{\"schema\":\"logs/1\"",
        "{\"a\":1,\"schema\":\"logscan.report/1\"", "FAILED to bind: the port is taken",
        "FAILED login: 192.0.2.1 - - [12/Jan/2026:10:00:00 +0000]", "logscan: a.log: no such file",
        "input 1", "\x1b[", "\x1b[31"})
    EXPECT_EQ(own_file(text), std::nullopt) << text;
}

}  // namespace
}  // namespace logscan
