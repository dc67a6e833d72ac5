// Series of a run are those of a naive answer, which finds spans by walking along the minutes.

#include <algorithm>
#include <string>
#include <vector>

#include "logscan/engine.h"
#include "support/asked_lines.h"
#include "support/query_maker.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include "text/moment.h"
#include "text/span.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

constexpr std::uint64_t kHour = 3600;
constexpr std::uint64_t kDay = 86400;
constexpr std::uint64_t kWeek = 7 * kDay;

constexpr const char* kBerlin = "Europe/Berlin";

// Returns whether a span begins at a moment, for whole minutes, hours, days and weeks.
bool begins_span(std::int64_t utc, const SeriesQuery& query) {
  const LocalTime local = query.zone.local(utc);
  if (query.every == kWeek && local.weekday != 0) return false;
  if (query.every >= kDay && local.hour != 0) return false;
  if (query.every >= kHour && local.minute != 0) return false;
  return local.second == 0;
}

std::int64_t start_of(std::int64_t utc, const SeriesQuery& query) {
  while (!begins_span(utc, query))
    utc -= utc % 60 == 0 ? 60 : utc % 60;
  return utc;
}

std::string dump_row(std::int64_t start, const SeriesQuery& query, const GroupRow& row) {
  const auto offset = static_cast<std::int16_t>(query.zone.offset_at(start) / 60);
  return format_rfc3339({start, offset}) + " " + test::dump(row);
}

std::string dump(const SeriesSummary& series) {
  std::string text;
  for (const SeriesRow& row : series.rows)
    text += format_rfc3339(row.start) + " " + test::dump(row.group);
  return text + std::to_string(series.undated) + " undated\n";
}

std::string naive_series(const std::vector<test::OwnedLine>& shown, const SeriesQuery& query) {
  std::vector<test::OwnedLine> dated;
  for (const test::OwnedLine& line : shown) {
    if (line.line.time) dated.push_back(line);
  }
  const std::string undated = std::to_string(shown.size() - dated.size()) + " undated\n";
  if (dated.empty()) return undated;

  std::vector<test::KeyValues> listed = test::naive_top(dated, query.groups);
  std::map<std::int64_t, std::map<test::KeyValues, test::NaiveRow>> spans;
  for (const test::OwnedLine& line : dated)
    spans[start_of(line.line.time->seconds, query)][test::key_of(line, query.groups.by)].add(line);
  std::string text;
  const std::int64_t last = spans.rbegin()->first;
  for (std::int64_t start = spans.begin()->first; start <= last; start += 60) {
    if (!begins_span(start, query)) continue;
    for (const test::KeyValues& key : listed) {
      GroupRow row = spans[start][key].summarize(query.groups.spec.show);
      row.key = key;
      text += dump_row(start, query, row);
    }
  }
  return text + undated;
}

SeriesSummary series_of(const std::string& text, const SeriesSpec& series) {
  const test::TempFile file(text);
  QuerySpec query;
  query.series = {series};
  return test::run(file.path(), test::compiled(query)).series.at(0);
}

std::string line_at(const std::string& time, const std::string& path = "/") {
  return "192.0.2.1 - - [" + time + "] \"GET " + path + " HTTP/1.1\" 200 5\n";
}

SeriesSpec every(std::uint64_t seconds, std::string zone = "UTC") {
  SeriesSpec series;
  series.every = seconds;
  series.zone = std::move(zone);
  series.groups.show = {Measure::kCount};
  return series;
}

TEST(QuerySeries, AreTheNaiveOnesOfRandomLogs) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    test::LogMaker random(seed);
    const std::string text = random.lines(random.below(100));
    QuerySpec spec = test::random_view(random);
    for (const std::uint64_t length : {kHour, kDay, kWeek}) {
      SeriesSpec series = every(length, random.chance(2) ? kBerlin : "UTC");
      series.groups = test::random_groups(random);
      if (random.chance(3)) series.groups.by.clear();
      spec.series.push_back(std::move(series));
    }
    const auto query = test::compiled(std::move(spec));
    const test::TempFile file(text);
    const Summary summary = test::run(file.path(), query);
    const std::vector<test::OwnedLine> shown =
        test::shown_lines(test::parsed_lines(text, file.path()), *query);
    for (std::size_t i = 0; i < query->series.size(); ++i) {
      ASSERT_TRUE(summary.series[i].gaps);
      ASSERT_TRUE(summary.series[i].exact);
      ASSERT_EQ(dump(summary.series[i]), naive_series(shown, query->series[i])) << seed << " " << i;
    }
  }
}

