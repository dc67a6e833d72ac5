#include "text/time_bucket.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/log_time.h"
#include "support/time_texts.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::kDay;
using test::kHour;
using test::utc;
using test::zone;

constexpr std::int64_t kMinute = 60;

using testing::ElementsAre;

TimeBuckets buckets(std::int64_t every, std::string_view name) {
  return TimeBuckets(static_cast<std::uint64_t>(every), zone(name));
}

// The starts of the buckets from the one of `first` to the one of `last`, as local times.
std::vector<std::string> starts(std::int64_t every, std::string_view name, std::string_view first,
                                std::string_view last) {
  TimeBuckets cut = buckets(every, name);
  std::vector<std::string> texts;
  for (std::int64_t start = cut.start_of(utc(first)); start <= utc(last); start = cut.next(start)) {
    texts.push_back(
        format_rfc3339({start, static_cast<std::int16_t>(cut.zone().offset_at(start) / 60)}));
  }
  return texts;
}

TEST(TimeBuckets, BeginAtRoundLocalTimes) {
  const struct {
    std::int64_t every;
    std::string_view zone;
    std::string_view moment;
    std::string_view start;
    std::string_view next;
  } rows[] = {
      {kMinute, "UTC", "2026-01-12T10:00:59Z", "2026-01-12T10:00:00Z", "2026-01-12T10:01:00Z"},
      {5 * kMinute, "UTC", "2026-01-12T10:04:59Z", "2026-01-12T10:00:00Z", "2026-01-12T10:05:00Z"},
      {kHour, "UTC", "2026-01-12T10:00:00Z", "2026-01-12T10:00:00Z", "2026-01-12T11:00:00Z"},
      {kHour, "UTC", "1969-12-31T23:59:59Z", "1969-12-31T23:00:00Z", "1970-01-01T00:00:00Z"},
      {kDay, "UTC", "1969-12-31T23:59:59Z", "1969-12-31T00:00:00Z", "1970-01-01T00:00:00Z"},
      {kHour, "Asia/Kolkata", "2026-01-12T10:00:00+05:30", "2026-01-12T10:00:00+05:30",
       "2026-01-12T11:00:00+05:30"},
      {kHour, "Asia/Kathmandu", "2026-01-12T10:59:59+05:45", "2026-01-12T10:00:00+05:45",
       "2026-01-12T11:00:00+05:45"},
      {12 * kHour, "Asia/Kathmandu", "2026-01-12T11:59:59+05:45", "2026-01-12T00:00:00+05:45",
       "2026-01-12T12:00:00+05:45"},
      {kDay, "Asia/Kathmandu", "2026-01-12T23:59:59+05:45", "2026-01-12T00:00:00+05:45",
       "2026-01-13T00:00:00+05:45"},
      {kDay, "-03:30", "2026-01-12T23:59:59-03:30", "2026-01-12T00:00:00-03:30",
       "2026-01-13T00:00:00-03:30"},
      // Monday 12 January to Sunday 18.
      {7 * kDay, "Europe/Berlin", "2026-01-18T23:59:59+01:00", "2026-01-12T00:00:00+01:00",
       "2026-01-19T00:00:00+01:00"},
      {7 * kDay, "UTC", "1970-01-01T00:00:00Z", "1969-12-29T00:00:00Z", "1970-01-05T00:00:00Z"},
      {14 * kDay, "UTC", "1970-01-05T00:00:00Z", "1970-01-05T00:00:00Z", "1970-01-19T00:00:00Z"},
      // Other numbers of days are counted from 1 January 1970.
      {2 * kDay, "UTC", "1970-01-02T23:00:00Z", "1970-01-01T00:00:00Z", "1970-01-03T00:00:00Z"},
      {10 * kDay, "Europe/Berlin", "1970-01-10T23:00:00+01:00", "1970-01-01T00:00:00+01:00",
       "1970-01-11T00:00:00+01:00"},
      {36 * kHour, "UTC", "1970-01-02T11:00:00Z", "1970-01-01T00:00:00Z", "1970-01-02T12:00:00Z"},
      // No divisor of a day: afresh at midnight.
      {5 * kHour, "UTC", "2026-01-12T19:59:59Z", "2026-01-12T15:00:00Z", "2026-01-12T20:00:00Z"},
      {5 * kHour, "UTC", "2026-01-12T23:59:59Z", "2026-01-12T20:00:00Z", "2026-01-13T00:00:00Z"},
      {7 * kMinute, "Asia/Kolkata", "2026-01-12T23:59:00+05:30", "2026-01-12T23:55:00+05:30",
       "2026-01-13T00:00:00+05:30"},
      {23 * kHour, "UTC", "2026-01-12T23:30:00Z", "2026-01-12T23:00:00Z", "2026-01-13T00:00:00Z"},
  };
  for (const auto& row : rows) {
    TimeBuckets cut = buckets(row.every, row.zone);
    EXPECT_EQ(cut.start_of(utc(row.moment)), utc(row.start)) << row.every << ' ' << row.moment;
    EXPECT_EQ(cut.next(utc(row.start)), utc(row.next)) << row.every << ' ' << row.moment;
    EXPECT_EQ(cut.next(utc(row.moment)), utc(row.next)) << row.every << ' ' << row.moment;
  }
}

