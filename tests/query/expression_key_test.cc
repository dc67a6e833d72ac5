// Every key of groups can be compared in an expression.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/expression.h"
#include "query/group_key.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using testing::HasSubstr;

bool some_country(std::string_view client, std::string& out) {
  if (client == "192.0.2.77") out += "DE";
  return client == "192.0.2.77";
}

std::int32_t two_hours(std::int64_t) {
  return 7200;
}

ExpressionContext context() {
  return {{}, {}, two_hours, some_country};
}

// A Monday, 21:30 in UTC and 23:30 in the zone.
LogLine full_line() {
  LogLine line;
  line.time = LogTime{1768253400, 0};
  line.status = 404;
  line.client = "192.0.2.77";
  line.host = "shop.example";
  line.user = "frank";
  line.request = "GET /Shop/List/all.PHP?a=1 HTTP/1.1";
  line.method = "GET";
  line.target = "/Shop/List/all.PHP?a=1";
  line.path = "/Shop/List/all.PHP";
  line.query = "a=1";
  line.protocol = "HTTP/1.1";
  line.referer = "https://A.example:8080/x";
  line.agent = "Mozilla/5.0 (compatible; Googlebot/2.1)";
  line.forwarded_for = "198.51.100.1";
  line.upstream = "10.0.0.1:80";
  line.file = "a.log";
  return line;
}

LogLine other_line() {
  LogLine line;
  line.status = 200;
  line.client = "localhost";
  line.path = "/";
  line.agent = "x";
  line.referer = "";
  return line;
}

bool key_answer(std::string_view text, const LogLine& line) {
  return Expression::parse(text, context()).matches(line);
}

std::string refusal(std::string_view text, const ExpressionContext& in = context()) {
  try {
    Expression::parse(text, in);
    return "taken";
  } catch (const ExpressionError& error) {
    return error.what();
  }
}

TEST(ExpressionKey, EveryKeyEqualsTheValueThatGroupsHave) {
  for (const LogLine& line : {full_line(), other_line()}) {
    for (const std::string_view name : GroupKey::names()) {
      std::string value;
      const GroupKey key = GroupKey::parse(name, two_hours, some_country);
      const bool is_null = !key.append(line, value);
      const std::string text(name);
      if (name != "status" && name != "class" && name != "error") {
        EXPECT_EQ(key_answer(text + " = null", line), is_null) << name;
      }
      if (is_null) continue;
      EXPECT_TRUE(key_answer(text + " = \"" + value + "\"", line)) << name << ' ' << value;
      EXPECT_TRUE(key_answer(text + " in (\"" + value + "\", \"" + value + "\")", line)) << name;
      EXPECT_FALSE(key_answer(text + " != \"" + value + "\"", line)) << name << ' ' << value;
    }
  }
}

TEST(ExpressionKey, ReadsValuesAsPeopleWriteThem) {
  const LogLine line = full_line();
  const std::vector<std::string> holding = {
      "hour = 23",
      "hour >= 8 and hour > 22 and hour <= 23",
      "hour in (22, 23)",
      "not hour < 8",
      "weekday = monday",
      "weekday in (Saturday, MONDAY)",
      "day = 2026-01-12",
      "day >= 2026-01-12 and day < 2026-02-01",
      "day ^= 2026-01",
      "country = de",
      "country in (AT, de)",
      "extension = .PHP",
      "extension in (js, Php)",
      "extension like 'p*'",
      "path/1 = /Shop",
      "path/2 = /Shop/List",
      "path/2 ~ '^/[A-Z]hop'",
      "network = 192.0.2.0/24",
      "network in (10.0.0.0/24, 192.0.2.0/24)",
      "client/16 = 192.0.0.0/16",
      "client/16/48 in (2001:db8::/48, 192.0.0.0/16)",
      "referer_host = A.EXAMPLE",
      "agent_family = googlebot",
      "agent_family $= bot",
      "bot",
      "bot = yes",
      "bot = YES and not bot = no",
      "bot != no",
      "not bot in (no)",
  };
  for (const std::string& text : holding) {
    EXPECT_TRUE(key_answer(text, line)) << text;
    EXPECT_FALSE(key_answer("not (" + text + ")", line)) << text;
  }
  EXPECT_TRUE(key_answer("error = yes and error in (yes) and not error = no", line));
  EXPECT_TRUE(key_answer("error and(bot)and error", line));
  EXPECT_TRUE(
      key_answer("not bot and not error and error = no and network = localhost", other_line()));
}