TEST(QuerySeries, AreTheNaiveOnesAroundChangesOfTheClock) {
  for (const std::int64_t change : {1774746000, 1792890000}) {  // 2026-03-29 and 2026-10-25, 01:00
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      test::LogMaker random(seed);
      std::string text;
      for (int i = 0; i < 60; ++i) {
        const std::int64_t at = change - 100'000 + static_cast<std::int64_t>(random.below(200'000));
        text += R"({"ts":)" + std::to_string(at) + R"(,"status":200,"uri":"/)" +
                std::to_string(random.below(3)) + "\"}\n";
      }
      QuerySpec spec;
      for (const std::uint64_t length : {std::uint64_t{60}, kHour, kDay}) {
        spec.series.push_back(every(length, kBerlin));
        spec.series.push_back(every(length));
        spec.series.push_back(every(length, kBerlin));
        spec.series.back().groups.by = {"path"};
      }
      const auto query = test::compiled(std::move(spec));
      const test::TempFile file(text);
      const Summary summary = test::run(file.path(), query);
      const std::vector<test::OwnedLine> lines = test::parsed_lines(text, file.path());
      ASSERT_EQ(lines.size(), 60u);
      for (std::size_t i = 0; i < query->series.size(); ++i) {
        ASSERT_EQ(dump(summary.series[i]), naive_series(lines, query->series[i])) << seed << i;
      }
    }
  }
}

TEST(QuerySeries, HaveDaysOf23And25Hours) {
  struct Day {
    const char* begin;
    const char* end;
    std::size_t hours;
  };
  for (const Day& day : {Day{"29/Mar/2026:00:30:00 +0100", "29/Mar/2026:23:30:00 +0200", 23},
                         Day{"25/Oct/2026:00:30:00 +0200", "25/Oct/2026:23:30:00 +0100", 25}}) {
    const std::string text = line_at(day.end) + line_at(day.begin);
    const SeriesSummary hours = series_of(text, every(kHour, kBerlin));
    EXPECT_EQ(hours.zone, "Europe/Berlin");
    ASSERT_EQ(hours.rows.size(), day.hours);
    for (std::size_t i = 0; i < day.hours; ++i) {
      EXPECT_EQ(hours.rows[i].start.seconds,
                hours.rows[0].start.seconds + static_cast<std::int64_t>(i * kHour));
      EXPECT_EQ(hours.rows[i].group.count, i == 0 || i + 1 == day.hours ? 1u : 0u);
    }
    const SeriesSummary days = series_of(text, every(kDay, kBerlin));
    ASSERT_EQ(days.rows.size(), 1u);
    EXPECT_EQ(days.rows[0].group.count, 2u);
  }
}

TEST(QuerySeries, CountUndatedLinesInNoRow) {
  const std::string text = line_at("at 8:15") + line_at("12/Jan/2026:10:01:00 +0000") +
                           line_at("12/Jan/2026:09:59:30 +0000") + line_at("at 8:15");
  EXPECT_EQ(dump(series_of(text, every(60))),
            "2026-01-12T09:59:00+00:00 [] count=1 errors=0\n"
            "2026-01-12T10:00:00+00:00 [] count=0 errors=0\n"
            "2026-01-12T10:01:00+00:00 [] count=1 errors=0\n2 undated\n");
  EXPECT_EQ(dump(series_of(line_at("at 8:15"), every(60))), "1 undated\n");
  EXPECT_EQ(dump(series_of("", every(60))), "0 undated\n");
}

TEST(QuerySeries, OmitGapsIfThereAreTooMany) {
  const auto rows_of = [](const std::string& last, const SeriesSpec& series) {
    return series_of(line_at("01/Jan/2026:00:00:00 +0000", "/a") + line_at(last, "/b"), series);
  };
  // 100,000 minutes are 69 days, 10 hours and 40 minutes.
  const SeriesSummary most = rows_of("11/Mar/2026:10:39:00 +0000", every(60));
  EXPECT_TRUE(most.gaps);
  EXPECT_EQ(most.rows.size(), 100'000u);
  const SeriesSummary more = rows_of("11/Mar/2026:10:40:00 +0000", every(60));
  EXPECT_FALSE(more.gaps);
  EXPECT_EQ(more.rows.size(), 2u);

  SeriesSpec grouped = every(60);
  grouped.groups.by = {"path"};
  EXPECT_EQ(dump(rows_of("11/Mar/2026:10:39:00 +0000", grouped)),
            "2026-01-01T00:00:00+00:00 [</a> ] count=1 errors=0\n"
            "2026-03-11T10:39:00+00:00 [</b> ] count=1 errors=0\n0 undated\n");
  grouped.groups.top = 1;
  EXPECT_TRUE(rows_of("11/Mar/2026:10:39:00 +0000", grouped).gaps);
}

TEST(QuerySeries, TakeTheFarthestTimes) {
  const std::string text =
      line_at("01/Jan/0000:00:00:00 +2359") + line_at("31/Dec/9999:23:59:59 -2359");
  for (const std::uint64_t length : {std::uint64_t{1}, kDay, kWeek, std::uint64_t{kLongestSpan}}) {
    for (const char* const zone : {"UTC", kBerlin, "+23:59"}) {
      const SeriesSummary series = series_of(text, every(length, zone));
      std::uint64_t count = 0;
      for (const SeriesRow& row : series.rows)
        count += row.group.count;
      EXPECT_EQ(count, 2u) << length;
      EXPECT_EQ(series.gaps, length == static_cast<std::uint64_t>(kLongestSpan));
    }
  }
}

}  // namespace
}  // namespace logscan
