#include "logscan/log_time.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace logscan {
namespace {

TEST(LogTime, ReadsEveryForm) {
  struct Case {
    std::string_view text;
    std::int64_t seconds;
    int offset;
  };
  constexpr Case kCases[] = {
      {"10/Oct/2000:13:55:36 -0700", 971211336, -420},
      {"01/Jan/1970:00:00:00 +0000", 0, 0},
      {"31/Dec/1969:23:59:59 +0000", -1, 0},
      {"01/Jan/1970:05:30:00 +0530", 0, 330},
      {"29/Feb/2000:12:00:00 +0000", 951825600, 0},
      {"29/Feb/2024:12:00:00 +0000", 1709208000, 0},
      {"31/Dec/2016:23:59:60 +0000", 1483228800, 0},
      {"10/Oct/2000:13:55:36", 971186136, 0},
      {"10/Oct/2000:13:55:36.987 -0700", 971211336, -420},
      {"31/Dec/9999:23:59:59 +0000", 253402300799, 0},
      {"01/Jan/0000:00:00:00 +0000", -62167219200, 0},
      {"10/Oct/2000:13:55:36 +2359", 971099796, 1439},
      {"2000-10-10T13:55:36-07:00", 971211336, -420},
      {"2000-10-10T13:55:36-0700", 971211336, -420},
      {"2000-10-10 13:55:36-07:00", 971211336, -420},
      {"2000-10-10T20:55:36Z", 971211336, 0},
      {"2000-10-10T20:55:36.5Z", 971211336, 0},
      {"2000-10-10T20:55:36,123456+00:00", 971211336, 0},
      {"2000-10-10T20:55:36", 971211336, 0},
      {"10/Oct/2000 13:55:36 -0700", 971211336, -420},
      {"10/Oct/2000 13:55:36", 971186136, 0},
      {"10/Oct/2000:13:55:36 -07:00", 971211336, -420},
      {"10/Oct/2000:13:55:36 -07", 971211336, -420},
      {"10/Oct/2000:13:55:36 GMT", 971186136, 0},
      {"10/Oct/2000:13:55:36 PDT", 971211336, -420},
      {"10/Oct/2000:13:55:36 CEST", 971178936, 120},
      {"10/Oct/2000:13:55:36Z", 971186136, 0},
      {"10/Oct/2000:13:55:36 &#43;0200", 971178936, 120},
      {"4/Oct/2000:13:55:36 +0000", 970667736, 0},
      {"2000-10-10 13:55:36.734 -0700", 971211336, -420},
      {"2000-10-10 13:55:36,734", 971186136, 0},
      {"2000/10/10 13:55:36", 971186136, 0},
      {"2000/10/10:13:55:36 +0000", 971186136, 0},
      {"2000/10/10 13:55:36.004", 971186136, 0},
      {"2000-10-10T13:55:36 -07:00", 971211336, -420},
      {"2000-10-10T13:55:36.123-07", 971211336, -420},
      {"2000-10-10 13:55:36 UTC", 971186136, 0},
      {"Tue, 10 Oct 2000 13:55:36 GMT", 971186136, 0},
      {"Wed, 4 Oct 2000 13:55:36 +0000", 970667736, 0},
      {"Tue Oct 10 13:55:36 2000", 971186136, 0},
      {"Wed Oct  4 13:55:36 2000", 970667736, 0},
      {"Wed Oct 4 13:55:36 CEST 2000", 970660536, 120},
      {"1713983334", 1713983334, 0},
      {"1713983334.123", 1713983334, 0},
      {"1713983334123", 1713983334, 0},
  };
  for (const Case& c : kCases) {
    const std::optional<LogTime> time = parse_log_time(c.text);
    ASSERT_TRUE(time.has_value()) << c.text;
    EXPECT_EQ(time->seconds, c.seconds) << c.text;
    EXPECT_EQ(time->offset_minutes, c.offset) << c.text;
  }
}

TEST(LogTime, ReadsEveryMonth) {
  constexpr std::string_view kNames[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (std::size_t i = 0; i < 12; ++i) {
    const auto time = parse_log_time("05/" + std::string(kNames[i]) + "/2023:00:00:00 +0000");
    ASSERT_TRUE(time.has_value()) << kNames[i];
    EXPECT_EQ(time->seconds, days_from_civil(2023, static_cast<unsigned>(i) + 1, 5) * 86400);
  }
}

TEST(LogTime, RefusesEverythingElse) {
  constexpr std::string_view kTexts[] = {
      "",
      "-",
      "10/Oct/2000",
      "001/Oct/2000:13:55:36 -0700",
      "00/Oct/2000:13:55:36 -0700",
      "32/Oct/2000:13:55:36 -0700",
      "31/Sep/2000:13:55:36 -0700",
      "29/Feb/2023:13:55:36 -0700",
      "29/Feb/1900:13:55:36 -0700",
      "10/oct/2000:13:55:36 -0700",
      "10/Okt/2000:13:55:36 -0700",
      "10/anF/2000:13:55:36 -0700",
      "10/Oct/200a:13:55:36 -0700",
      "10/Oct/2000:24:00:00 -0700",
      "10/Oct/2000:13:60:36 -0700",
      "10/Oct/2000:13:55:61 -0700",
      "10/Oct/2000:13:55:3  -0700",
      "10/Oct/2000T13:55:36 -0700",
      "10/Oct/2000:13:55:36  -0700",
      "10/Oct/2000:13:55:36 0700",
      "10/Oct/2000:13:55:36 -2400",
      "10/Oct/2000:13:55:36 -0760",
      "10/Oct/2000:13:55:36 -070",
      "10/Oct/2000:13:55:36 -07:0",
      "10/Oct/2000:13:55:36 IST",
      "10/Oct/2000:13:55:36 gmt",
      "10/Oct/2000:13:55:36 GMT+2",
      "10/Oct/2000:13:55:36 &#43;",
      "10/Oct/2000:13:55:36 -0700 ",
      "10/Oct/2000:13:55:36 -07000",
      " 10/Oct/2000:13:55:36 -0700",
      "10/Oct/2000:13:55:36. -0700",
      "10/Oct/2000:13:55:36 ",
      "10/Oct/2000:13:55:36ZZ",
      "+1/Oct/2000:13:55:36 -0700",
      "2000-13-10T13:55:36-07:00",
      "2000-00-10T13:55:36-07:00",
      "2000-02-30T13:55:36-07:00",
      "2000-10-10t13:55:36-07:00",
      "2000-10-10T13:55:36z",
      "2000-10-10T13:55-07:00",
      "2000-10-10T13:55:36-07:0",
      "2000-10-10T13:55:36  -07:00",
      "2000-10-10T13:55:36ZZ",
      "2000-10-10T13:55:36.Z",
      "2000/10/10T13:55:36-07:00",
      "971211336",
      "971211336.123456789012",
      "1713983334.",
      "1713983334,5",
      "17139833341",
      "17139833341234",
      "2000-10/10 13:55:36",
      "Tue, 10 Oct 2000 13:55:36 ",
      "Tue,10 Oct 2000 13:55:36 GMT",
      "Tuesday, 10 Oct 2000 13:55:36 GMT",
      "ueW, 10 Oct 2000 13:55:36 GMT",
      "Tue Oct 10 13:55:36",
      "Tue Oct 10 13:55:36 XYZ 2000",
      "Tue Oct 10 13:55:36 2000 UTC",
  };
  for (const std::string_view text : kTexts) {
    EXPECT_FALSE(parse_log_time(text).has_value()) << text;
  }
}

TEST(LogTime, EveryPrefixOfAStampIsRefusedOrShorterButWhole) {
  const std::string stamp = "10/Oct/2000:13:55:36 -0700";
  for (std::size_t length = 0; length < stamp.size(); ++length) {
    const bool whole = length == 20 || length == 24;  // without the offset, or its minutes
    EXPECT_EQ(parse_log_time(std::string_view(stamp).substr(0, length)).has_value(), whole)
        << length;
  }
}

TEST(LogTime, NoForeignByteFitsAnywhere) {
  // Every byte value at every place of a good stamp: but for digits and the marks themselves, only
  // what stood there.
  for (const std::string stamp : {"10/Oct/2000:13:55:36 -0700", "2000-10-10T13:55:36-07:00"}) {
    for (std::size_t i = 0; i < stamp.size(); ++i) {
      for (int value = 0; value < 256; ++value) {
        const char byte = static_cast<char>(value);
        if (byte == stamp[i] ||
            std::string_view("0123456789+-, .").find(byte) != std::string_view::npos) {
          continue;
        }
        std::string changed = stamp;
        changed[i] = byte;
        EXPECT_FALSE(parse_log_time(changed).has_value()) << changed;
      }
    }
  }
}

// parse_stamp() remembers the minute of the stamp before, for each thread.
TEST(LogTime, DependsOnNoStampReadBefore) {
  std::vector<std::string> stamps = {
      "10/Oct/2000:13:55:36 -0700",   "10/Oct/2000:13:55:37 -0700",  "10/Oct/2000:13:55:60 -0700",
      "10/Oct/2000:13:55:61 -0700",   "10/Oct/2000:13:55:x7 -0700",  "10/Oct/2000:13:55:3x -0700",
      "10/Oct/2000:13:56:36 -0700",   "10/Oct/2000:13:55:36 -0600",  "10/Oct/2000 13:55:36 -0700",
      "1/Oct/2000:13:55:36 -0700",    "1/Oct/2000:13:55:37 -07:00",  "10/Oct/2000:13:55:36.5-0700",
      "10/Oct/2000:13:55:36",         "2000-10-10T13:55:36Z",        "2000-10-10T13:55:07Z",
      "2000-10-10T13:55:36.123Z",     "2000-10-10T13:55:41.987Z",    "2000-10-10T13:55:36,123Z",
      "2000-10-10T13:55:36.12xZ",     "2000-10-10T13:55:36.+05Z",    "2000-10-10T13:55:36.12+05",
      "2000-10-10T13:55:36.1+0500",   "2000-10-10 13:55:36.1+0500",  "2000/10/10 13:55:36.1+0500",
      "2000-10-10T13:55:36",          "2000-10-10T13:55:36.123",     "2000-10-10T13:55:36.1234",
      "2000-10-10T13:55:60.123Z",     "Tue Oct 10 13:55:36 2000",    "971211336.123",
      "2000-10-10T13:55:36.123 CEST", "2000-10-10T13:55:37.456 CEST"};
  // as long as those that are remembered, longer, and with a fraction in each part compared
  for (const std::size_t digits : {1u, 9u, 12u, 20u, 26u, 27u, 28u, 29u, 40u}) {
    const std::string fraction(digits, '5');
    stamps.push_back("2000-10-10T13:55:36." + fraction + "Z");
    stamps.push_back("2000-10-10T13:55:07." + fraction + "Z");
    stamps.push_back("2000-10-10T13:55:07." + std::string(digits - 1, '5') + "xZ");
    stamps.push_back("2000-10-10T13:55:07," + fraction + "Z");
  }
  std::vector<std::optional<LogTime>> alone;
  for (const std::string& stamp : stamps)
    std::thread([&] { alone.push_back(parse_stamp(stamp)); }).join();
  for (std::size_t first = 0; first < stamps.size(); ++first) {
    for (std::size_t second = 0; second < stamps.size(); ++second) {
      ASSERT_EQ(parse_stamp(stamps[first]), alone[first]) << stamps[first];
      ASSERT_EQ(parse_stamp(stamps[second]), alone[second])
          << stamps[second] << " after " << stamps[first];
    }
  }
}

TEST(LogTime, SaysWhetherAStampNamesAnOffset) {
  for (const std::string_view text :
       {"10/Oct/2000:13:55:36", "2000-10-10 13:55:36", "Tue Oct 10 13:55:36 2000"}) {
    EXPECT_EQ(parse_stamp(text)->offset_minutes, kNoOffset) << text;
  }
  for (const std::string_view text : {"10/Oct/2000:13:55:36 +0000", "2000-10-10 13:55:36Z",
                                      "1713983334", "Tue, 10 Oct 2000 13:55:36 GMT"}) {
    EXPECT_EQ(parse_stamp(text)->offset_minutes, 0) << text;
  }
}

TEST(LogTime, FormatsRfc3339) {
  EXPECT_EQ(format_rfc3339({971211336, -420}), "2000-10-10T13:55:36-07:00");
  EXPECT_EQ(format_rfc3339({0, 0}), "1970-01-01T00:00:00+00:00");
  EXPECT_EQ(format_rfc3339({-1, 0}), "1969-12-31T23:59:59+00:00");
  EXPECT_EQ(format_rfc3339({0, 330}), "1970-01-01T05:30:00+05:30");
  EXPECT_EQ(format_rfc3339({0, -1}), "1969-12-31T23:59:00-00:01");
  EXPECT_EQ(format_rfc3339({951825600, 0}), "2000-02-29T12:00:00+00:00");
  EXPECT_EQ(format_rfc3339({253402300799, 0}), "9999-12-31T23:59:59+00:00");
  EXPECT_EQ(format_rfc3339({253402300800, 0}), "10000-01-01T00:00:00+00:00");
  EXPECT_EQ(format_rfc3339({-62167219201, 0}), "-0001-12-31T23:59:59+00:00");
}

TEST(LogTime, DaysFromCivil) {
  EXPECT_EQ(days_from_civil(1970, 1, 1), 0);
  EXPECT_EQ(days_from_civil(1969, 12, 31), -1);
  EXPECT_EQ(days_from_civil(2000, 3, 1), 11017);
  EXPECT_EQ(days_from_civil(0, 1, 1), -719528);
  EXPECT_EQ(days_from_civil(-1, 12, 31), -719529);
  EXPECT_EQ(days_from_civil(9999, 12, 31), 2932896);
  // Every day of 800 years is one more than the day before.
  std::int64_t expected = days_from_civil(1600, 1, 1);
  for (int year = 1600; year < 2400; ++year) {
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    constexpr unsigned kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (unsigned month = 1; month <= 12; ++month) {
      const unsigned days = kDays[month - 1] + (leap && month == 2 ? 1 : 0);
      for (unsigned day = 1; day <= days; ++day) {
        ASSERT_EQ(days_from_civil(year, month, day), expected++) << year << ' ' << month;
      }
    }
  }
}

TEST(LogTime, OrderedByMomentThenOffset) {
  EXPECT_LT((LogTime{1, 60}), (LogTime{2, 0}));
  EXPECT_LT((LogTime{1, -60}), (LogTime{1, 0}));
}

RC_GTEST_PROP(LogTime, WhatIsFormattedIsReadBack, ()) {
  const auto local = *rc::gen::inRange<std::int64_t>(-62167219200, 253402300800);
  const auto offset = *rc::gen::inRange<int>(-1439, 1440);
  const LogTime time{local - std::int64_t{offset} * 60, static_cast<std::int16_t>(offset)};
  const std::optional<LogTime> read = parse_log_time(format_rfc3339(time));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == time);
}

}  // namespace
}  // namespace logscan
