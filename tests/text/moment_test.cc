#include "text/moment.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/log_time.h"
#include "support/time_texts.h"
#include "text/span.h"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace logscan {
namespace {

using test::utc;
using test::zone;

// Returns the parsed moment as shown in the zone; `-` for nothing.
std::string moment(std::string_view text, std::string_view now, std::string_view zone_name) {
  const TimeZone place = zone(zone_name);
  const std::optional<std::int64_t> found = parse_moment(text, {utc(now), &place});
  if (!found) return "-";
  return format_rfc3339({*found, static_cast<std::int16_t>(place.offset_at(*found) / 60)});
}

TEST(Moment, ReadsAllForms) {
  // A Monday.
  constexpr std::string_view kNow = "2026-01-12T15:30:20+01:00";
  const struct {
    std::string_view text;
    std::string_view right;
  } rows[] = {
      {"2026-01-12", "2026-01-12T00:00:00+01:00"},
      {"2026-01-12 10:00", "2026-01-12T10:00:00+01:00"},
      {"2026-01-12T10:00", "2026-01-12T10:00:00+01:00"},
      {"2026-01-12t10:00:30", "2026-01-12T10:00:30+01:00"},
      {"2026-07-12 10:00:30", "2026-07-12T10:00:30+02:00"},
      {"2026-01-12 10:00Z", "2026-01-12T11:00:00+01:00"},
      {"2026-01-12T10:00:30z", "2026-01-12T11:00:30+01:00"},
      {"2026-01-12T10:00:30 Z", "2026-01-12T11:00:30+01:00"},
      {"2026-01-12T10:00:30+02:00", "2026-01-12T09:00:30+01:00"},
      {"2026-01-12T10:00+0200", "2026-01-12T09:00:00+01:00"},
      {"2026-01-12 10:00 -0330", "2026-01-12T14:30:00+01:00"},
      {"2026-01-12T10:00:30.987Z", "2026-01-12T11:00:30+01:00"},
      {"2026-01-12 10:00:30,5", "2026-01-12T10:00:30+01:00"},
      {"2026-01-12 10:00:60", "2026-01-12T10:01:00+01:00"},
      {"2024-02-29", "2024-02-29T00:00:00+01:00"},
      {"12/Jan/2026:10:00:00 +0000", "2026-01-12T11:00:00+01:00"},
      {"12/jan/2026:10:00:00 -07:00", "2026-01-12T18:00:00+01:00"},
      {"12/JUL/2026:10:00:00", "2026-07-12T10:00:00+02:00"},
      {"12/Jan/2026", "2026-01-12T00:00:00+01:00"},
      {"12/jul/2026:10:00", "2026-07-12T10:00:00+02:00"},
      {"12/Jan/2026:10:00 -0700", "2026-01-12T18:00:00+01:00"},
      {"10:00", "2026-01-12T10:00:00+01:00"},
      {"10:00:30", "2026-01-12T10:00:30+01:00"},
      {"23:59", "2026-01-12T23:59:00+01:00"},
      {"@1768212000", "2026-01-12T11:00:00+01:00"},
      {"@0", "1970-01-01T01:00:00+01:00"},
      {"@-1", "1970-01-01T00:59:59+01:00"},
      {"now", "2026-01-12T15:30:20+01:00"},
      {"NOW", "2026-01-12T15:30:20+01:00"},
      {"today", "2026-01-12T00:00:00+01:00"},
      {"Yesterday", "2026-01-11T00:00:00+01:00"},
      {"tomorrow", "2026-01-13T00:00:00+01:00"},
      {"today 10:00", "2026-01-12T10:00:00+01:00"},
      {"yesterday 14:00", "2026-01-11T14:00:00+01:00"},
      {"yesterday  14:00:05", "2026-01-11T14:00:05+01:00"},
      {"tomorrow 00:00", "2026-01-13T00:00:00+01:00"},
      {"monday", "2026-01-05T00:00:00+01:00"},
      {"last Monday", "2026-01-05T00:00:00+01:00"},
      {"tuesday", "2026-01-06T00:00:00+01:00"},
      {"saturday", "2026-01-10T00:00:00+01:00"},
      {"sunday", "2026-01-11T00:00:00+01:00"},
      {"last  sunday 08:15", "2026-01-11T08:15:00+01:00"},
      {"2 hours ago", "2026-01-12T13:30:20+01:00"},
      {"2h ago", "2026-01-12T13:30:20+01:00"},
      {"2 Hours AGO", "2026-01-12T13:30:20+01:00"},
      {"90 minutes ago", "2026-01-12T14:00:20+01:00"},
      {"1 minute ago", "2026-01-12T15:29:20+01:00"},
      {"30m", "2026-01-12T15:00:20+01:00"},
      {"1d", "2026-01-11T15:30:20+01:00"},
      {"1 day ago", "2026-01-11T15:30:20+01:00"},
      {"1 week ago", "2026-01-05T15:30:20+01:00"},
      {"1h30m ago", "2026-01-12T14:00:20+01:00"},
      {"1 hour 30 min ago", "2026-01-12T14:00:20+01:00"},
      {"1w 2d 3h 4m 5s", "2026-01-03T12:26:15+01:00"},
      {"0s", "2026-01-12T15:30:20+01:00"},
      {"  now\t", "2026-01-12T15:30:20+01:00"},
      {" \t 2026-01-12 \t 10:00 \t +02:00 ", "2026-01-12T09:00:00+01:00"},
      {"0000-01-01T00:00:00Z", "0000-01-01T00:53:00+00:53"},
      {"9999-12-31T23:59:59Z", "10000-01-01T00:59:59+01:00"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(moment(row.text, kNow, "Europe/Berlin"), row.right) << row.text;
  }
}

TEST(Moment, RefusesEverythingElse) {
  const std::string nul("now\0", 4);
  const std::string_view rows[] = {
      "",
      " ",
      "-",
      "@",
      "@ 5",
      "@5s",
      "@1.5",
      "@--5",
      "@+5",
      "@900000000001",
      "@9999999999999999999",
      "2026",
      "2026-01",
      "2026-1-12",
      "2026-01-1",
      "26-01-12",
      "2026-13-01",
      "2026-00-01",
      "2026-02-29",
      "2026-02-30",
      "2026-04-31",
      "2026-01-00",
      "2026-01-32",
      "2026/01/12",
      "20260112",
      "2026-01-12T",
      "2026-01-12 10",
      "2026-01-12 1000",
      "2026-01-12 9:00",
      "2026-01-12 24:00",
      "2026-01-12 10:60",
      "2026-01-12 10:00:61",
      "2026-01-12 10:00:",
      "2026-01-12 10:00:30.",
      "2026-01-12 10:00.5",
      "2026-01-12T 10:00",
      "2026-01-12Z",
      "2026-01-12 +02:00",
      "2026-01-12-1030",
      "2026-01-1210:00",
      "2026-01-12 10:00 UTC",
      "2026-01-12 10:00 +2",
      "2026-01-12 10:00 +02",
      "2026-01-12 10:00 +2400",
      "2026-01-12 10:00 +02:60",
      "2026-01-12 10:00 Zx",
      "2026-01-12 10:00 + 0200",
      "2026-01-12 10:00 +02000",
      "2026-01-12 10:00 10:00",
      "2026-01-12 yesterday",
      "12/Jan/2026:10",
      "12/Jan/2026 +0000",
      "12/Jan/2026 10:00:00",
      "1/Jan/2026:10:00:00",
      "12/Jann/2026:10:00:00",
      "12/01/2026:10:00:00",
      "29/Feb/2026:10:00:00",
      "12/Jan/2026:10:00:00 +00",
      "[12/Jan/2026:10:00:00 +0000]",
      "1:00",
      "10:0",
      "10",
      "10:00:3",
      "10:00 Z",
      "10:00 +02:00",
      "10:00am",
      "10:00 ago",
      "now 10:00",
      "now ago",
      "nowx",
      "today10:00",
      "today 10",
      "today ago",
      "yesterday +02:00",
      "yesterday 14:00 Z",
      "yesterday yesterday",
      "last",
      "last today",
      "last week",
      "lastmonday",
      "next monday",
      "mon",
      "mondays",
      "monday last",
      "the monday",
      "5",
      "5 ago",
      "h",
      "h ago",
      "ago",
      "5x",
      "5 fortnights ago",
      "1 month ago",
      "1 year ago",
      "1M",
      "-5m",
      "+5m",
      "5.5h",
      "1,5h",
      "1h ago ago",
      "1hago",
      "1h30mago",
      "1h1h",
      "5m1h",
      "1h 1 hour",
      "1h ago 5m",
      "1000000000000000000h",
      "9999999999999w",
      "36501d",
      "an hour ago",
      "in 5 minutes",
      "5m5",
      "5m 10:00",
      "\xff",
      "\xe2\x80\x8bnow",
      "now\n",
      "now\r",
      nul,
      "2026\xe2\x80\x93"
      "01-12",
      "\xd9\xa1\xd9\xa0:00",
  };
  const MomentContext context{1768228220, nullptr};
  for (const std::string_view text : rows) {
    EXPECT_FALSE(parse_moment(text, context)) << text;
  }
}

TEST(Moment, DaysFollowTheCalendar) {
  const struct {
    std::string_view zone;
    std::string_view now;
    std::string_view text;
    std::string_view right;
  } rows[] = {
      // The day of 23 hours, and that of 25.
      {"Europe/Berlin", "2026-03-30T00:30:00+02:00", "yesterday", "2026-03-29T00:00:00+01:00"},
      {"Europe/Berlin", "2026-03-30T00:30:00+02:00", "yesterday 14:00",
       "2026-03-29T14:00:00+02:00"},
      {"Europe/Berlin", "2026-03-30T00:30:00+02:00", "1d", "2026-03-28T23:30:00+01:00"},
      {"Europe/Berlin", "2026-03-30T00:30:00+02:00", "1 day ago", "2026-03-28T23:30:00+01:00"},
      {"Europe/Berlin", "2026-10-26T00:30:00+01:00", "yesterday", "2026-10-25T00:00:00+02:00"},
      {"Europe/Berlin", "2026-10-26T00:30:00+01:00", "1d", "2026-10-25T01:30:00+02:00"},
      {"Europe/Berlin", "2026-10-24T12:00:00+02:00", "tomorrow 12:00", "2026-10-25T12:00:00+01:00"},
      {"Europe/Berlin", "2026-10-26T12:00:00+01:00", "last monday", "2026-10-19T00:00:00+02:00"},
      // Skipped and shown twice.
      {"Europe/Berlin", "2026-03-29T12:00:00+02:00", "02:30", "2026-03-29T03:30:00+02:00"},
      {"Europe/Berlin", "2026-10-25T12:00:00+01:00", "02:30", "2026-10-25T02:30:00+02:00"},
      {"Europe/Berlin", "2026-01-12T12:00:00+01:00", "2026-10-25 02:30 +01:00",
       "2026-10-25T02:30:00+01:00"},
      {"America/Sao_Paulo", "2018-11-04T12:00:00-02:00", "today", "2018-11-04T01:00:00-02:00"},
      {"America/Sao_Paulo", "2018-11-04T12:00:00-02:00", "2018-11-04", "2018-11-04T01:00:00-02:00"},
      // Clocks went from 23:30 to 00:30: the day began with that, not at 01:00.
      {"America/Toronto", "1919-03-31T12:00:00-04:00", "today", "1919-03-31T00:30:00-04:00"},
      {"America/Toronto", "1919-03-31T12:00:00-04:00", "1919-03-31", "1919-03-31T00:30:00-04:00"},
      {"America/Toronto", "1919-03-31T12:00:00-04:00", "today 00:00", "1919-03-31T01:00:00-04:00"},
      // The zone decides the day.
      {"Asia/Kathmandu", "2026-01-11T18:15:00Z", "today", "2026-01-12T00:00:00+05:45"},
      {"Asia/Kathmandu", "2026-01-11T18:14:59Z", "today", "2026-01-11T00:00:00+05:45"},
      {"America/New_York", "2026-01-12T03:00:00Z", "today", "2026-01-11T00:00:00-05:00"},
      {"America/New_York", "2026-01-12T03:00:00Z", "monday", "2026-01-05T00:00:00-05:00"},
      {"UTC", "2026-01-12T03:00:00Z", "sunday", "2026-01-11T00:00:00+00:00"},
      {"UTC", "2026-01-01T03:00:00Z", "yesterday", "2025-12-31T00:00:00+00:00"},
      {"UTC", "1970-01-01T00:00:00Z", "yesterday", "1969-12-31T00:00:00+00:00"},
      {"UTC", "1969-12-30T12:00:00Z", "monday", "1969-12-29T00:00:00+00:00"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(moment(row.text, row.now, row.zone), row.right)
        << row.text << " at " << row.now << ' ' << row.zone;
  }
}

TEST(Moment, WeekdaysAreOneToSevenDaysBack) {
  constexpr std::string_view kNames[] = {"monday", "tuesday",  "wednesday", "thursday",
                                         "friday", "saturday", "sunday"};
  constexpr std::int64_t kDay = 86400;
  for (std::int64_t today = -20; today < 20; ++today) {
    const MomentContext context{today * kDay + 5000, nullptr};
    for (std::size_t i = 0; i < 7; ++i) {
      const std::optional<std::int64_t> found = parse_moment(kNames[i], context);
      ASSERT_TRUE(found);
      EXPECT_EQ(local_time(*found, 0).weekday, i);
      EXPECT_EQ(*found % kDay, 0);
      EXPECT_LT(*found, today * kDay);
      EXPECT_GE(*found, (today - 7) * kDay);
      EXPECT_EQ(parse_moment("last " + std::string(kNames[i]), context), found);
    }
  }
}

TEST(Moment, ExtremesDoNotOverflow) {
  const TimeZone zones[] = {TimeZone(), TimeZone::fixed(86340), TimeZone::fixed(-86340),
                            zone("Europe/Berlin")};
  for (const TimeZone& place : zones) {
    for (const std::int64_t now :
         {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
      const MomentContext context{now, &place};
      const std::int64_t near = now < 0 ? -kFarthestMoment : kFarthestMoment;
      EXPECT_EQ(parse_moment("now", context), near);
      for (const char* text : {"today", "yesterday", "tomorrow", "monday", "10:00", "36500d"}) {
        const std::optional<std::int64_t> found = parse_moment(text, context);
        if (!found) continue;
        EXPECT_LE(*found, kFarthestMoment) << text;
        EXPECT_GE(*found, -kFarthestMoment) << text;
      }
    }
  }
}

TEST(Span, ReadsLengths) {
  const struct {
    std::string_view text;
    std::int64_t seconds;
  } rows[] = {
      {"1s", 1},          {"90s", 90},
      {"1m", 60},         {"5m", 300},
      {"15min", 900},     {"1h", 3600},
      {"1d", 86400},      {"2w", 1209600},
      {"2W", 1209600},    {"1H", 3600},
      {"15MIN", 900},     {"15 minutes", 900},
      {"1 hour", 3600},   {"2 hours", 7200},
      {"3hrs", 10800},    {"1hr", 3600},
      {"10sec", 10},      {"10 secs", 10},
      {"1 second", 1},    {"5 seconds", 5},
      {"5mins", 300},     {"1 minute", 60},
      {"2 days", 172800}, {"1 day", 86400},
      {"1 week", 604800}, {"2 weeks", 1209600},
      {"1h30m", 5400},    {"1h 30m", 5400},
      {" 1h\t", 3600},    {"1w1d1h1m1s", 694861},
      {"007m", 420},      {"3653d", kLongestSpan},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(parse_span(row.text), row.seconds) << row.text;
  }
}

TEST(Span, RefusesEverythingElse) {
  for (const std::string_view text : {"",
                                      " ",
                                      "0",
                                      "0s",
                                      "0h0m",
                                      "5",
                                      "m",
                                      "-5m",
                                      "+5m",
                                      "1.5h",
                                      "5x",
                                      "5M",
                                      "1h1h",
                                      "1m1h",
                                      "5m ago",
                                      "3653d1s",
                                      "3654d",
                                      "99999999999999w",
                                      "999999999999w",
                                      "18446744073709551617s",
                                      "1h-5m",
                                      "5 m x",
                                      "1y",
                                      "1mo",
                                      "1month",
                                      "5m\n",
                                      "@5",
                                      "now",
                                      "\xff",
                                      "1h,30m"}) {
    EXPECT_FALSE(parse_span(text)) << text;
  }
}

// A span before now is that span.
RC_GTEST_PROP(Span, IsWhatAgoGoesBack, ()) {
  const std::uint64_t count = *rc::gen::inRange<std::uint64_t>(1, 3000);
  const std::string unit = *rc::gen::elementOf(
      std::vector<std::string>{"s", "sec", "m", "min", "minutes", "h", "hours", "d", "day"});
  const std::string gap = *rc::gen::elementOf(std::vector<std::string>{"", " ", "\t "});
  const std::int64_t now = *rc::gen::inRange<std::int64_t>(-2'000'000'000, 4'000'000'000);
  const std::string text = std::to_string(count) + gap + unit;
  const std::optional<std::int64_t> span = parse_span(text);
  RC_ASSERT(span.has_value());
  RC_ASSERT(parse_moment(text, {now, nullptr}) == now - *span);
  RC_ASSERT(parse_moment(text + " ago", {now, nullptr}) == now - *span);
}

// Times from a log or RFC 3339 do not depend on the zone.
RC_GTEST_PROP(Moment, ReadsWhatLogsWrite, ()) {
  const auto local = *rc::gen::inRange<std::int64_t>(-62167219200, 253402300800);
  const auto offset = *rc::gen::inRange<int>(-1439, 1440);
  const LogTime time{local - std::int64_t{offset} * 60, static_cast<std::int16_t>(offset)};
  const TimeZone place = TimeZone::fixed(*rc::gen::inRange<std::int32_t>(-86340, 86340));
  const MomentContext context{0, &place};
  RC_ASSERT(parse_moment(format_rfc3339(time), context) == time.seconds);
  std::string without = format_rfc3339(time).substr(0, 19);
  RC_ASSERT(parse_moment(without, context) == local - place.offset_at(0));
  without[10] = ' ';
  RC_ASSERT(parse_moment(without, context) == local - place.offset_at(0));
}

// Bytes that are nearly right, and any at all: an answer or none, within the range.
TEST(Moment, SurvivesAnyBytes) {
  constexpr std::string_view kSeeds[] = {"2026-01-12T10:00:30.5+02:00",
                                         "12/Jan/2026:10:00:00 +0000",
                                         "yesterday 14:00:00",
                                         "1w 2d 3h 4m 5s ago",
                                         "@1768212000",
                                         "last monday 10:00"};
  const TimeZone place = zone("Australia/Lord_Howe");
  std::mt19937_64 random(3);
  for (int i = 0; i < 200000; ++i) {
    std::string text(kSeeds[random() % std::size(kSeeds)]);
    for (std::uint64_t changes = random() % 4; changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      switch (random() % 4) {
        case 0:
          text[at] = static_cast<char>(random());
          break;
        case 1:
          text.resize(at + 1);
          break;
        case 2:
          text.insert(at, 1, "0123456789:-+ @Tz"[random() % 17]);
          break;
        default:
          text[at] = text[random() % text.size()];
      }
    }
    for (const std::optional<std::int64_t> found :
         {parse_moment(text, {static_cast<std::int64_t>(random()), &place}), parse_span(text)}) {
      if (!found) continue;
      ASSERT_LE(*found, kFarthestMoment) << text;
      ASSERT_GE(*found, -kFarthestMoment) << text;
    }
  }
}

}  // namespace
}  // namespace logscan
