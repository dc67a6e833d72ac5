#include <random>
#include <string>
#include <vector>

#include "logscan/engine.h"
#include "logscan/summary.h"
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A report with these statuses, and no lists.
Summary report(std::uint64_t parsed,
               const std::vector<std::pair<StatusCode, std::uint64_t>>& codes) {
  Summary summary;
  summary.totals.parsed = parsed;
  std::uint64_t others = parsed;
  for (const auto& [code, count] : codes) {
    summary.status.codes[code] = count;
    others -= count;
    if (is_client_error(code)) summary.status.client_errors += count;
    if (is_server_error(code)) summary.status.server_errors += count;
    if (!is_error(code)) continue;
    summary.top_errors.emplace_back().status = code;
    summary.top_errors.back().count = count;
  }
  summary.status.codes[200] += others;
  return summary;
}

std::vector<std::string> words(const ReportComparison& comparison) {
  std::vector<std::string> all;
  for (const Change& change : comparison.changes) {
    std::string text = kVerdictNames[static_cast<std::size_t>(change.verdict)];
    text += std::string(" ") + kChangeOfNames[static_cast<std::size_t>(change.of)];
    if (change.status) text += " " + status_name(*change.status);
    for (const auto& key : change.key)
      text += " " + key.value_or("-");
    all.push_back(text);
  }
  return all;
}

