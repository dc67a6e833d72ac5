#include "report/chart_axis.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::detail {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> labels(const std::vector<TimeTick>& ticks) {
  std::vector<std::string> labels;
  for (const TimeTick& tick : ticks)
    labels.push_back(std::to_string(tick.bucket) + " " + tick.time + " " + tick.date);
  return labels;
}

std::vector<TimeTick> ticks(std::uint64_t every, LogTime from, std::size_t buckets,
                            std::size_t most) {
  std::vector<LogTime> starts;
  for (; buckets > 0; --buckets) {
    starts.push_back(from);
    from.seconds += static_cast<std::int64_t>(every);
  }
  return time_ticks(starts, every, most);
}

TEST(ChartAxis, TicksAreAtRoundTimesOfTheClock) {
  // From 2023-10-10 22:40 UTC, where the clock shows 00:10 on the next day.
  EXPECT_THAT(labels(ticks(60, {1696977600, 90}, 60, 6)),
              ElementsAre("0 00:10 Oct 11", "10 00:20 ", "20 00:30 ", "30 00:40 ", "40 00:50 ",
                          "50 01:00 "));
  EXPECT_THAT(labels(ticks(3600, {1696977600, 0}, 50, 3)),
              ElementsAre("2 00:40 Oct 11", "26 00:40 Oct 12"));
  EXPECT_THAT(labels(ticks(86400, {1696896000, 0}, 3, 8)),
              ElementsAre("0  Oct 10", "1  Oct 11", "2  Oct 12"));
}

TEST(ChartAxis, TicksFollowAClockThatChanges) {
  // From 2024-03-31 01:00, before the hour that is lost.
  const std::vector<LogTime> starts = {{1711843200, 60}, {1711846800, 120}, {1711850400, 120}};
  EXPECT_THAT(labels(time_ticks(starts, 3600, 8)),
              ElementsAre("0 01:00 Mar 31", "1 03:00 ", "2 04:00 "));
}

TEST(ChartAxis, StepsAreRound) {
  EXPECT_EQ(value_step(0), 1u);
  EXPECT_EQ(value_step(2), 1u);
  EXPECT_EQ(value_step(3), 2u);
  EXPECT_EQ(value_step(18), 10u);
  EXPECT_EQ(value_step(1499), 500u);
  EXPECT_EQ(value_step(std::numeric_limits<std::uint64_t>::max()), 10'000'000'000'000'000'000u);
}

TEST(ChartAxis, NumbersAreShort) {
  EXPECT_EQ(short_number(999), "999");
  EXPECT_EQ(short_number(1500), "1.5k");
  EXPECT_EQ(short_number(200'000), "200k");
  EXPECT_EQ(short_number(999'960), "1M");
}

}  // namespace
}  // namespace logscan::detail
