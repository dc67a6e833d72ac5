#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/log_time.h"
#include "text/zone_rules.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

std::vector<std::string> shown(std::string_view text, int first, int last) {
  const std::optional<std::vector<ZoneChange>> changes = posix_changes(text, first, last);
  if (!changes) return {"none"};
  std::vector<std::string> rows;
  for (const ZoneChange& change : *changes)
    rows.push_back(format_rfc3339({change.from, 0}).substr(0, 19) + ' ' +
                   std::to_string(change.offset));
  return rows;
}

using Rows = std::vector<std::string>;

TEST(PosixZone, ComputesTheChangesOfEachYear) {
  const Rows berlin = {"2039-03-27T01:00:00 7200", "2039-10-30T01:00:00 3600",
                       "2040-03-25T01:00:00 7200", "2040-10-28T01:00:00 3600"};
  EXPECT_EQ(shown("CET-1CEST,M3.5.0,M10.5.0/3", 2039, 2040), berlin);
  EXPECT_EQ(shown("CET-1CEST,M3.5.0,M10.5.0/3", 2040, 2039), Rows());
  // South of the equator summer ends first; half an hour; a name of digits.
  const Rows lord_howe = {"2040-03-31T15:00:00 37800", "2040-10-06T15:30:00 39600"};
  EXPECT_EQ(shown("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2040, 2040), lord_howe);
  // Summer is the standard, winter an hour less.
  const Rows dublin = {"2040-03-25T01:00:00 3600", "2040-10-28T01:00:00 0"};
  EXPECT_EQ(shown("IST-1GMT0,M10.5.0,M3.5.0/1", 2040, 2040), dublin);
  // The time lies on another day than the one that is named.
  const Rows nuuk = {"2040-03-25T01:00:00 -3600", "2040-10-28T01:00:00 -7200"};
  EXPECT_EQ(shown("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2040, 2040), nuuk);
  const Rows gaza = {"2040-04-14T00:00:00 10800", "2040-10-27T23:00:00 7200"};
  EXPECT_EQ(shown("EET-2EEST,M4.2.4/50,M10.4.4/74", 2040, 2040), gaza);
}

TEST(PosixZone, CountsDaysOfTheYear) {
  // J60 is the first of March in every year; 59 is the 60th day.
  EXPECT_EQ(shown("AAA0BBB,J59/0,J60/1", 2040, 2040),
            (Rows{"2040-02-28T00:00:00 3600", "2040-03-01T00:00:00 0"}));
  EXPECT_EQ(shown("AAA0BBB,J59/0,J60/1", 2041, 2041),
            (Rows{"2041-02-28T00:00:00 3600", "2041-03-01T00:00:00 0"}));
  EXPECT_EQ(shown("AAA0BBB,58/0,59/1:30:30", 2040, 2040),
            (Rows{"2040-02-28T00:00:00 3600", "2040-02-29T00:30:30 0"}));
  EXPECT_EQ(shown("AAA0BBB,0/0,J365/1", 2040, 2040),
            (Rows{"2040-01-01T00:00:00 3600", "2040-12-31T00:00:00 0"}));
  EXPECT_EQ(shown("AAA0BBB,J1/-167,J365/167", 2040, 2040),
            (Rows{"2039-12-25T01:00:00 3600", "2041-01-06T22:00:00 0"}));
}

TEST(PosixZone, ParsesZonesWithoutChanges) {
  for (const char* text : {"UTC0", "IST-5:30", "<-0330>3:30", "<+1245>-12:45:00", "EST+5"})
    EXPECT_EQ(shown(text, 2000, 2100), Rows()) << text;
}

TEST(PosixZone, RefusesEverythingElse) {
  const std::string_view rows[] = {
      "",
      "5",
      "A5",
      "CET",
      "CET-",
      "CET-1:60",
      "CET-24",
      "CET24",
      "CET25",
      "CET-1 ",
      "<CET-1",
      "<+0 1>-1",
      "CET-1CEST",
      "CET-1CEST,",
      "CET-23CEST,M3.5.0,M10.5.0",
      "CET-1CEST-25,M3.5.0,M10.5.0",
      "CET-1CEST,M3.5.0",
      "CET-1CEST,M3.5.0,",
      "CET-1CEST,M3.5.0,M10.5.0,",
      "CET-1CEST,M0.5.0,M10.5.0",
      "CET-1CEST,M13.5.0,M10.5.0",
      "CET-1CEST,M3.0.0,M10.5.0",
      "CET-1CEST,M3.6.0,M10.5.0",
      "CET-1CEST,M3.5.7,M10.5.0",
      "CET-1CEST,M3.5,M10.5.0",
      "CET-1CEST,M3,M10.5.0",
      "CET-1CEST,J0,M10.5.0",
      "CET-1CEST,J366,M10.5.0",
      "CET-1CEST,366,M10.5.0",
      "CET-1CEST,M3.5.0/,M10.5.0",
      "CET-1CEST,M3.5.0/168,M10.5.0",
      "CET-1CEST,M3.5.0/-168,M10.5.0",
      "CET-1CEST,M3.5.0/9999999999999,M10.5.0",
  };
  for (const std::string_view text : rows)
    EXPECT_FALSE(posix_changes(text, 2000, 2100)) << text;
}

}  // namespace
}  // namespace logscan
