#include <map>
#include <random>
#include <set>
#include <string>

#include "logscan/report.h"
#include "report/metrics_writer.h"
#include "support/metrics.h"
#include "support/summaries.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using detail::label_name;
using detail::label_text;
using test::MetricsReader;

GroupRow row(std::vector<std::optional<std::string>> key, std::uint64_t count) {
  GroupRow made;
  made.key = std::move(key);
  made.count = count;
  made.errors = count / 2;
  return made;
}

GroupSummary by_path() {
  GroupSummary group;
  group.by = {"path"};
  group.show = {Measure::kCount};
  group.rows = {row({"/a"}, 5), row({std::nullopt}, 3), row({""}, 2)};
  group.others = row({}, 7);
  group.total = row({}, 17);
  group.distinct = 9;
  return group;
}

TEST(ReportOpenmetrics, HasAllCountsOfTheRun) {
  const MetricsReader metrics(report_openmetrics(testing::small_summary()));
  EXPECT_EQ(metrics.value("logscan_lines_total", {{"kind", "parsed"}}), 3);
  EXPECT_EQ(metrics.value("logscan_lines_total", {{"kind", "malformed"}}), 1);
  EXPECT_EQ(metrics.value("logscan_malformed_lines_total", {{"reason", "no_status"}}), 1);
  EXPECT_EQ(metrics.value("logscan_malformed_lines_total", {{"reason", "too_long"}}), 0);
  EXPECT_EQ(metrics.value("logscan_lines_bytes_total", {}), 400);
  EXPECT_EQ(metrics.value("logscan_requests_total", {{"status", "503"}}), 2);
  EXPECT_EQ(metrics.value("logscan_errors_total", {{"class", "5xx"}}), 2);
  EXPECT_EQ(metrics.value("logscan_first_timestamp_seconds", {}), 1696939200);
  EXPECT_EQ(metrics.value("logscan_last_timestamp_seconds", {}), 1696942799);
  EXPECT_EQ(metrics.value("logscan_inputs", {{"result", "read"}}), 1);
  EXPECT_EQ(metrics.value("logscan_input_failed", {{"path", "/checkout"}}), 0);
}

TEST(ReportOpenmetrics, EverySampleHasTheGivenLabels) {
  Summary summary = testing::small_summary();
  summary.groups = {by_path()};
  const std::string bare = report_openmetrics(summary);
  const std::string text = report_openmetrics(summary, {{"site", "a\"b\\c\nd"}, {"host", "web1"}});
  const MetricsReader metrics(text);
  const std::map<std::string, std::string> labels = {{"site", "a\"b\\c\nd"}, {"host", "web1"}};
  std::map<std::string, std::string> parsed = labels;
  parsed.insert({"kind", "parsed"});
  EXPECT_EQ(metrics.value("logscan_lines_total", parsed), 3);
  EXPECT_EQ(metrics.value("logscan_lines_bytes_total", labels), 400);
  const auto count = [](const std::string& all, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = all.find(part); at != std::string::npos; at = all.find(part, at + 1))
      ++found;
    return found;
  };
  EXPECT_EQ(count(text, "{site=\"a\\\"b\\\\c\\nd\",host=\"web1\""), count(bare, "\nlogscan_"));
}

// --label refuses the listed names.
TEST(ReportOpenmetrics, HasNoLabelsButTheListedOnes) {
  Summary summary = testing::small_summary();
  summary.groups = {by_path()};
  summary.groups[0].rows[0].p50 = 1;
  summary.thresholds.resize(1);
  summary.thresholds[0].by = {"path"};
  std::set<std::string> names;
  const MetricsReader metrics(report_openmetrics(summary));
  for (const auto& [name, family] : metrics.families()) {
    for (const auto& sample : family.samples) {
      for (const auto& [label, value] : sample.labels)
        names.insert(label);
    }
  }
  EXPECT_EQ(names, std::set<std::string>(detail::kOwnLabels.begin(), detail::kOwnLabels.end()));
}

TEST(ReportOpenmetrics, IsValidWithoutLines) {
  const MetricsReader metrics(report_openmetrics({}));
  EXPECT_EQ(metrics.value("logscan_lines_total", {{"kind", "parsed"}}), 0);
  EXPECT_FALSE(metrics.families().contains("logscan_first_timestamp_seconds"));
}

