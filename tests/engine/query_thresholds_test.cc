// Verdicts on a run are those of a naive answer: a sorted map over lines cut one by one.

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "logscan/engine.h"
#include "support/asked_lines.h"
#include "support/log_maker.h"
#include "support/query_maker.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using Lines = std::vector<const LogLine*>;
using Amount = Threshold::Amount;

constexpr const char* kThresholds[] = {
    "requests > 3",          "requests < 2",           "errors >= 2",
    "errors.rate > 40pct",   "client_errors > 1",      "server_errors.rate > 0.3",
    "server_errors == 0",    "status.404 > 0",         "status.200.rate < 50pct",
    "p50(duration) > 100ms", "max(duration) <= 500ms", "malformed.rate > 10pct",
    "malformed > 4",         "status.500 != 1",
};

QuerySpec asked(const std::vector<std::string>& lists, std::uint64_t min_requests) {
  QuerySpec query;
  for (const char* text : kThresholds)
    query.thresholds.push_back(Threshold::parse(text));
  for (const std::string& keys : lists) {
    GroupSpec groups;
    groups.by = split_group_keys(keys);
    groups.show = {Measure::kCount};
    groups.top = 1;
    query.groups.push_back(groups);
  }
  query.min_requests = min_requests;
  return query;
}

Summary judged(const std::string& path, QuerySpec query, unsigned threads = 2,
               std::uint64_t range_size = 4 << 20) {
  EngineOptions options;
  options.query = test::compiled(std::move(query));
  options.threads = threads;
  options.range_size = range_size;
  return analyse(test::open_all({path}), options);
}

struct NaiveJudgement {
  std::optional<double> value;
  bool holds = false;
};

NaiveJudgement judge(const Threshold& threshold, std::uint64_t least, const Lines& lines) {
  if (threshold.amount != Amount::kRequests && lines.size() < least) return {};
  std::vector<double> durations;
  double part = 0;
  for (const LogLine* line : lines) {
    part += threshold.counts(line->status);
    if (line->duration && *line->duration >= 0)
      durations.push_back(static_cast<double>(*line->duration));
  }
  std::sort(durations.begin(), durations.end());
  double value = part;
  if (threshold.amount == Amount::kDuration) {
    if (durations.empty()) return {};
    const double rank = std::ceil(threshold.quantile * static_cast<double>(durations.size()));
    value = durations[static_cast<std::size_t>(rank) - 1];
  } else if (threshold.rate) {
    if (lines.empty()) return {};
    value /= static_cast<double>(lines.size());
  }
  return {value, threshold.holds(value)};
}

std::map<test::KeyValues, Lines> groups_of(const std::vector<test::OwnedLine>& lines,
                                           const std::vector<GroupKey>& by) {
  std::map<test::KeyValues, Lines> groups;
  for (const test::OwnedLine& line : lines)
    groups[test::key_of(line, by)].push_back(&line.line);
  return groups;
}

std::vector<GroupKey> keys_of(const QuerySpec& spec, std::size_t i) {
  return test::compiled(spec)->groups[i].by;
}

void expect_naive(const ThresholdResult& result, const QuerySpec& query,
                  const std::map<test::KeyValues, Lines>& groups, const std::string& where) {
  std::uint64_t failing = 0;
  std::uint64_t judged = 0;
  for (const auto& [key, lines] : groups) {
    const NaiveJudgement naive = judge(result.threshold, query.min_requests, lines);
    judged += naive.value.has_value();
    failing += naive.holds;
  }
  ASSERT_EQ(result.judged, judged) << where;
  ASSERT_EQ(result.failing, failing) << where;
  ASSERT_EQ(result.holds, failing > 0) << where;
  ASSERT_EQ(result.unsure + result.unseen, 0u) << where;
  ASSERT_EQ(result.value.has_value(), judged > 0) << where;
  if (!result.value) return;
  // The reported group is one of those, and none is further from the limit.
  const NaiveJudgement told = judge(result.threshold, query.min_requests,
                                    groups.at(result.by.empty() ? test::KeyValues() : result.key));
  ASSERT_EQ(told.holds, result.holds) << where;
  ASSERT_NEAR(*told.value, *result.value, *told.value / 100) << where;
  for (const auto& [key, lines] : groups) {
    const NaiveJudgement naive = judge(result.threshold, query.min_requests, lines);
    if (!naive.value || naive.holds != result.holds) continue;
    const bool exact = result.threshold.amount != Amount::kDuration;
    if (exact && result.threshold.is_upper()) {
      ASSERT_LE(*naive.value, *result.value) << where;
    }
  }
}