TEST(TimeBuckets, ShowEachRealHourOfAChange) {
  EXPECT_THAT(
      starts(kHour, "Europe/Berlin", "2026-03-29T01:30:00+01:00", "2026-03-29T04:00:00+02:00"),
      ElementsAre("2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00",
                  "2026-03-29T04:00:00+02:00"));
  EXPECT_THAT(
      starts(kHour, "Europe/Berlin", "2026-10-25T01:30:00+02:00", "2026-10-25T03:00:00+01:00"),
      ElementsAre("2026-10-25T01:00:00+02:00", "2026-10-25T02:00:00+02:00",
                  "2026-10-25T02:00:00+01:00", "2026-10-25T03:00:00+01:00"));
  // Half an hour is skipped, and comes twice.
  EXPECT_THAT(starts(kHour, "Australia/Lord_Howe", "2026-10-04T01:00:00+10:30",
                     "2026-10-04T03:00:00+11:00"),
              ElementsAre("2026-10-04T01:00:00+10:30", "2026-10-04T02:30:00+11:00",
                          "2026-10-04T03:00:00+11:00"));
  EXPECT_THAT(starts(kHour, "Australia/Lord_Howe", "2026-04-05T01:00:00+11:00",
                     "2026-04-05T02:00:00+10:30"),
              ElementsAre("2026-04-05T01:00:00+11:00", "2026-04-05T02:00:00+10:30"));
  EXPECT_THAT(starts(30 * kMinute, "Australia/Lord_Howe", "2026-04-05T01:00:00+11:00",
                     "2026-04-05T02:00:00+10:30"),
              ElementsAre("2026-04-05T01:00:00+11:00", "2026-04-05T01:30:00+11:00",
                          "2026-04-05T01:30:00+10:30", "2026-04-05T02:00:00+10:30"));
  EXPECT_THAT(
      starts(6 * kHour, "Europe/Berlin", "2026-10-25T00:00:00+02:00", "2026-10-25T23:00:00+01:00"),
      ElementsAre("2026-10-25T00:00:00+02:00", "2026-10-25T06:00:00+01:00",
                  "2026-10-25T12:00:00+01:00", "2026-10-25T18:00:00+01:00"));
}

