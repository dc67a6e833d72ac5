#include "report/series_chart.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::detail {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr std::int64_t kStart = 1696896000;
constexpr std::int64_t kHour = 3600;

SeriesRow row(std::int64_t start, std::uint64_t count, std::uint64_t errors,
              std::vector<std::optional<std::string>> key = {}) {
  SeriesRow row;
  row.start = {start, 60};
  row.group.key = std::move(key);
  row.group.count = count;
  row.group.errors = errors;
  return row;
}

SeriesSummary hours(std::vector<Measure> show) {
  SeriesSummary series;
  series.every = kHour;
  series.show = std::move(show);
  for (std::int64_t i = 0; i < 3; ++i)
    series.rows.push_back(row(kStart + i * kHour, 10 + static_cast<std::uint64_t>(i), 2));
  return series;
}

TEST(SeriesChart, DrawsWhatTheRowsCount) {
  const std::optional<Chart> chart =
      series_chart(hours({Measure::kCount, Measure::kErrors, Measure::kRate}), "series");
  ASSERT_TRUE(chart.has_value());
  EXPECT_EQ(chart->name, "series");
  EXPECT_EQ(chart->every, 3600U);
  EXPECT_TRUE(chart->repeats);
  ASSERT_THAT(chart->starts, SizeIs(3));
  EXPECT_EQ(chart->starts[2], (LogTime{kStart + 2 * kHour, 60}));
  ASSERT_THAT(chart->series, SizeIs(2));
  EXPECT_EQ(chart->series[0].name, "count");
  EXPECT_THAT(chart->series[0].values, ElementsAre(10, 11, 12));
  EXPECT_EQ(chart->series[1].name, "errors");
  EXPECT_THAT(chart->series[1].values, ElementsAre(2, 2, 2));
}

TEST(SeriesChart, LeavesOutWhatIsNotShown) {
  EXPECT_THAT(series_chart(hours({Measure::kCount}), "series")->series, SizeIs(1));
  EXPECT_FALSE(series_chart(hours({Measure::kErrors}), "series"));
}

TEST(SeriesChart, DrawsTheLargestGroups) {
  SeriesSummary series = hours({Measure::kCount});
  series.by = {"host", "path"};
  series.rows.clear();
  for (std::int64_t i = 0; i < 3; ++i) {
    for (std::uint64_t group = 0; group < 7; ++group) {
      series.rows.push_back(row(kStart + i * kHour, i == 0 ? 0 : group, 0,
                                {std::string("h\x1b"), std::to_string(group)}));
    }
  }
  series.rows.back().group.key[0].reset();  // a group that only one span has
  series.rows.back().group.count = 100;
  const std::optional<Chart> chart = series_chart(series, "series");
  ASSERT_TRUE(chart.has_value());
  ASSERT_THAT(chart->starts, SizeIs(3));
  ASSERT_THAT(chart->series, SizeIs(5));
  EXPECT_TRUE(chart->series[0].key);
  EXPECT_EQ(chart->series[0].name, "(none), 6");
  EXPECT_THAT(chart->series[0].values, ElementsAre(0, 0, 100));
  EXPECT_EQ(chart->series[1].name, "h\\x1b, 5");
  EXPECT_THAT(chart->series[1].values, ElementsAre(0, 5, 5));
  EXPECT_THAT(chart->notes, ElementsAre("the 5 largest of 8 groups below"));
}

TEST(SeriesChart, HidesNoGapAndIsNotFinerThanAScreen) {
  SeriesSummary series = hours({Measure::kCount});
  series.gaps = false;
  EXPECT_FALSE(series_chart(series, "series"));
  series.gaps = true;
  series.rows.pop_back();
  EXPECT_FALSE(series_chart(series, "series"));
  series.rows.clear();
  EXPECT_FALSE(series_chart(series, "series"));
  for (std::int64_t i = 0; i < 4000; ++i)
    series.rows.push_back(row(kStart + i * kHour, 1, 0));
  EXPECT_TRUE(series_chart(series, "series"));
  series.rows.push_back(row(kStart + 4000 * kHour, 1, 0));
  EXPECT_FALSE(series_chart(series, "series"));
}

}  // namespace
}  // namespace logscan::detail
