#include "text/time_zone.h"

#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "logscan/log_time.h"
#include "support/time_texts.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::kDay;
using test::kHour;
using test::utc;
using test::zone;

// Zones with whole and fractional hours, with changes of an hour and of half an hour, at midnight
// and a minute after it, with a skipped day, and without changes.
constexpr const char* kZones[] = {
    "UTC",
    "+05:30",
    "-09:30",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Havana",
    "Asia/Beirut",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Pacific/Chatham",
};

// Returns what a clock shows, in seconds since it showed 1970-01-01T00:00.
std::int64_t wall(std::string_view text) {
  return utc(std::string(text) + "Z");
}

std::string shown(const TimeZone& zone, std::int64_t moment) {
  return format_rfc3339({moment, static_cast<std::int16_t>(zone.offset_at(moment) / 60)});
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Sets TZ or another variable, and puts back what it was.
class Variable {
 public:
  explicit Variable(const char* value, const char* name = "TZ") : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    set(value);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { set(old_ ? old_->c_str() : nullptr); }

 private:
  void set(const char* value) {
    value == nullptr ? unsetenv(name_) : setenv(name_, value, 1);
    tzset();
  }
  const char* name_;
  std::optional<std::string> old_;
};

TEST(TimeZone, IsUtcByDefault) {
  EXPECT_EQ(TimeZone().name(), "UTC");
  EXPECT_EQ(TimeZone().offset_at(0), 0);
  EXPECT_EQ(TimeZone().utc_of_local(5), 5);
  EXPECT_EQ(TimeZone().first_at(5), 5);
}

TEST(TimeZone, FindsOffsets) {
  const struct {
    std::string_view text;
    std::int32_t seconds;
    std::string_view name;
  } rows[] = {
      {"UTC", 0, "UTC"},
      {"utc", 0, "UTC"},
      {"Z", 0, "UTC"},
      {"z", 0, "UTC"},
      {"Etc/UTC", 0, "UTC"},
      {"+00:00", 0, "UTC"},
      {"-00:00", 0, "UTC"},
      {"+02:00", 7200, "+02:00"},
      {"-0330", -12600, "-03:30"},
      {"+5", 18000, "+05:00"},
      {"-5", -18000, "-05:00"},
      {"+05", 18000, "+05:00"},
      {"-12", -43200, "-12:00"},
      {"+0545", 20700, "+05:45"},
      {"+23:59", 86340, "+23:59"},
      {"-2359", -86340, "-23:59"},
      {"+00:30", 1800, "+00:30"},
  };
  for (const auto& row : rows) {
    const std::optional<TimeZone> found = TimeZone::find(row.text);
    ASSERT_TRUE(found) << row.text;
    EXPECT_EQ(found->offset_at(1768212000), row.seconds) << row.text;
    EXPECT_EQ(found->name(), row.name) << row.text;
    EXPECT_EQ(found->name(), TimeZone::fixed(row.seconds).name()) << row.text;
    EXPECT_EQ(TimeZone::problem(row.text), "") << row.text;
  }
}

TEST(TimeZone, RefusesEverythingElse) {
  const std::string nul("Europe/Berlin\0x", 15);
  const std::string_view rows[] = {
      "",
      "-",
      "+",
      "5",
      "+24",
      "+2400",
      "+02:60",
      "+02:0",
      "+2:00",
      "+530",
      "+02:00:00",
      "+ 2",
      "+02:00 ",
      " UTC",
      "--2",
      "+-2",
      "UTC+2",
      "ZZ",
      "Berlin",
      "Europe",
      "Europe/",
      "/",
      "Europe/B",
      "..",
      "/etc/passwd",
      "../../../etc/passwd",
      "\xff\xfe",
      nul,
      "locale",
      "+123456789012345678901234567890",
  };
  for (const std::string_view text : rows) {
    EXPECT_FALSE(TimeZone::find(text)) << text;
    EXPECT_NE(TimeZone::problem(text).find("is not a time zone"), std::string_view::npos) << text;
  }
}

// A folder of our own in place of the database, with files that are not what they should be.
TEST(TimeZone, DistinguishesAWrongNameFromADamagedDatabase) {
  namespace fs = std::filesystem;
  const std::string good = bytes_of(fs::path("/usr/share/zoneinfo/Europe/Berlin"));
  const fs::path folder = fs::path(testing::TempDir()) / ("zones" + std::to_string(getpid()));
  const auto put = [&folder](const char* name, const std::string& bytes) {
    std::ofstream(folder / name, std::ios::binary) << bytes;
  };
  fs::create_directories(folder / "right");
  const Variable variable(folder.c_str(), "TZDIR");
  const auto problem = [](const char* name) { return std::string(TimeZone::problem(name)); };
  put("Town", good);
  EXPECT_NE(problem("Town").find("missing or corrupt"), std::string::npos);
  put("UTC", good);
  EXPECT_EQ(problem("Town"), "");
  put("right/Town", good);
  put("Text", "no zone");
  put("Cut", good.substr(0, good.size() - 1));
  put("Short", good.substr(0, 5));
  put("Most", good + std::string((1 << 20) - good.size(), '\n'));
  put("More", good + std::string((1 << 20) - good.size() + 1, '\n'));
  ASSERT_EQ(mkfifo((folder / "Pipe").c_str(), 0600), 0);
  for (const char* name : {"right/Town", "Text", "More", "Pipe", "right", "./Town", "right//Town"})
    EXPECT_NE(problem(name).find("is not a time zone"), std::string::npos) << name;
  for (const char* name : {"Cut", "Short"})
    EXPECT_NE(problem(name).find("missing or corrupt"), std::string::npos) << name;
  EXPECT_EQ(problem("Most"), "");
  fs::remove_all(folder);
}

// Laws change, and Debian's data with them: in the future, only what is unlikely to.
TEST(TimeZone, KnowsWhenClocksChange) {
  const struct {
    std::string_view name;
    std::string_view change;  // the last second before it, UTC
    std::int32_t before;
    std::int32_t after;
  } rows[] = {
      {"Europe/Berlin", "2024-03-31T00:59:59Z", 3600, 7200},
      {"Europe/Berlin", "2024-10-27T00:59:59Z", 7200, 3600},
      {"Europe/Berlin", "2026-03-29T00:59:59Z", 3600, 7200},
      {"Europe/Berlin", "2026-10-25T00:59:59Z", 7200, 3600},
      {"Europe/Berlin", "2040-03-25T00:59:59Z", 3600, 7200},
      {"Europe/Berlin", "2040-10-28T00:59:59Z", 7200, 3600},
      {"America/New_York", "2024-03-10T06:59:59Z", -18000, -14400},
      {"America/New_York", "2024-11-03T05:59:59Z", -14400, -18000},
      {"America/New_York", "2026-03-08T06:59:59Z", -18000, -14400},
      {"America/New_York", "2026-11-01T05:59:59Z", -14400, -18000},
      {"America/New_York", "2040-03-11T06:59:59Z", -18000, -14400},
      {"America/New_York", "2040-11-04T05:59:59Z", -14400, -18000},
      {"Australia/Lord_Howe", "2024-04-06T14:59:59Z", 39600, 37800},
      {"Australia/Lord_Howe", "2024-10-05T15:29:59Z", 37800, 39600},
      {"Australia/Lord_Howe", "2026-04-04T14:59:59Z", 39600, 37800},
      {"Australia/Lord_Howe", "2026-10-03T15:29:59Z", 37800, 39600},
      {"Australia/Lord_Howe", "2040-03-31T14:59:59Z", 39600, 37800},
      {"Australia/Lord_Howe", "2040-10-06T15:29:59Z", 37800, 39600},
      {"Africa/Casablanca", "2024-03-10T01:59:59Z", 3600, 0},
      {"Africa/Casablanca", "2024-04-14T01:59:59Z", 0, 3600},
      {"Africa/Casablanca", "2026-02-15T01:59:59Z", 3600, 0},
      {"Africa/Casablanca", "2026-03-22T01:59:59Z", 0, 3600},
      {"America/Sao_Paulo", "2018-11-04T02:59:59Z", -10800, -7200},
      {"America/St_Johns", "2006-10-29T02:30:59Z", -9000, -12600},
      {"Pacific/Apia", "2011-12-30T09:59:59Z", -36000, 50400},
      {"Asia/Kolkata", "1945-10-14T17:29:59Z", 23400, 19800},
  };
  for (const auto& row : rows) {
    const TimeZone place = zone(row.name);
    const std::int64_t last = utc(row.change);
    EXPECT_EQ(place.offset_at(last), row.before) << row.name << ' ' << row.change;
    EXPECT_EQ(place.offset_at(last + 1), row.after) << row.name << ' ' << row.change;
    EXPECT_EQ(place.range_at(last).to, last + 1) << row.name;
    EXPECT_EQ(place.range_at(last + 1).from, last + 1) << row.name;
    EXPECT_EQ(place.name(), row.name);
  }
  EXPECT_EQ(zone("Asia/Kolkata").offset_at(utc("2026-01-12T00:00:00Z")), 19800);
  EXPECT_EQ(zone("Asia/Kathmandu").offset_at(utc("2026-01-12T00:00:00Z")), 20700);
  EXPECT_EQ(zone("Asia/Kathmandu").range_at(utc("2026-01-12T00:00:00Z")).to,
            std::numeric_limits<std::int64_t>::max());
}

TEST(TimeZone, ShowsLocalTimes) {
  const LocalTime before{2026, 3, 29, 1, 59, 59, 6, 3600};
  const LocalTime after{2026, 3, 29, 3, 0, 0, 6, 7200};
  const TimeZone berlin = zone("Europe/Berlin");
  EXPECT_EQ(berlin.local(utc("2026-03-29T00:59:59Z")), before);
  EXPECT_EQ(berlin.local(utc("2026-03-29T01:00:00Z")), after);
  EXPECT_EQ(TimeZone().local(0), LocalTime());
  const LocalTime last{1969, 12, 31, 23, 59, 59, 2, 0};
  EXPECT_EQ(TimeZone().local(-1), last);
  const LocalTime leap{2024, 2, 29, 5, 45, 0, 3, 20700};
  EXPECT_EQ(zone("Asia/Kathmandu").local(utc("2024-02-29T00:00:00Z")), leap);
}

TEST(TimeZone, TakesExtremesAsTheFarthest) {
  const TimeZone far = TimeZone::fixed(86340);
  EXPECT_EQ(local_time(std::numeric_limits<std::int64_t>::max(), 0),
            local_time(kFarthestMoment, 0));
  EXPECT_EQ(local_time(std::numeric_limits<std::int64_t>::min(), 86340),
            local_time(-kFarthestMoment, 86340));
  EXPECT_EQ(local_time(kFarthestMoment, 0).year, 30489);
  EXPECT_EQ(local_time(-kFarthestMoment, 0).year, -26550);
  for (const std::int64_t extreme :
       {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    for (const char* name : kZones) {
      const TimeZone place = zone(name);
      EXPECT_EQ(place.offset_at(extreme), place.range_at(extreme).offset) << name;
      (void)place.utc_of_local(extreme);
      (void)place.first_at(extreme);
    }
    (void)far.utc_of_local(extreme);
  }
}

TEST(TimeZone, FindsTheMomentOfALocalTime) {
  const struct {
    std::string_view name;
    std::string_view local;
    std::string_view moment;  // utc_of_local
    std::string_view first;   // first_at
  } rows[] = {
      {"Europe/Berlin", "2026-01-12T10:00:00", "2026-01-12T10:00:00+01:00", ""},
      {"Europe/Berlin", "2026-07-12T10:00:00", "2026-07-12T10:00:00+02:00", ""},
      // Skipped: moved by an hour; the change is the first moment after it.
      {"Europe/Berlin", "2026-03-29T01:59:59", "2026-03-29T01:59:59+01:00", ""},
      {"Europe/Berlin", "2026-03-29T02:00:00", "2026-03-29T03:00:00+02:00", ""},
      {"Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T03:30:00+02:00",
       "2026-03-29T03:00:00+02:00"},
      {"Europe/Berlin", "2026-03-29T03:00:00", "2026-03-29T03:00:00+02:00", ""},
      // Shown twice: the earlier.
      {"Europe/Berlin", "2026-10-25T01:59:59", "2026-10-25T01:59:59+02:00", ""},
      {"Europe/Berlin", "2026-10-25T02:00:00", "2026-10-25T02:00:00+02:00", ""},
      {"Europe/Berlin", "2026-10-25T02:59:59", "2026-10-25T02:59:59+02:00", ""},
      {"Europe/Berlin", "2026-10-25T03:00:00", "2026-10-25T03:00:00+01:00", ""},
      {"America/New_York", "2026-03-08T02:30:00", "2026-03-08T03:30:00-04:00",
       "2026-03-08T03:00:00-04:00"},
      {"America/New_York", "2026-11-01T01:30:00", "2026-11-01T01:30:00-04:00", ""},
      {"Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-04T02:45:00+11:00",
       "2026-10-04T02:30:00+11:00"},
      {"Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-05T01:45:00+11:00", ""},
      {"Australia/Lord_Howe", "2026-04-05T02:00:00", "2026-04-05T02:00:00+10:30", ""},
      {"Asia/Kathmandu", "2026-01-12T00:00:00", "2026-01-12T00:00:00+05:45", ""},
      // No midnight, two midnights, and no day at all.
      {"America/Sao_Paulo", "2018-11-04T00:00:00", "2018-11-04T01:00:00-02:00", ""},
      {"America/Havana", "2026-11-01T00:00:00", "2026-11-01T00:00:00-04:00", ""},
      {"America/St_Johns", "2006-10-29T00:00:00", "2006-10-29T00:00:00-02:30", ""},
      {"Pacific/Apia", "2011-12-30T12:00:00", "2011-12-31T12:00:00+14:00",
       "2011-12-31T00:00:00+14:00"},
      {"-03:30", "2026-01-12T10:00:00", "2026-01-12T10:00:00-03:30", ""},
  };
  for (const auto& row : rows) {
    const TimeZone place = zone(row.name);
    EXPECT_EQ(shown(place, place.utc_of_local(wall(row.local))), row.moment)
        << row.name << ' ' << row.local;
    EXPECT_EQ(shown(place, place.first_at(wall(row.local))),
              row.first.empty() ? row.moment : row.first)
        << row.name << ' ' << row.local;
  }
}

// Against the C library, which reads the same files in its own way.
TEST(TimeZone, AgreesWithTheCLibrary) {
  for (const char* name : kZones) {
    if (name[0] == '+' || name[0] == '-') continue;
    const Variable variable(name);
    const TimeZone place = zone(name);
    ZoneClock clock(place);
    std::mt19937_64 random(7);
    std::int64_t at = utc("1901-12-15T00:00:00Z");
    while (at < utc("2037-10-01T00:00:00Z")) {
      const std::time_t moment = at;
      std::tm tm = {};
      localtime_r(&moment, &tm);
      const LocalTime right{tm.tm_year + 1900,
                            static_cast<std::uint8_t>(tm.tm_mon + 1),
                            static_cast<std::uint8_t>(tm.tm_mday),
                            static_cast<std::uint8_t>(tm.tm_hour),
                            static_cast<std::uint8_t>(tm.tm_min),
                            static_cast<std::uint8_t>(tm.tm_sec),
                            static_cast<std::uint8_t>((tm.tm_wday + 6) % 7),
                            static_cast<std::int32_t>(tm.tm_gmtoff)};
      ASSERT_EQ(place.local(at), right) << name << ' ' << at;
      ASSERT_EQ(clock.local(at), right) << name << ' ' << at;
      at += static_cast<std::int64_t>(random() % (static_cast<std::uint64_t>(4 * kDay)));
    }
  }
}

// Walks over every minute around each change, with nothing but offset_at().
TEST(TimeZone, LocalTimesAgreeWithAWalk) {
  for (const char* name : kZones) {
    const TimeZone place = zone(name);
    ZoneRange range = place.range_at(utc("2005-01-01T00:00:00Z"));
    for (; range.to < utc("2027-01-01T00:00:00Z"); range = place.range_at(range.to)) {
      const std::int64_t change = range.to;
      std::map<std::int64_t, std::int64_t> same;   // the first moment that shows a local time
      std::map<std::int64_t, std::int64_t> first;  // ... that shows it or a later one
      std::int64_t latest = change - 2 * kDay + place.offset_at(change - 2 * kDay) - 60;
      for (std::int64_t at = change - 2 * kDay; at < change + 2 * kDay; at += 60) {
        const std::int64_t local = at + place.offset_at(at);
        same.try_emplace(local, at);
        for (; latest < local; latest += 60)
          first[latest + 60] = at;
      }
      const std::int64_t gap = place.offset_at(change) - range.offset;
      for (const auto& [local, at] : first) {
        ASSERT_EQ(place.first_at(local), at) << name << ' ' << local;
        const auto found = same.find(local);
        const std::int64_t right = found != same.end() ? found->second : same.at(local + gap);
        ASSERT_EQ(place.utc_of_local(local), right) << name << ' ' << local;
      }
    }
  }
}

TEST(TimeZone, RangesAreAPartition) {
  for (const char* name : kZones) {
    const TimeZone place = zone(name);
    ZoneRange range = place.range_at(std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(range.from, std::numeric_limits<std::int64_t>::min());
    int count = 0;
    while (range.to != std::numeric_limits<std::int64_t>::max()) {
      const ZoneRange next = place.range_at(range.to);
      ASSERT_EQ(next.from, range.to) << name;
      ASSERT_NE(next.offset, range.offset) << name << ' ' << range.to;
      ASSERT_EQ(place.range_at(range.to - 1).from, range.from) << name;
      range = next;
      ASSERT_LT(++count, 1000) << name;
    }
  }
}

TEST(TimeZone, LocalIsWhatTheEnvironmentSays) {
  const struct {
    const char* variable;
    std::string_view name;
  } rows[] = {
      {"Europe/Berlin", "Europe/Berlin"},
      {":Europe/Berlin", "Europe/Berlin"},
      {"/usr/share/zoneinfo/Asia/Kolkata", "Asia/Kolkata"},
      {":/usr/share/zoneinfo/Asia/Kolkata", "Asia/Kolkata"},
      {"UTC", "UTC"},
      {"", "UTC"},
      {":", "UTC"},
  };
  for (const auto& row : rows) {
    const Variable variable(row.variable);
    EXPECT_EQ(zone("local").name(), row.name) << row.variable;
    EXPECT_EQ(zone("LOCAL").name(), row.name) << row.variable;
  }
  for (const char* bad : {"Nowhere/Town", "CET-1CEST,M3.5.0,M10.5.0/3", "+02:00", "local"}) {
    const Variable variable(bad);
    EXPECT_FALSE(TimeZone::find("local")) << bad;
    EXPECT_NE(TimeZone::problem("local").find("variable TZ"), std::string_view::npos) << bad;
  }
  // Without it, the file: what that says differs from system to system.
  const Variable none(nullptr);
  const std::optional<TimeZone> system = TimeZone::find("local");
  EXPECT_EQ(system.has_value(), TimeZone::problem("local").empty());
  const Variable file(":/etc/localtime");
  EXPECT_EQ(TimeZone::find("local").has_value(), system.has_value());
  if (system) {
    EXPECT_EQ(zone("local").name(), system->name());
  }
}

TEST(ZoneClock, AnswersLikeItsZone) {
  for (const char* name : kZones) {
    const TimeZone place = zone(name);
    ZoneClock clock(place);
    EXPECT_EQ(clock.zone().name(), place.name());
    std::mt19937_64 random(11);
    for (int i = 0; i < 5000; ++i) {
      // Near the last, far from it, and now and then at the edge of a stretch.
      const std::int64_t at = static_cast<std::int64_t>(random() % 4'000'000'000) - 1'500'000'000;
      const ZoneRange range = place.range_at(at);
      for (const std::int64_t moment :
           {at, at + 1, range.from, range.to - 1, range.to, at - kDay}) {
        ASSERT_EQ(clock.offset_at(moment), place.offset_at(moment)) << name << ' ' << moment;
      }
    }
  }
}

TEST(ZoneClock, ThreadsShareAZone) {
  const TimeZone berlin = zone("Europe/Berlin");
  std::vector<std::thread> threads;
  std::vector<std::int64_t> sums(4);
  for (std::int64_t& sum : sums) {
    threads.emplace_back([&sum, copy = berlin] {
      ZoneClock clock(copy);
      for (std::int64_t at = 0; at < 2'000'000'000; at += 100'003)
        sum += clock.offset_at(at);
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  for (const std::int64_t sum : sums)
    EXPECT_EQ(sum, sums[0]);
}

}  // namespace
}  // namespace logscan
