#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "logscan/report.h"
#include "support/summaries.h"
#include "text/safe_text.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

namespace logscan {
namespace {

using Json = nlohmann::ordered_json;
using testing::small_summary;

Json parsed(const Summary& summary, const ReportStyle& style = {}) {
  return Json::parse(report_json(summary, style));
}

std::vector<std::string> keys_of(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& item : object.items())
    keys.push_back(item.key());
  return keys;
}

std::string hex(const std::string& bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += kDigits[static_cast<unsigned char>(byte) >> 4];
    text += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

/// Whether `object` holds the bytes under `key` as the schema says.
void expect_bytes(const Json& object, const std::string& key, const std::string& bytes) {
  EXPECT_EQ(object.at(key).get<std::string>(), to_utf8(bytes));
  EXPECT_EQ(object.contains(key + "_raw"), !is_utf8(bytes));
  if (is_utf8(bytes)) return;
  EXPECT_EQ(object.at(key + "_raw").get<std::string>(), hex(bytes));
}

void expect_bytes_everywhere(const Json& json, const std::string& bytes) {
  expect_bytes(json["inputs"][0], "path", bytes);
  expect_bytes(json["malformed"]["samples"][0], "path", bytes);
  expect_bytes(json["malformed"]["samples"][0], "text", bytes);
  expect_bytes(json["malformed"]["samples"][0]["closest"], "expected", bytes);
  const Json& error = json["top_errors"][0];
  expect_bytes(error["paths"][0], "path", bytes);
  expect_bytes(error["clients"][0], "client", bytes);
  expect_bytes(error["example"], "text", bytes);
}

TEST(ReportJson, KeysComeInTheOrderOfTheSchema) {
  using Keys = std::vector<std::string>;
  Summary summary = small_summary();
  const Json json = parsed(summary);
  EXPECT_EQ(keys_of(json),
            (Keys{"schema", "version", "inputs", "totals", "time", "timeline", "status",
                  "malformed", "unread", "top_errors", "incidents", "run"}));
  EXPECT_EQ(keys_of(json["inputs"][0]),
            (Keys{"path", "bytes", "bytes_read", "compression", "log_formats", "lines", "parsed",
                  "malformed", "blank", "comment", "filtered", "incomplete_last_line", "error"}));
  EXPECT_EQ(keys_of(json["totals"]), (Keys{"bytes", "lines", "parsed", "malformed", "blank",
                                           "comment", "filtered", "incomplete_last_line"}));
  EXPECT_EQ(keys_of(json["timeline"]),
            (Keys{"every", "from", "requests", "errors", "before", "after", "undated"}));
  EXPECT_EQ(keys_of(json["status"]), (Keys{"codes", "classes", "errors"}));
  EXPECT_EQ(keys_of(json["malformed"]["samples"][0]),
            (Keys{"path", "line", "offset", "reason", "text", "closest"}));
  EXPECT_EQ(keys_of(json["malformed"]["samples"][0]["closest"]),
            (Keys{"log_format", "column", "expected"}));
  EXPECT_EQ(keys_of(json["top_errors"][0]), (Keys{"status", "count", "first", "last", "paths",
                                                  "clients", "exact", "error_bound", "example"}));
  summary.baseline.emplace();
  EXPECT_EQ(keys_of(parsed(summary, {.run = false})),
            (Keys{"schema", "version", "inputs", "totals", "time", "timeline", "status",
                  "malformed", "unread", "top_errors", "incidents", "baseline"}));
}

TEST(ReportJson, HoldsTheNumbers) {
  const Json json = parsed(small_summary());
  EXPECT_EQ(json["schema"], "logscan.report/1");
  EXPECT_EQ(json["totals"]["lines"], 4);
  EXPECT_EQ(json["time"]["first"], "2023-10-10T12:00:00+00:00");
  EXPECT_EQ(json["timeline"]["errors"][31], 2);
  EXPECT_EQ(json["status"]["codes"], (Json{{"200", 1}, {"503", 2}}));
  EXPECT_EQ(json["status"]["errors"]["rate"].get<double>(), 2.0 / 3.0);
  EXPECT_EQ(json["malformed"]["reasons"], (Json{{"no_status", 1}}));
  EXPECT_EQ(json["malformed"]["samples"][0]["closest"]["column"], 45);
  EXPECT_EQ(json["top_errors"][0]["example"]["offset"], 100);
  Summary too_long = small_summary();
  too_long.malformed.samples[0].closest.reset();
  EXPECT_TRUE(parsed(too_long)["malformed"]["samples"][0]["closest"].is_null());
}

TEST(ReportJson, OddCodesComeLast) {
  Summary summary = small_summary();
  for (const StatusCode code : {kStatusDash, kStatusMinusOne, StatusCode{0}, StatusCode{999}}) {
    summary.status.codes[code] = 1;
  }
  EXPECT_EQ(keys_of(parsed(summary)["status"]["codes"]),
            (std::vector<std::string>{"000", "200", "503", "999", "-1", "-"}));
}

TEST(ReportJson, AnEmptyRunIsValid) {
  const Json json = parsed(Summary{});
  EXPECT_TRUE(json["inputs"].empty());
  EXPECT_TRUE(json["time"]["first"].is_null());
  EXPECT_TRUE(json["timeline"]["from"].is_null());
  EXPECT_EQ(json["status"]["errors"]["rate"], 0);
}

TEST(ReportJson, NumbersKeepAllTheirDigits) {
  Summary summary = small_summary();
  summary.totals.bytes = std::numeric_limits<std::uint64_t>::max();
  summary.run.elapsed_seconds = std::nan("");
  summary.run.cpu_seconds = 0.1;
  const Json json = parsed(summary);
  EXPECT_EQ(json["totals"]["bytes"].get<std::uint64_t>(), summary.totals.bytes);
  EXPECT_TRUE(json["run"]["elapsed_seconds"].is_null());
  EXPECT_EQ(json["run"]["cpu_seconds"].get<double>(), 0.1);
}

TEST(ReportJson, EveryByteSurvives) {
  for (int byte = 0; byte < 256; ++byte) {
    for (const std::string& bytes : {std::string(1, static_cast<char>(byte)),
                                     "a" + std::string(1, static_cast<char>(byte)) + "b"}) {
      expect_bytes_everywhere(parsed(small_summary(bytes)), bytes);
    }
  }
}

TEST(ReportJson, TheTextHasNoControlsAndOneFinalLineFeed) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte)
    all += static_cast<char>(byte);
  const std::string text = report_json(small_summary(all), {});
  EXPECT_TRUE(is_utf8(text));
  for (const char each : text) {
    const auto byte = static_cast<unsigned char>(each);
    EXPECT_TRUE(byte == '\n' || (byte >= 0x20 && byte != 0x7F));
  }
  EXPECT_TRUE(text.ends_with("}\n"));
  EXPECT_EQ(text, report_json(small_summary(all), {}));
}

RC_GTEST_PROP(ReportJsonProperty, AnyBytesGiveValidJson, (const std::string& bytes)) {
  expect_bytes_everywhere(parsed(small_summary(bytes)), bytes);
  RC_ASSERT(!::testing::Test::HasFailure());
}

}  // namespace
}  // namespace logscan
