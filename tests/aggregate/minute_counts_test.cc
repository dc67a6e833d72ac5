#include "aggregate/minute_counts.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace logscan {
namespace {

constexpr std::int64_t kStart = 1700000000 / 60;  // 2023-11-14T22:13Z
constexpr std::int64_t kHour = 60;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kYear = 365 * kDay + 6 * kHour;

struct Minute {
  std::int64_t minute;
  std::uint64_t requests;
  std::uint64_t errors;
};

std::uint64_t sum(const std::vector<std::uint64_t>& values) {
  return std::accumulate(values.begin(), values.end(), std::uint64_t{0});
}

std::string dump(const Timeline& timeline) {
  std::string out = std::to_string(timeline.every) + " from " +
                    std::to_string(timeline.from.seconds) + " " +
                    std::to_string(timeline.from.offset_minutes) + " before " +
                    std::to_string(timeline.before) + " after " + std::to_string(timeline.after);
  for (std::size_t i = 0; i < timeline.requests.size(); ++i) {
    out += " " + std::to_string(timeline.requests[i]) + "/" + std::to_string(timeline.errors[i]);
  }
  return out;
}

MinuteCounts counted(const std::vector<Minute>& minutes) {
  MinuteCounts counts;
  for (const Minute& minute : minutes)
    counts.add(minute.minute, minute.requests, minute.errors);
  return counts;
}

std::vector<Minute> random_minutes(std::uint64_t seed, std::size_t count, std::int64_t span) {
  std::mt19937_64 random(seed);
  std::vector<Minute> out;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t requests = 1 + random() % 5;
    const auto at = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(span));
    out.push_back({kStart + at, requests, random() % (requests + 1)});
  }
  return out;
}

// Every line is in exactly one bucket, and that is the one of its minute.
void check_timeline(const std::vector<Minute>& minutes, const Timeline& timeline) {
  ASSERT_FALSE(timeline.requests.empty());
  ASSERT_EQ(timeline.requests.size(), timeline.errors.size());
  EXPECT_LE(timeline.requests.size(), 120u);
  EXPECT_GT(timeline.requests.front(), 0u);
  EXPECT_GT(timeline.requests.back(), 0u);
  Timeline right = timeline;
  right.before = right.after = 0;
  std::fill(right.requests.begin(), right.requests.end(), 0);
  std::fill(right.errors.begin(), right.errors.end(), 0);
  for (const Minute& minute : minutes) {
    const std::int64_t into = minute.minute * 60 - timeline.from.seconds;
    const auto at = static_cast<std::size_t>(into) / timeline.every;
    if (into < 0) {
      right.before += minute.requests;
    } else if (at >= timeline.requests.size()) {
      right.after += minute.requests;
    } else {
      right.requests[at] += minute.requests;
      right.errors[at] += minute.errors;
    }
  }
  EXPECT_EQ(dump(timeline), dump(right));
}

TEST(MinuteCounts, PutsEveryLineInTheBucketOfItsMinute) {
  for (const std::int64_t span :
       {std::int64_t{1}, std::int64_t{2}, std::int64_t{119}, std::int64_t{120}, std::int64_t{121},
        5 * kHour, kDay, 3 * kDay, 30 * kDay, kYear, 10 * kYear, 100 * kYear}) {
    const std::vector<Minute> minutes = random_minutes(static_cast<std::uint64_t>(span), 400, span);
    for (const int offset : {0, 330, -570, 845, -720, 7, -1}) {
      const auto zone = static_cast<std::int16_t>(offset);
      SCOPED_TRACE(std::to_string(span) + " minutes, zone " + std::to_string(zone));
      const Timeline timeline = counted(minutes).timeline(zone);
      EXPECT_EQ(timeline.from.offset_minutes, zone);
      check_timeline(minutes, timeline);
      // Buckets begin at round times of the zone's clock.
      const std::int64_t local = timeline.from.seconds + zone * 60;
      EXPECT_EQ(local % static_cast<std::int64_t>(timeline.every), 0) << timeline.every;
    }
  }
}

TEST(MinuteCounts, HasAnEmptyTimelineWithoutLines) {
  const Timeline timeline = MinuteCounts().timeline(330);
  EXPECT_TRUE(timeline.requests.empty());
  EXPECT_EQ(timeline.from.offset_minutes, 330);
  MinuteCounts none;
  none.add(kStart, 0, 0);
  EXPECT_EQ(none.size(), 0u);
}

TEST(MinuteCounts, ChoosesTheFinestStepThatFits) {
  const struct {
    std::int64_t last;
    std::uint64_t every;
  } rows[] = {{0, 60},    {119, 60},   {120, 120},  {239, 120},   {240, 300},   {599, 300},
              {600, 600}, {1199, 600}, {1200, 900}, {1800, 1800}, {3600, 3600}, {7200, 7200}};
  for (const auto& row : rows) {
    const std::int64_t start = kDay * 19000;  // round in any unit
    const MinuteCounts counts = counted({{start, 5, 1}, {start + row.last, 5, 2}});
    EXPECT_EQ(counts.timeline(0).every, row.every) << row.last;
  }
}