TEST(TimeBuckets, DaysBeginAtMidnight) {
  EXPECT_THAT(
      starts(kDay, "Europe/Berlin", "2026-03-28T12:00:00+01:00", "2026-03-30T12:00:00+02:00"),
      ElementsAre("2026-03-28T00:00:00+01:00", "2026-03-29T00:00:00+01:00",
                  "2026-03-30T00:00:00+02:00"));
  // Without a midnight, with two, and with a day that never was.
  EXPECT_THAT(
      starts(kDay, "America/Sao_Paulo", "2018-11-03T12:00:00-03:00", "2018-11-05T12:00:00-02:00"),
      ElementsAre("2018-11-03T00:00:00-03:00", "2018-11-04T01:00:00-02:00",
                  "2018-11-05T00:00:00-02:00"));
  EXPECT_THAT(
      starts(kDay, "America/Havana", "2024-11-02T12:00:00-04:00", "2024-11-04T12:00:00-05:00"),
      ElementsAre("2024-11-02T00:00:00-04:00", "2024-11-03T00:00:00-04:00",
                  "2024-11-04T00:00:00-05:00"));
  EXPECT_THAT(
      starts(kDay, "America/St_Johns", "2006-10-28T12:00:00-02:30", "2006-10-30T12:00:00-03:30"),
      ElementsAre("2006-10-28T00:00:00-02:30", "2006-10-29T00:00:00-02:30",
                  "2006-10-30T00:00:00-03:30"));
  EXPECT_THAT(
      starts(kDay, "Pacific/Apia", "2011-12-29T12:00:00-10:00", "2011-12-31T12:00:00+14:00"),
      ElementsAre("2011-12-29T00:00:00-10:00", "2011-12-31T00:00:00+14:00"));
}

TEST(TimeBuckets, AsManyHoursAsTheDayHas) {
  const struct {
    std::string_view zone;
    std::string_view day;  // its first moment
    std::int64_t length;
    std::int64_t every;
    std::size_t count;
  } rows[] = {
      {"Europe/Berlin", "2026-03-29T00:00:00+01:00", 23 * kHour, kHour, 23},
      {"Europe/Berlin", "2026-10-25T00:00:00+02:00", 25 * kHour, kHour, 25},
      {"Europe/Berlin", "2026-03-28T00:00:00+01:00", 24 * kHour, kHour, 24},
      {"Europe/Berlin", "2026-03-29T00:00:00+01:00", 23 * kHour, 15 * kMinute, 92},
      {"Europe/Berlin", "2026-10-25T00:00:00+02:00", 25 * kHour, 15 * kMinute, 100},
      {"Europe/Berlin", "2026-10-25T00:00:00+02:00", 25 * kHour, 12 * kHour, 2},
      {"America/New_York", "2026-03-08T00:00:00-05:00", 23 * kHour, kHour, 23},
      {"America/New_York", "2026-11-01T00:00:00-04:00", 25 * kHour, kHour, 25},
      {"America/Havana", "2024-11-03T00:00:00-04:00", 25 * kHour, kHour, 25},
      {"America/Sao_Paulo", "2018-11-04T01:00:00-02:00", 23 * kHour, kHour, 23},
      {"Australia/Lord_Howe", "2026-10-04T00:00:00+10:30", 47 * kHour / 2, kHour, 24},
      {"Australia/Lord_Howe", "2026-04-05T00:00:00+11:00", 49 * kHour / 2, kHour, 24},
      {"Australia/Lord_Howe", "2026-04-05T00:00:00+11:00", 49 * kHour / 2, 30 * kMinute, 49},
      {"Asia/Kolkata", "2026-03-29T00:00:00+05:30", 24 * kHour, kHour, 24},
      {"Asia/Kathmandu", "2026-03-29T00:00:00+05:45", 24 * kHour, kHour, 24},
      {"UTC", "2026-03-29T00:00:00Z", 24 * kHour, kHour, 24},
      {"UTC", "2026-03-29T00:00:00Z", 24 * kHour, 7 * kMinute, 206},
      {"UTC", "2026-03-29T00:00:00Z", 24 * kHour, 5 * kHour, 5},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(row.zone) + " " + std::string(row.day));
    const std::int64_t day = utc(row.day);
    TimeBuckets days = buckets(kDay, row.zone);
    EXPECT_EQ(days.start_of(day + row.length / 2), day);
    EXPECT_EQ(days.next(day), day + row.length);
    TimeBuckets hours = buckets(row.every, row.zone);
    EXPECT_EQ(hours.start_of(day), day);
    std::size_t count = 0;
    std::int64_t start = day;
    for (; start < day + row.length; start = hours.next(start))
      ++count;
    EXPECT_EQ(start, day + row.length);
    EXPECT_EQ(count, row.count);
  }
}