TEST(ReportOpenmetrics, HasRowsOfGroupsAndOthers) {
  Summary summary = testing::small_summary();
  summary.groups = {by_path()};
  summary.groups[0].rows[0].bytes = 17;
  summary.groups[0].rows[0].clients = 2;
  summary.groups[0].rows[0].p50 = 120'000'000;
  summary.groups[0].rows[0].p99 = 2'000'000'000;
  summary.groups[0].rows[0].max = 2'500'000'000;
  summary.groups[0].rows[0].durations = 4;
  summary.groups[0].rows[0].duration_seconds = 2.75;
  const MetricsReader metrics(report_openmetrics(summary));
  const std::map<std::string, std::string> a = {{"by", "path"}, {"path", "/a"}};
  EXPECT_EQ(metrics.value("logscan_group_requests_total", a), 5);
  EXPECT_EQ(metrics.value("logscan_group_errors_total", a), 2);
  EXPECT_EQ(metrics.value("logscan_group_response_bytes_total", a), 17);
  EXPECT_EQ(metrics.value("logscan_group_clients", a), 2);
  EXPECT_EQ(metrics.value("logscan_group_duration_seconds",
                          {{"by", "path"}, {"path", "/a"}, {"quantile", "0.5"}}),
            0.12);
  EXPECT_EQ(metrics.value("logscan_group_duration_seconds_sum", a), 2.75);
  EXPECT_EQ(metrics.value("logscan_group_duration_seconds_count", a), 4);
  EXPECT_EQ(metrics.value("logscan_group_longest_duration_seconds", a), 2.5);
  EXPECT_EQ(metrics.value("logscan_group_requests_total", {{"by", "path"}, {"path", "(none)"}}), 3);
  EXPECT_EQ(metrics.value("logscan_group_requests_total", {{"by", "path"}, {"path", "(empty)"}}),
            2);
  EXPECT_EQ(metrics.value("logscan_group_others_requests", {{"by", "path"}}), 7);
  EXPECT_EQ(metrics.value("logscan_groups", {{"by", "path"}}), 9);
}

TEST(ReportOpenmetrics, KeepsListsOfGroupsApartAndLeavesOutTheSecondOfTwo) {
  Summary summary = testing::small_summary();
  GroupSummary twice = by_path();
  twice.by = {"path/2", "path/2", "by"};  // whatever the names, labels differ
  twice.rows = {row({"/a", "/a", "x"}, 1)};
  summary.groups = {by_path(), by_path(), twice};
  const MetricsReader metrics(report_openmetrics(summary));
  EXPECT_EQ(metrics.value(
                "logscan_group_requests_total",
                {{"by", "path/2,path/2,by"}, {"path_2", "/a"}, {"path_2_", "/a"}, {"by_", "x"}}),
            1);
}

TEST(ReportOpenmetrics, HasABoundedNumberOfRowsAndInputs) {
  Summary summary = testing::small_summary();
  GroupSummary group = by_path();
  group.rows.clear();
  for (int i = 0; i < 1500; ++i)
    group.rows.push_back(row({"/" + std::to_string(i)}, 2));
  summary.groups = {group};
  for (int i = 0; i < 300; ++i) {
    summary.inputs.push_back(summary.inputs[0]);
    summary.inputs.back().path = std::to_string(i);
  }
  summary.inputs.back().error = "gone";
  const MetricsReader metrics(report_openmetrics(summary));
  EXPECT_EQ(metrics.families().at("logscan_group_requests").samples.size(), 1000u);
  EXPECT_EQ(metrics.value("logscan_group_others_requests", {{"by", "path"}}), 1007);
  EXPECT_EQ(metrics.value("logscan_group_others_errors", {{"by", "path"}}), 503);
  EXPECT_EQ(metrics.families().at("logscan_input_failed").samples.size(), 100u);
  EXPECT_EQ(metrics.value("logscan_input_failed", {{"path", "299"}}), 1);
  EXPECT_EQ(metrics.value("logscan_inputs", {{"result", "failed"}}), 1);
}