TEST(QueryThresholds, AreTheNaiveOnesOfRandomLogs) {
  const std::vector<std::string> lists[] = {
      {}, {"path"}, {"user,agent", "status"}, {"host", "host"}, {"class"}, {"user"}};
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    test::LogMaker random(seed);
    const std::string text = random.lines(random.below(150));
    const std::vector<std::string>& keys = lists[seed % std::size(lists)];
    QuerySpec query = asked(keys, random.below(4));
    const test::TempFile file(text);
    const Summary summary = judged(file.path(), query);
    const std::vector<test::OwnedLine> lines = test::parsed_lines(text, file.path());
    ASSERT_EQ(summary.groups.size(), keys.size());  // the tables of the thresholds are not there

    std::size_t next = 0;
    for (const Threshold& threshold : query.thresholds) {
      const std::string where = std::to_string(seed) + " " + threshold.text;
      if (threshold.amount == Amount::kMalformed) {
        const ThresholdResult& result = summary.thresholds.at(next++);
        const double bad = static_cast<double>(summary.totals.malformed);
        const double all = bad + static_cast<double>(summary.totals.parsed);
        ASSERT_EQ(result.holds, all >= static_cast<double>(query.min_requests) && all > 0 &&
                                    threshold.holds(threshold.rate ? bad / all : bad))
            << where;
        continue;
      }
      if (keys.empty()) {
        std::map<test::KeyValues, Lines> total;
        for (const test::OwnedLine& line : lines)
          total[{}].push_back(&line.line);
        if (lines.empty()) total[{}] = {};
        expect_naive(summary.thresholds.at(next++), query, total, where);
        continue;
      }
      for (std::size_t i = 0; i < keys.size() && (i == 0 || keys[i] != keys[0]); ++i) {
        expect_naive(summary.thresholds.at(next++), query, groups_of(lines, keys_of(query, i)),
                     where);
      }
    }
    ASSERT_EQ(next, summary.thresholds.size());
  }
}

// If groups exceed their memory, results that are called sure are right.
TEST(QueryThresholds, AreRightForInexactGroups) {
  std::size_t unsure = 0;
  std::size_t holding = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    test::LogMaker random(seed);
    std::string text;
    for (int i = 0; i < 600; ++i) {
      const std::size_t path = random.below(random.below(5) == 0 ? 200 : 4);
      text += "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /" + std::to_string(path) +
              " HTTP/1.1\" " +
              (path % 3 == 0      ? "503"
               : random.chance(4) ? "404"
                                  : "200") +
              " 1\n";
    }
    QuerySpec query = asked({"path"}, random.below(3) * 20);
    query.memory = 12'000;
    const test::TempFile file(text);
    const Summary summary = judged(file.path(), query, static_cast<unsigned>(1 + seed % 3), 2000);
    const std::vector<test::OwnedLine> lines_of_text = test::parsed_lines(text, file.path());
    const auto groups = groups_of(lines_of_text, keys_of(query, 0));
    for (const ThresholdResult& result : summary.thresholds) {
      if (result.by.empty()) continue;
      const std::string where = std::to_string(seed) + " " + result.threshold.text;
      std::uint64_t failing = 0;
      for (const auto& [key, lines] : groups)
        failing += judge(result.threshold, query.min_requests, lines).holds;
      ASSERT_LE(result.failing, failing) << where;
      if (result.is_sure() && !result.unmeasured) {
        ASSERT_EQ(result.failing, failing) << where;
      }
      if (result.holds) {
        ASSERT_TRUE(judge(result.threshold, query.min_requests, groups.at(result.key)).holds)
            << where;
      }
      unsure += result.unsure > 0 || result.unseen > 0;
      holding += result.holds;
    }
  }
  EXPECT_GT(unsure, 10u);
  EXPECT_GT(holding, 10u);
}

TEST(QueryThresholds, AreJudgedByTheGroupsOfASeriesOverAllItsTime) {
  std::string text;
  for (int hour = 10; hour < 14; ++hour) {
    text += "192.0.2.1 - - [12/Jan/2026:" + std::to_string(hour) +
            ":00:00 +0000] \"GET /a HTTP/1.1\" 500 1\n";
  }
  QuerySpec query;
  query.thresholds = {Threshold::parse("errors > 3"), Threshold::parse("requests > 4")};
  SeriesSpec series;
  series.groups.by = {"path"};
  series.groups.show = {Measure::kCount};
  query.series = {series};
  const test::TempFile file(text);
  const Summary summary = judged(file.path(), query);
  ASSERT_EQ(summary.thresholds.size(), 2u);
  EXPECT_TRUE(summary.thresholds[0].holds);
  EXPECT_EQ(summary.thresholds[0].key, test::KeyValues{"/a"});
  EXPECT_FALSE(summary.thresholds[1].holds);
  EXPECT_TRUE(summary.groups.empty());
}

TEST(QueryThresholds, ReportMissingDurations) {
  const test::TempFile file(
      "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 1\n");
  QuerySpec query;
  query.thresholds = {Threshold::parse("p99(duration) > 1s")};
  EXPECT_TRUE(judged(file.path(), query).thresholds.at(0).unmeasured);
  query.min_requests = 2;
  EXPECT_FALSE(judged(file.path(), query).thresholds.at(0).unmeasured);
  const test::TempFile empty("");
  query.min_requests = 0;
  EXPECT_FALSE(judged(empty.path(), query).thresholds.at(0).unmeasured);
}

}  // namespace
}  // namespace logscan