constexpr std::int64_t kLengths[] = {
    kMinute,      2 * kMinute, 5 * kMinute,  7 * kMinute, 15 * kMinute, 30 * kMinute,
    45 * kMinute, kHour,       90 * kMinute, 2 * kHour,   3 * kHour,    5 * kHour,
    6 * kHour,    12 * kHour,  23 * kHour,   kDay,        25 * kHour,   36 * kHour,
    2 * kDay,     3 * kDay,    7 * kDay,     10 * kDay,   14 * kDay};

// Goes over the line minute by minute and says at which a bucket begins, from nothing but what the
// clock shows at this minute and the one before.
class Walker {
 public:
  Walker(std::int64_t every, TimeZone zone, std::int64_t from)
      : every_(every), zone_(std::move(zone)), latest_(shown(from - kMinute)) {
    // The latest that was shown before, even if the clock has gone back since.
    for (std::int64_t at = from - 2 * kDay; at < from; at += kMinute)
      latest_ = std::max(latest_, shown(at));
  }

  bool begins(std::int64_t at) {
    const std::int64_t now = shown(at);
    bool found = false;
    if (every_ < kDay) {
      // Some minute that is new on the clock, or passed over, is round.
      const std::int64_t before = shown(at - kMinute);
      for (std::int64_t minute = std::min(before + kMinute, now); minute <= now; minute += kMinute)
        found = found || ((minute % kDay + kDay) % kDay) % every_ == 0;
    } else {
      // The calendar has got to another bucket for the first time.
      found = index(now) > index(latest_);
    }
    latest_ = std::max(latest_, now);
    return found;
  }

 private:
  std::int64_t shown(std::int64_t at) const { return at + zone_.offset_at(at); }
  std::int64_t index(std::int64_t local) const {
    const std::int64_t since = local - (every_ % (7 * kDay) == 0 ? 4 * kDay : 0);
    return since / every_ - (since % every_ < 0 ? 1 : 0);
  }

  std::int64_t every_;
  TimeZone zone_;
  std::int64_t latest_;
};

TEST(TimeBuckets, AgreeWithAWalk) {
  const struct {
    std::string_view zone;
    std::string_view around;
  } rows[] = {
      {"Europe/Berlin", "2026-03-29T01:00:00Z"},
      {"Europe/Berlin", "2026-10-25T01:00:00Z"},
      {"America/New_York", "2026-03-08T07:00:00Z"},
      {"America/New_York", "2026-11-01T06:00:00Z"},
      {"Asia/Kolkata", "2026-03-29T01:00:00Z"},
      {"Asia/Kathmandu", "2026-03-29T01:00:00Z"},
      {"Australia/Lord_Howe", "2026-04-04T15:00:00Z"},
      {"Australia/Lord_Howe", "2026-10-03T15:30:00Z"},
      {"UTC", "1970-01-01T00:00:00Z"},
      {"-09:30", "1970-01-01T00:00:00Z"},
      {"America/Sao_Paulo", "2018-11-04T03:00:00Z"},
      {"America/Sao_Paulo", "2018-02-18T02:00:00Z"},
      {"America/St_Johns", "2006-04-02T03:31:00Z"},
      {"America/St_Johns", "2006-10-29T02:31:00Z"},
      {"America/Havana", "2026-11-01T05:00:00Z"},
      {"Asia/Beirut", "2026-10-24T21:00:00Z"},
      {"Pacific/Apia", "2011-12-30T10:00:00Z"},
      {"Pacific/Kwajalein", "1969-10-01T00:00:00Z"},
  };
  constexpr std::int64_t kSides = 5 * kDay;
  for (const auto& row : rows) {
    for (const std::int64_t every : kLengths) {
      const std::int64_t from = utc(row.around) - kSides;
      TimeBuckets cut = buckets(every, row.zone);
      const TimeBuckets fresh = cut;
      Walker walker(every, zone(row.zone), from);
      std::int64_t start = cut.start_of(from - kMinute);
      for (std::int64_t at = from; at < from + 2 * kSides; at += kMinute) {
        if (walker.begins(at)) {
          ASSERT_EQ(cut.next(start), at) << row.zone << ' ' << row.around << ' ' << every;
          start = at;
        }
        ASSERT_EQ(cut.start_of(at), start) << row.zone << ' ' << every << ' ' << at;
        ASSERT_EQ(cut.start_of(at + 59), start) << row.zone << ' ' << every << ' ' << at;
        // Worked out afresh, since `cut` remembers its last bucket.
        ASSERT_EQ(TimeBuckets(fresh).start_of(at), start) << row.zone << ' ' << every << ' ' << at;
      }
    }
  }
}