TEST(MinuteCounts, GivesTheSameForAnySplitAndOrder) {
  // The last two spans pass the limit, and count by hour and by day.
  for (const std::int64_t span : {kHour, kDay, 30 * kDay, 3 * kYear, 300 * kYear}) {
    const std::size_t count = span > kYear ? 150000 : 3000;
    std::vector<Minute> minutes = random_minutes(9, count, span);
    const MinuteCounts whole = counted(minutes);
    const std::string right = dump(whole.timeline(330));
    std::mt19937_64 random(10);
    std::shuffle(minutes.begin(), minutes.end(), random);
    std::vector<MinuteCounts> parts(5);
    for (const Minute& minute : minutes) {
      parts[random() % 4].add(minute.minute, minute.requests, minute.errors);  // the last is empty
    }
    MinuteCounts forward;
    MinuteCounts backward;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      forward.merge(parts[i]);
      backward.merge(parts[parts.size() - 1 - i]);
    }
    EXPECT_EQ(dump(forward.timeline(330)), right);
    EXPECT_EQ(dump(backward.timeline(330)), right);
    EXPECT_EQ(forward.unit_seconds(), whole.unit_seconds());
    EXPECT_EQ(forward.size(), whole.size());
    EXPECT_EQ(backward.size(), whole.size());
  }
}

TEST(MinuteCounts, UsesCoarserStepsForTooManyMinutes) {
  MinuteCounts counts;
  for (std::size_t i = 0; i < MinuteCounts::kMostBuckets; ++i) {
    counts.add(kStart + static_cast<std::int64_t>(i), 1, 0);
  }
  EXPECT_EQ(counts.unit_seconds(), 60u);
  EXPECT_EQ(counts.size(), MinuteCounts::kMostBuckets);
  counts.add(kStart, 1, 1);
  EXPECT_EQ(counts.unit_seconds(), 60u);
  counts.add(kStart - 1, 1, 1);
  EXPECT_EQ(counts.unit_seconds(), 3600u);
  EXPECT_LT(counts.size(), MinuteCounts::kMostBuckets / 50);
  const Timeline timeline = counts.timeline(0);
  EXPECT_EQ(sum(timeline.requests), MinuteCounts::kMostBuckets + 2);
  EXPECT_EQ(sum(timeline.errors), 2u);
}

TEST(MinuteCounts, CountsByTheDayAndMore) {
  MinuteCounts counts;
  std::uint64_t added = 0;
  for (std::int64_t day = -200000; day < 200000; day += 2) {
    counts.add(day * kDay + 5, 1, 0);
    ++added;
  }
  EXPECT_LE(counts.size(), MinuteCounts::kMostBuckets);
  EXPECT_EQ(counts.unit_seconds() % 86400, 0u);
  const Timeline timeline = counts.timeline(330);
  EXPECT_LE(timeline.requests.size(), 120u);
  EXPECT_EQ(sum(timeline.requests) + timeline.before + timeline.after, added);
}

TEST(MinuteCounts, LeavesOutStrayDates) {
  std::vector<Minute> minutes;
  for (std::int64_t i = 0; i < 100; ++i)
    minutes.push_back({kStart + i, 20, 1});
  minutes.push_back({kStart - 5 * kYear, 1, 1});
  minutes.push_back({kStart + 7 * kYear, 2, 0});
  const Timeline timeline = counted(minutes).timeline(0);
  EXPECT_EQ(timeline.every, 60u);
  EXPECT_EQ(timeline.before, 1u);
  EXPECT_EQ(timeline.after, 2u);
  check_timeline(minutes, timeline);
}

TEST(MinuteCounts, KeepsDatesThatAreNotStray) {
  std::vector<Minute> minutes;
  for (std::int64_t i = 0; i < 100; ++i)
    minutes.push_back({kStart + i, 20, 1});
  minutes.push_back({kStart - kYear, 11, 0});  // more than one line in 200
  const Timeline timeline = counted(minutes).timeline(0);
  EXPECT_EQ(timeline.before + timeline.after, 0u);
  EXPECT_GT(timeline.every, 86400u);
  check_timeline(minutes, timeline);
}

TEST(MinuteCounts, CountsBefore1970) {
  const std::vector<Minute> minutes = {{-1, 1, 0}, {0, 2, 1}, {-60, 3, 3}};
  check_timeline(minutes, counted(minutes).timeline(0));
  check_timeline(minutes, counted(minutes).timeline(-570));
}

}  // namespace
}  // namespace logscan