TEST(ReportOpenmetrics, ShowsWhichThresholdsHold) {
  Summary summary = testing::small_summary();
  ThresholdResult result;
  result.threshold = Threshold::parse("errors > 1");
  result.holds = true;
  summary.thresholds = {result, result};
  result.by = {"host", "path"};
  result.holds = false;
  summary.thresholds.push_back(result);
  const MetricsReader metrics(report_openmetrics(summary));
  EXPECT_EQ(metrics.value("logscan_threshold_failed", {{"condition", "errors > 1"}}), 1);
  EXPECT_EQ(
      metrics.value("logscan_threshold_failed", {{"condition", "errors > 1"}, {"by", "host,path"}}),
      0);
}

TEST(LabelText, KeepsWhatIsPrintableAndMarksWhatIsNot) {
  EXPECT_EQ(label_text("/a\\b\"c"), "/a\\b\"c");
  EXPECT_EQ(label_text("/ä"), "/ä");
  EXPECT_EQ(label_text(""), "(empty)");
  EXPECT_TRUE(label_text("(none)").starts_with("(none)~"));
  EXPECT_TRUE(label_text("(empty)").starts_with("(empty)~"));
  EXPECT_TRUE(label_text("a\nb").starts_with("a\\x0ab~"));
  EXPECT_TRUE(label_text("\xff").starts_with("\\xff~"));
  EXPECT_NE(label_text("a\nb"), label_text("a\\x0ab"));
  const std::string longest(128, 'x');
  EXPECT_EQ(label_text(longest), longest);
  EXPECT_NE(label_text(longest + "a"), label_text(longest + "b"));
}

TEST(LabelText, IsTruncatedToItsLimitAtACharacter) {
  for (std::size_t front = 0; front < 8; ++front) {
    std::string text(front, 'x');
    while (text.size() < 200)
      text += "\xf0\x9f\x98\x80";
    const std::string label = label_text(text);
    EXPECT_LE(label.size(), detail::kLabelBytes);
    EXPECT_GT(label.size(), detail::kLabelBytes - 5);
    EXPECT_TRUE(is_utf8(label));
  }
}

TEST(LabelName, HasNoOddBytes) {
  EXPECT_EQ(label_name("path/2"), "path_2");
  EXPECT_EQ(label_name("client/16/48"), "client_16_48");
  EXPECT_EQ(label_name("2xx"), "_2xx");
}

// Whatever clients send, the text is valid, no two samples are the same, and none is lost.
TEST(ReportOpenmetrics, IsValidForAnyBytes) {
  std::mt19937_64 random(1);
  const auto bytes = [&] {
    static constexpr const char* kParts[] = {"\"", "\\",     "\n", "\r", "\x00",  "\xff",
                                             "a",  "{",      "}",  ",",  "=",     " ",
                                             "#",  "\u2028", "ä",  "~",  "(none)"};
    std::string text;
    for (std::size_t i = random() % (random() % 8 == 0 ? 200 : 4); i > 0; --i) {
      if (random() % 4 == 0) {
        text += static_cast<char>(random() % 256);
      } else {
        text += kParts[random() % std::size(kParts)];
      }
    }
    return text;
  };
  for (int round = 0; round < 300; ++round) {
    Summary summary = testing::small_summary(bytes());
    GroupSummary group = by_path();
    group.by = {"user", "agent"};
    group.rows.clear();
    std::set<std::vector<std::optional<std::string>>> known;
    for (int i = 0; i < 30; ++i) {
      std::vector<std::optional<std::string>> key{bytes(), std::nullopt};
      if (random() % 3 == 0) std::swap(key[0], key[1]);
      if (known.insert(key).second) group.rows.push_back(row(key, 1));
    }
    summary.groups = {group};
    const MetricsReader metrics(report_openmetrics(summary));
    double sum = metrics.value("logscan_group_others_requests", {{"by", "user,agent"}});
    for (const test::MetricSample& sample :
         metrics.families().at("logscan_group_requests").samples) {
      sum += sample.value;
      for (const auto& [name, value] : sample.labels)
        EXPECT_LE(value.size(), detail::kLabelBytes);
    }
    ASSERT_EQ(sum, 7 + static_cast<double>(group.rows.size()));
  }
}

}  // namespace
}  // namespace logscan
