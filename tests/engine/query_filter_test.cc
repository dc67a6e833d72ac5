// A filter takes lines out of everything, and says how many.

#include <numeric>
#include <string>

#include "logscan/engine.h"
#include "support/query_maker.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

Summary run(const std::string& path, const QuerySpec& query) {
  EngineOptions options;
  options.query = test::compiled(query);
  options.threads = 2;
  options.range_size = 3000;
  return analyse(test::open_all({path}), options);
}

std::uint64_t requests_in(const Timeline& timeline) {
  return std::accumulate(timeline.requests.begin(), timeline.requests.end(),
                         timeline.before + timeline.after + timeline.undated);
}

TEST(QueryFilter, AndItsNegationAddUpToAll) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    test::LogMaker random(seed);
    const test::TempFile file(random.lines(random.below(100)));
    const std::string text = test::random_filter(random);
    QuerySpec query = test::random_view(random);
    query.groups = {{{"path"}, {Measure::kCount, Measure::kBytes}}};
    query.filter = {};
    const Summary all = run(file.path(), query);
    query.filter.where = {text};
    const Summary some = run(file.path(), query);
    query.filter.where = {"not (" + text + ")"};
    const Summary rest = run(file.path(), query);

    ASSERT_EQ(some.totals.parsed + rest.totals.parsed, all.totals.parsed) << text;
    for (const Summary* each : {&some, &rest}) {
      ASSERT_EQ(each->totals.parsed + each->totals.filtered, all.totals.parsed) << text;
      ASSERT_EQ(each->totals.lines, all.totals.lines);
      ASSERT_EQ(each->totals.bytes, all.totals.bytes);
      ASSERT_EQ(each->malformed.reasons, all.malformed.reasons);
      ASSERT_EQ(requests_in(each->timeline), each->totals.parsed);
      ASSERT_EQ(each->groups[0].total.count, each->totals.parsed);
    }
    for (std::size_t code = 0; code < kStatusCodes; ++code) {
      ASSERT_EQ(some.status.codes[code] + rest.status.codes[code], all.status.codes[code]);
    }
    ASSERT_EQ(some.groups[0].total.errors + rest.groups[0].total.errors,
              all.groups[0].total.errors);
  }
}

// A filtered line shows nowhere: the report is that of the other lines, except for the total
// counts.
TEST(QueryFilter, LeavesTheReportOfTheOtherLines) {
  const auto line = [](int minute, const char* path, const char* status) {
    return "192.0.2.1 - - [12/Jan/2026:10:" + std::to_string(10 + minute) + ":00 +0000] \"GET " +
           path + " HTTP/1.1\" " + status + " 5\n";
  };
  std::string all;
  std::string left;
  for (int i = 0; i < 40; ++i) {
    all += line(i, "/secret", i % 2 == 0 ? "500" : "404");
    if (i < 10 || i > 20) continue;
    left += line(i, "/open", i % 3 == 0 ? "503" : "200");
    all += line(i, "/open", i % 3 == 0 ? "503" : "200");
  }
  const test::TempFile file(all);
  const test::TempFile rest(left);
  QuerySpec query;
  query.filter.where = {"path != /secret"};
  Summary filtered = run(file.path(), query);
  Summary right = run(rest.path(), query);
  EXPECT_EQ(filtered.totals.filtered, 40u);
  EXPECT_EQ(filtered.top_errors.at(0).example.line, 16u);
  EXPECT_EQ(filtered.top_errors.at(0).example.text, right.top_errors.at(0).example.text);
  EXPECT_EQ(format_rfc3339(*filtered.log_first), "2026-01-12T10:10:00+00:00");
  EXPECT_EQ(format_rfc3339(*filtered.log_last), "2026-01-12T10:49:00+00:00");
  EXPECT_EQ(format_rfc3339(*right.log_first), "2026-01-12T10:20:00+00:00");
  EXPECT_EQ(filtered.filters.at(0).value, "path != /secret");
  filtered.log_first = right.log_first;
  filtered.log_last = right.log_last;
  filtered.filters.clear();
  right.filters.clear();
  filtered.totals = right.totals;
  filtered.inputs = right.inputs;
  filtered.top_errors.at(0).example = right.top_errors.at(0).example;
  EXPECT_EQ(test::stable_json(filtered), test::stable_json(right));
  EXPECT_EQ(test::stable_json(filtered).find("/secret"), std::string::npos);
}

TEST(QueryFilter, SeesTheRealClientAndThePathAsItIs) {
  const test::TempFile file(
      "10.0.0.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /users/17 HTTP/1.1\" 404 5 \"-\" \"-\" "
      "\"203.0.113.9, 198.51.100.4\"\n");
  QuerySpec query;
  query.trusted_proxies = {"10.0.0.0/8"};
  query.normalize = true;
  query.groups = {{{"client", "path"}, {Measure::kCount}}};
  query.filter.where = {"client = 198.51.100.4 and path = /users/17"};
  const Summary summary = run(file.path(), query);
  EXPECT_EQ(summary.totals.parsed, 1u);
  EXPECT_EQ(summary.groups[0].rows.at(0).key.at(0), "198.51.100.4");
  EXPECT_EQ(summary.groups[0].rows.at(0).key.at(1), "/users/{id}");
  EXPECT_EQ(summary.top_errors.at(0).clients.at(0).key, "198.51.100.4");
  EXPECT_EQ(summary.top_errors.at(0).paths.at(0).key, "/users/{id}");
  query.filter.where = {"client = 10.0.0.1 or path = \"/users/{id}\""};
  EXPECT_EQ(run(file.path(), query).totals.filtered, 1u);
}

}  // namespace
}  // namespace logscan
