#include "report/own_files.h"

#include <string>

#include "logscan/findings.h"
#include "logscan/report.h"
#include "state/state.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(OwnFiles, WhatLogscanWritesIsKnown) {
  Summary summary;
  summary.inputs.emplace_back().path = "access.log";
  const ReportStyle style{80, false, false, false};
  EXPECT_TRUE(is_own_file(report_text(summary, style))) << report_text(summary, style);
  summary.window.emplace().to = "2026-01-15T10:00:00Z";
  EXPECT_TRUE(is_own_file(report_text(summary, style))) << report_text(summary, style);
  EXPECT_TRUE(is_own_file(report_json(summary, style)));
  EXPECT_TRUE(is_own_file(report_openmetrics(summary)));
  EXPECT_TRUE(is_own_file(write_state({})));
  EXPECT_TRUE(is_own_file(collect({}, {}).write()));
}

TEST(OwnFiles, LogsAreNot) {
  EXPECT_FALSE(is_own_file(""));
  EXPECT_FALSE(is_own_file("192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 1"));
  EXPECT_FALSE(is_own_file("{\"time\":\"2026-01-12T00:00:24+00:00\",\"status\":200}"));
}

}  // namespace
}  // namespace logscan
