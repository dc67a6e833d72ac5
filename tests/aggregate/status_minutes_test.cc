#include "aggregate/status_minutes.h"

#include <random>
#include <string>
#include <vector>

#include "text/byte_reader.h"
#include "text/byte_writer.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using testing::ElementsAre;

constexpr std::int64_t kFirstMinute = 1'768'212'000;

std::string bytes_of(const StatusMinutes& minutes) {
  ByteWriter to;
  minutes.write(to);
  return to.release();
}

Timeline timeline_of(std::int64_t from, std::uint64_t every, std::size_t buckets) {
  Timeline timeline;
  timeline.every = every;
  timeline.from.seconds = from;
  timeline.requests.assign(buckets, 1);
  return timeline;
}

TEST(StatusMinutes, CountsEachStatusInEachBucket) {
  StatusMinutes minutes;
  minutes.add(103, kFirstMinute + 59);
  minutes.add(4, kFirstMinute);
  minutes.add(103, kFirstMinute + 60);
  minutes.add(103, kFirstMinute + 119);
  minutes.add(103, kFirstMinute - 1);       // before the timeline
  minutes.add(103, kFirstMinute + 10'000);  // after it
  minutes.finish();
  const Timeline timeline = timeline_of(kFirstMinute, 60, 3);
  EXPECT_THAT(minutes.over_time(103, timeline), ElementsAre(1, 2, 0));
  EXPECT_THAT(minutes.over_time(4, timeline), ElementsAre(1, 0, 0));
  EXPECT_THAT(minutes.over_time(5, timeline), ElementsAre(0, 0, 0));
  EXPECT_EQ(minutes.count(103), 5U);
}

TEST(StatusMinutes, AreTheSameForAnySplit) {
  std::mt19937 random(3);
  // Minutes that fit the table, and so many that they are counted by hour or by day.
  for (const std::int64_t spread : {10'000, 100'000'000, 2'000'000'000}) {
    StatusMinutes all;
    std::vector<StatusMinutes> parts(3);
    for (int i = 0; i < 60'000; ++i) {
      const auto status = static_cast<std::uint32_t>(random() % 3);
      const std::int64_t seconds = kFirstMinute + static_cast<std::int64_t>(random()) % spread;
      all.add(status, seconds);
      parts[random() % 3].add(status, seconds);
    }
    all.finish();
    for (StatusMinutes& part : parts)
      part.finish();
    StatusMinutes sum;
    for (const std::size_t i : {2U, 0U, 1U})
      sum.merge(parts[i]);
    EXPECT_EQ(bytes_of(sum), bytes_of(all));
    EXPECT_EQ(all.count(0) + all.count(1) + all.count(2), 60'000U);
    const std::string bytes = bytes_of(all);
    ByteReader from(bytes);
    EXPECT_EQ(bytes_of(StatusMinutes::read(from)), bytes);
  }
}

TEST(StatusMinutes, CountNothingThatMayLieInAnotherBucket) {
  StatusMinutes minutes;
  for (std::int64_t i = 0; i < 20'000; ++i)
    minutes.add(0, kFirstMinute + i * 60);  // now by five minutes
  minutes.finish();
  EXPECT_THAT(minutes.over_time(0, timeline_of(kFirstMinute, 600, 2)), ElementsAre(10, 10));
  EXPECT_THAT(minutes.over_time(0, timeline_of(kFirstMinute, 300, 2)), ElementsAre(5, 5));
  EXPECT_THAT(minutes.over_time(0, timeline_of(kFirstMinute, 60, 2)), ElementsAre(0, 0));
}

}  // namespace
}  // namespace logscan