TEST(Compare, FindsNothingInTheSame) {
  const Summary summary = report(10'000, {{404, 300}, {503, 20}});
  const ReportComparison comparison = compare(summary, summary);
  EXPECT_THAT(comparison.changes, IsEmpty());
  EXPECT_EQ(comparison.before.requests, 10'000U);
  EXPECT_EQ(comparison.after.errors, 320U);
  EXPECT_EQ(comparison.tests, 5U);  // errors, 5xx, 200, 404, 503
}

TEST(Compare, ComparesRatesAndNotCounts) {
  EXPECT_THAT(compare(report(10'000, {{404, 300}}), report(20'000, {{404, 600}})).changes,
              IsEmpty());
}

TEST(Compare, FindsWhatIsNewGoneWorseAndBetter) {
  const Summary before = report(10'000, {{301, 50}, {404, 300}, {410, 100}, {500, 100}});
  const Summary after = report(10'000, {{301, 200}, {404, 900}, {500, 20}, {503, 50}});
  EXPECT_THAT(words(compare(before, after)),
              ElementsAre("new status 503", "worse status 404", "worse errors", "gone status 410",
                          "better status 500", "more status 301"));
}

TEST(Compare, NeedsAVolumeAndARatio) {
  EXPECT_THAT(compare(report(1'000'000, {}), report(1000, {{503, 9}})).changes, IsEmpty());
  EXPECT_THAT(words(compare(report(1'000'000, {}), report(1000, {{503, 10}}))),
              ElementsAre("new errors", "new server_errors", "new status 503"));
  EXPECT_THAT(
      compare(report(1'000'000, {{404, 100'000}}), report(1'000'000, {{404, 149'000}})).changes,
      IsEmpty());
}

TEST(Compare, KnowsWhatAListLacksWithinBounds) {
  Summary before = report(10'000, {{404, 500}});
  Summary after = report(10'000, {{404, 500}});
  before.top_errors[0].paths = {{"/a", 300}, {"/b", 200}};
  after.top_errors[0].paths = {{"/a", 300}, {"/c", 200}};
  EXPECT_THAT(words(compare(before, after)), ElementsAre("new path 404 /c", "gone path 404 /b"));
  // The list ends with 200, and 200 more lines are on paths that it does not show.
  before = report(10'000, {{404, 700}});
  before.top_errors[0].paths = {{"/a", 300}, {"/b", 200}};
  EXPECT_THAT(words(compare(before, after)), ElementsAre("gone path 404 /b"));
  before.top_errors[0].error_bound = 195;
  EXPECT_THAT(compare(before, after).changes, IsEmpty());
}

TEST(Compare, ComparesClients) {
  Summary before = report(10'000, {{404, 500}});
  Summary after = report(10'000, {{404, 500}});
  before.top_errors[0].clients = {{"192.0.2.1", 450}, {"192.0.2.2", 50}};
  after.top_errors[0].clients = {{"192.0.2.1", 250}, {"192.0.2.2", 250}};
  EXPECT_THAT(words(compare(before, after)),
              ElementsAre("worse client 404 192.0.2.2", "better client 404 192.0.2.1"));
}

GroupSummary groups(
    const std::vector<std::tuple<std::string, std::uint64_t, std::uint64_t>>& rows) {
  GroupSummary groups;
  groups.by = {"path"};
  for (const auto& [key, count, errors] : rows) {
    GroupRow& row = groups.rows.emplace_back();
    row.key = {key};
    row.count = count;
    row.errors = errors;
    groups.total.count += count;
  }
  return groups;
}

TEST(Compare, ComparesGroups) {
  Summary before = report(1000, {});
  Summary after = report(1000, {});
  before.groups = {groups({{"/", 500, 10}, {"/a", 400, 0}, {"/b", 100, 0}})};
  after.groups = {groups({{"/", 500, 100}, {"/a", 100, 0}, {"/b", 400, 0}})};
  EXPECT_THAT(words(compare(before, after)),
              ElementsAre("worse group_errors /", "more group /b", "less group /a"));
  before.groups[0].by = {"host"};
  EXPECT_THAT(compare(before, after).changes, IsEmpty());
  before.groups[0].by = {"path"};
  before.groups[0].exact = false;  // then errors are not known exactly
  before.groups[0].error_bound = 90;
  EXPECT_THAT(words(compare(before, after)), ElementsAre("more group /b", "less group /a"));
}

// Requests with random statuses, paths and clients. `rates` are those of 404 and 503.
Summary random_report(std::uint64_t requests, double missing, double down,
                      std::mt19937_64& random) {
  Summary summary;
  const auto draw = [&](std::uint64_t n, double p) {
    return std::binomial_distribution<std::uint64_t>(n, p)(random);
  };
  const std::uint64_t moved = draw(requests, 0.05);
  summary =
      report(requests, {{301, moved}, {404, draw(requests, missing)}, {503, draw(requests, down)}});
  for (ErrorSummary& error : summary.top_errors) {
    for (auto* keys : {&error.paths, &error.clients}) {
      std::uint64_t rest = error.count;
      for (int i = 0; i < 30; ++i) {
        const std::uint64_t count = draw(rest, 0.2);
        if (count > 0) keys->push_back({fmt::format("{:02}", i), count});
        rest -= count;
      }
      std::stable_sort(keys->begin(), keys->end(),
                       [](const KeyCount& a, const KeyCount& b) { return a.count > b.count; });
      if (keys->size() > 10) keys->resize(10);
    }
  }
  return summary;
}

// docs/compare.md promises at most one report in a hundred.
TEST(Compare, IsNotFooledByNoise) {
  std::mt19937_64 random(1);
  constexpr int kReports = 1000;
  for (const std::uint64_t requests : {1'000U, 20'000U, 1'000'000U}) {
    int false_reports = 0;
    std::uint64_t tests = 0;
    for (int i = 0; i < kReports; ++i) {
      const ReportComparison comparison = compare(random_report(requests, 0.03, 0.002, random),
                                                  random_report(requests / 2, 0.03, 0.002, random));
      false_reports += !comparison.changes.empty();
      tests += comparison.tests;
    }
    EXPECT_LE(false_reports, kReports / 100);
    fmt::print("{} requests: {} of {} false, {} tests each\n", requests, false_reports, kReports,
               tests / kReports);
  }
}

TEST(Compare, FindsKnownChanges) {
  std::mt19937_64 random(2);
  constexpr int kReports = 200;
  struct Row {
    std::uint64_t requests;
    double rate;  ///< of 503, which was 0.2 %
    int least;    ///< reports in which it is found
  };
  for (const Row& row : {Row{1'000, 0.02, 130}, Row{20'000, 0.004, 70}, Row{20'000, 0.006, 198},
                         Row{1'000'000, 0.0035, 200}}) {
    int found = 0;
    for (int i = 0; i < kReports; ++i) {
      const std::vector<std::string> all =
          words(compare(random_report(row.requests, 0.03, 0.002, random),
                        random_report(row.requests, 0.03, row.rate, random)));
      found += std::any_of(all.begin(), all.end(),
                           [](const std::string& text) { return text.ends_with("status 503"); });
    }
    EXPECT_GE(found, row.least) << row.requests << " " << row.rate;
    fmt::print("{} requests, 503 from 0.2 % to {:.2f} %: found in {} of {}\n", row.requests,
               row.rate * 100, found, kReports);
  }
}

}  // namespace
}  // namespace logscan