TEST(TimeBuckets, AreAPartition) {
  const char* const kZones[] = {"UTC",           "+05:45",           "Europe/Berlin",
                                "Asia/Kolkata",  "America/New_York", "Australia/Lord_Howe",
                                "Africa/Cairo",  "America/St_Johns", "Africa/Casablanca",
                                "Pacific/Apia",  "Asia/Kathmandu",   "Africa/Monrovia",
                                "Europe/Dublin", "Asia/Tehran"};
  for (const char* name : kZones) {
    for (const std::int64_t every : kLengths) {
      // Also seconds, and unusual lengths.
      for (const std::int64_t length : {every, every / 60 + 1, every + 1}) {
        TimeBuckets cut = buckets(length, name);
        TimeBuckets fresh = cut;
        std::mt19937_64 random(static_cast<std::uint64_t>(length));
        std::int64_t last = 0;
        for (int i = 0; i < 200; ++i) {
          // From 1838 to 2116, or near the last one.
          const std::int64_t at =
              i % 2 == 0 ? static_cast<std::int64_t>(random() % 8'766'000'000) - 4'160'000'000
                         : last + static_cast<std::int64_t>(random() % 20000) - 10000;
          const std::int64_t start = cut.start_of(at);
          const std::int64_t next = cut.next(start);
          ASSERT_LE(start, at) << name << ' ' << length;
          ASSERT_LT(at, next) << name << ' ' << length;
          ASSERT_EQ(cut.next(at), next) << name << ' ' << length;
          for (const std::int64_t other : {start, next - 1, at}) {
            ASSERT_EQ(cut.start_of(other), start) << name << ' ' << length << ' ' << other;
            ASSERT_EQ(fresh.start_of(other), start) << name << ' ' << length << ' ' << other;
          }
          ASSERT_EQ(cut.start_of(next), next) << name << ' ' << length;
          ASSERT_LT(cut.start_of(start - 1), start) << name << ' ' << length;
          ASSERT_EQ(cut.next(start - 1), start) << name << ' ' << length;
          ASSERT_LE(next - start, length + 25 * kHour) << name << ' ' << length;
          fresh = TimeBuckets(static_cast<std::uint64_t>(length), cut.zone());
          last = at;
        }
      }
    }
  }
}

TEST(TimeBuckets, TakesExtremes) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  EXPECT_EQ(TimeBuckets(0, {}).every(), 1u);
  EXPECT_EQ(TimeBuckets(kMost, {}).every(), std::uint64_t{kFarthestMoment});
  for (const char* name : {"UTC", "+23:59", "-23:59", "Europe/Berlin", "Pacific/Apia"}) {
    for (const std::uint64_t every :
         {std::uint64_t{0}, std::uint64_t{60}, std::uint64_t{86400}, std::uint64_t{604800},
          std::uint64_t{kFarthestMoment} - 1, kMost}) {
      TimeBuckets cut(every, zone(name));
      for (const std::int64_t at : {-kFarthestMoment, kFarthestMoment, std::int64_t{0}}) {
        EXPECT_LE(cut.start_of(at), at) << name << ' ' << every;
        EXPECT_GT(cut.next(at), at) << name << ' ' << every;
      }
      EXPECT_EQ(cut.start_of(std::numeric_limits<std::int64_t>::max()),
                cut.start_of(kFarthestMoment));
      EXPECT_EQ(cut.start_of(std::numeric_limits<std::int64_t>::min()),
                cut.start_of(-kFarthestMoment));
    }
  }
}

}  // namespace
}  // namespace logscan