TEST(ExpressionKey, FollowsTheOffsetOfEachLineWithoutAZone) {
  LogLine line;
  line.time = LogTime{1768253400, 60};
  EXPECT_TRUE(Expression::parse("hour = 22").matches(line));
  EXPECT_TRUE(key_answer("hour = 23", line));
}

TEST(ExpressionKey, TellsWhetherTheZoneMatters) {
  for (const char* text : {"hour = 1", "bot or not weekday = monday", "day > 2026-01-01"})
    EXPECT_TRUE(Expression::parse(text).depends_on_zone()) << text;
  for (const char* text : {"bot", "time > 2026-01-01", "path/2 = /a or error"})
    EXPECT_FALSE(Expression::parse(text).depends_on_zone()) << text;
}

TEST(ExpressionKey, ListsTheFieldsOfKeys) {
  EXPECT_EQ(Expression::parse("bot or hour = 1 or network = x or extension = js").fields(),
            (FieldSet{Field::kAgent, Field::kTime, Field::kClient, Field::kPath}));
}

TEST(ExpressionKey, RefusesValuesThatAKeyNeverHas) {
  const struct {
    std::string_view text;
    std::string_view part;
  } rows[] = {
      {"hour = 24", "column 8: '24' is not an hour; write a number from 0 to 23"},
      {"hour = -1", "is not an hour"},
      {"hour >= 8am", "is not an hour"},
      {"hour in (1, x)", "column 13: 'x' is not an hour"},
      {"weekday = sat", "'sat' is not a weekday; write Monday to Sunday"},
      {"weekday < monday", "'<' does not work on weekday, which has no order"},
      {"day = 2026-02-30", "is not a day; write one such as 2026-01-12"},
      {"day = today", "is not a day"},
      {"country = Germany", "'Germany' is not a country; write its two letters, such as DE"},
      {"agent_family = chorme", "did you mean Chrome?"},
      {"agent_family = zzzzzzzz", "--by agent_family lists"},
      {"network = 10.0.0.0/8", "networks such as 192.0.2.0/24; write client in '10.0.0.0/8'"},
      {"network = 192.0.2.1", "is never the value of network"},
      {"network = 10.0.0", "is no"},
      {"client/8 = 10.1.0.0/8", "the network is 10.0.0.0/8"},
      {"client/33 = 10.0.0.0/33", "the length of an IPv4 network"},
      {"path/1 = /a/b", "'/a/b' is never the value of path/1; did you mean '/a'?"},
      {"path/0 = /a", "how many segments"},
      {"path/ = /a", "how many segments"},
      {"bot = maybe", "column 7: 'maybe' is neither yes nor no"},
      {"bot > no", "does not work on bot"},
      {"bot yes", "expected 'and', 'or' or the end"},
      {"bot is yes", "'is' is not an operator; here it is ="},
      {"hour < null", "null goes with"},
      {"extention = js", "there is no field 'extention'; did you mean extension?"},
      {"browser = Chrome", "did you mean agent_family?"},
      {"zzzzzzzz = 1",
       "class, error, extension, network, country, referer_host, agent_family, bot, "
       "hour, weekday, day, path/2, client/24"},
  };
  for (const auto& row : rows)
    EXPECT_THAT(refusal(row.text), HasSubstr(std::string(row.part))) << row.text;
  EXPECT_THAT(refusal("country = DE", {}),
              HasSubstr("column 1: country requires a MaxMind file; add --geoip FILE"));
}

}  // namespace
}  // namespace logscan
