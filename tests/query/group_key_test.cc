#include "query/group_key.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "support/some_country.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

// Returns the value of a key for a line; nullopt for null.
std::optional<std::string> value(const GroupKey& key, const LogLine& line) {
  std::string out = "before ";
  if (!key.append(line, out)) {
    EXPECT_EQ(out, "before ") << key.name();
    return std::nullopt;
  }
  EXPECT_TRUE(out.starts_with("before ")) << key.name();
  return out.substr(7);
}

std::optional<std::string> value(std::string_view key, const LogLine& line) {
  return value(GroupKey::parse(key), line);
}

std::string key_refusal(std::string_view text) {
  try {
    GroupKey::parse(text);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "taken";
}

LogLine with(std::string_view LogLine::*member, std::string_view text) {
  LogLine line;
  line.*member = text;
  return line;
}

struct KeyCase {
  const char* key;
  std::string_view text;
  std::optional<std::string> expected;
};

void check(std::string_view LogLine::*member, const std::vector<KeyCase>& cases) {
  for (const KeyCase& each : cases) {
    EXPECT_EQ(value(each.key, with(member, each.text)), each.expected)
        << each.key << " of " << each.text;
  }
}

TEST(GroupKey, TextFieldsStandForThemselves) {
  constexpr std::array<Field, 14> kTexts = {
      Field::kHost,   Field::kClient,       Field::kUser,     Field::kRequest,  Field::kMethod,
      Field::kTarget, Field::kPath,         Field::kQuery,    Field::kProtocol, Field::kReferer,
      Field::kAgent,  Field::kForwardedFor, Field::kUpstream, Field::kFile};
  LogLine line;
  line.host = "h";
  line.client = "c";
  line.user = "u v";
  line.request = "GET / HTTP/1.1";
  line.method = "GET";
  line.target = "/?";
  line.path = "/";
  line.query = "";
  line.protocol = "HTTP/1.1";
  line.referer = "r";
  line.agent = "a";
  line.forwarded_for = "f";
  line.upstream = std::string_view("p\0\n", 3);
  line.file = "-";
  for (const Field field : kTexts) {
    const GroupKey key = GroupKey::parse(field_name(field));
    EXPECT_EQ(key.name(), field_name(field));
    EXPECT_EQ(key.fields(), FieldSet{field});
    EXPECT_EQ(value(key, line), std::string(field_text(line, field))) << key.name();
  }
}

TEST(GroupKey, IsNullIfItsFieldIs) {
  const LogLine nothing;
  for (const std::string_view name : GroupKey::names()) {
    const GroupKey key = GroupKey::parse(name, {}, test::some_country());
    EXPECT_EQ(value(key, nothing).has_value(), key.fields() == FieldSet{Field::kStatus}) << name;
  }
}

TEST(GroupKey, DependsOnlyOnItsField) {
  struct Of {
    const char* key;
    Field field;
  };
  constexpr Of kAll[] = {
      {"status", Field::kStatus},      {"class", Field::kStatus},
      {"error", Field::kStatus},       {"path/2", Field::kPath},
      {"extension", Field::kPath},     {"network", Field::kClient},
      {"client/24", Field::kClient},   {"referer_host", Field::kReferer},
      {"agent_family", Field::kAgent}, {"bot", Field::kAgent},
      {"hour", Field::kTime},          {"weekday", Field::kTime},
      {"day", Field::kTime},
  };
  for (const Of& each : kAll)
    EXPECT_EQ(GroupKey::parse(each.key).fields(), FieldSet{each.field}) << each.key;
}

TEST(GroupKey, StatusClassAndError) {
  for (StatusCode code = 0; code < kStatusCodes; ++code) {
    LogLine line;
    line.status = code;
    EXPECT_EQ(value("status", line), status_name(code));
    const std::string digits = std::to_string(code);
    const bool hundreds = digits.size() == 3 && digits[0] >= '1' && digits[0] <= '5';
    EXPECT_EQ(value("class", line), hundreds ? digits.substr(0, 1) + "xx" : "other") << code;
    EXPECT_EQ(value("error", line), code >= 400 && code < 600 ? "yes" : "no") << code;
  }
}

TEST(GroupKey, FirstSegmentsOfThePath) {
  check(&LogLine::path, {
                            {"path/2", "/api/v1/users/7", "/api/v1"},
                            {"path/2", "/api/v1/", "/api/v1"},
                            {"path/2", "/api/v1", "/api/v1"},
                            {"path/2", "/api/", "/api/"},
                            {"path/2", "/api", "/api"},
                            {"path/2", "/", "/"},
                            {"path/2", "", ""},
                            {"path/1", "/api/v1", "/api"},
                            {"path/1", "//api//v1", "//api"},
                            {"path/2", "//api//v1//x", "//api//v1"},
                            {"path/1", "*", "*"},
                            {"path/1", "a/b", "a"},
                            {"path/64", "/a/b", "/a/b"},
                        });
}

TEST(GroupKey, FirstSegmentsAsANaiveSplitterCutsThem) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string path;
    for (std::uint64_t i = random() % 12; i > 0; --i)
      path += "//ab."[random() % 5];
    const unsigned count = 1 + static_cast<unsigned>(random() % 4);
    // Cut where a slash follows the wanted number of segments.
    std::string expected = path;
    unsigned segments = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (path[i] != '/' && (i == 0 || path[i - 1] == '/')) ++segments;
      if (path[i] == '/' && segments == count) {
        expected = path.substr(0, i);
        break;
      }
    }
    ASSERT_EQ(value("path/" + std::to_string(count), with(&LogLine::path, path)), expected) << path;
  }
}

TEST(GroupKey, ExtensionOfThePath) {
  check(&LogLine::path, {
                            {"extension", "/a/logo.PNG", "png"},
                            {"extension", "/a.b/logo.tar.gz", "gz"},
                            {"extension", "/x.mp4", "mp4"},
                            {"extension", "/x.7z", "7z"},
                            {"extension", "index.html", "html"},
                            {"extension", "/cart.jsp;jsessionid=1.2", "jsp"},
                            {"extension", "/x.abcdefghijklmnop", "abcdefghijklmnop"},
                            {"extension", "/x.abcdefghijklmnopq", std::nullopt},
                            {"extension", "/a.b/logo", std::nullopt},
                            {"extension", "/logo.", std::nullopt},
                            {"extension", "/.env", std::nullopt},
                            {"extension", "/v1.2", std::nullopt},
                            {"extension", "/x.a b", std::nullopt},
                            {"extension", "/x.%70hp", std::nullopt},
                            {"extension", "/x.\xC3\xA9", std::nullopt},
                            {"extension", "/x.png/", std::nullopt},
                            {"extension", "/", std::nullopt},
                            {"extension", "", std::nullopt},
                        });
}

TEST(GroupKey, NetworkOfTheClient) {
  check(&LogLine::client, {
                              {"network", "192.0.2.77", "192.0.2.0/24"},
                              {"client/24", "192.0.2.77", "192.0.2.0/24"},
                              {"network", "192.0.2.77:51234", "192.0.2.0/24"},
                              {"network", "[192.0.2.77]:80", "192.0.2.0/24"},
                              {"network", "::ffff:192.0.2.77", "192.0.2.0/24"},
                              {"network", "::FFFF:C000:24D", "192.0.2.0/24"},
                              {"client/32", "192.0.2.77", "192.0.2.77/32"},
                              {"client/28", "192.0.2.77", "192.0.2.64/28"},
                              {"client/8", "192.0.2.77", "192.0.0.0/8"},
                              {"client/0", "192.0.2.77", "0.0.0.0/0"},
                              {"network", "2001:DB8::1", "2001:db8::/64"},
                              {"client/24", "2001:db8::1", "2001:db8::/64"},
                              {"network", "[2001:db8::1]:443", "2001:db8::/64"},
                              {"network", "fe80::1%eth0", "fe80::/64"},
                              {"network", "2001:db8:0:1:2:3:4:5", "2001:db8:0:1::/64"},
                              {"client/24/48", "2001:db8:0:1:2:3:4:5", "2001:db8::/48"},
                              {"client/24/128", "2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1/128"},
                              {"client/24/128", "2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1/128"},
                              {"client/24/128", "1:0:0:2:0:0:0:3", "1:0:0:2::3/128"},
                              {"client/24/0", "2001:db8::1", "::/0"},
                              {"client/24/9", "2001:db8::1", "2000::/9"},
                              {"network", "::1", "::/64"},
                              {"network", "unknown", "unknown"},
                              {"network", "host.example.com", "host.example.com"},
                              {"network", "192.0.2.777", "192.0.2.777"},
                              {"network", "2001:db8::1::2", "2001:db8::1::2"},
                              {"network", "", ""},
                          });
}

// Texts that are nearly addresses, read and written by the C library.
TEST(GroupKey, NetworkOfOneAddressAsTheCLibraryWritesIt) {
  std::mt19937_64 random(3);
  int addresses = 0;
  for (int round = 0; round < 200000; ++round) {
    std::string client;
    const bool v4 = random() % 4 == 0;
    for (std::uint64_t i = 0, parts = v4 ? 4 : 3 + random() % 6; i < parts; ++i) {
      char part[8];
      std::snprintf(part, sizeof part, v4 ? "%u" : "%x",
                    static_cast<unsigned>(random() % (v4                  ? 270
                                                      : random() % 3 == 0 ? 65540
                                                                          : 2)));
      if (i > 0) client += v4 ? "." : random() % 4 == 0 ? "::" : ":";
      if (v4 || random() % 8 != 0) client += part;
    }
    std::array<unsigned char, 16> bytes{};
    std::string expected = client;
    char text[INET6_ADDRSTRLEN];
    if (inet_pton(v4 ? AF_INET : AF_INET6, client.c_str(), bytes.data()) == 1) {
      ++addresses;
      if (!v4 && std::all_of(bytes.begin(), bytes.begin() + 10, [](auto b) { return b == 0; }))
        continue;  // IPv4 within IPv6 is written otherwise
      inet_ntop(v4 ? AF_INET : AF_INET6, bytes.data(), text, sizeof text);
      expected = text + std::string(v4 ? "/32" : "/128");
    }
    ASSERT_EQ(value("client/32/128", with(&LogLine::client, client)), expected) << client;
  }
  EXPECT_GT(addresses, 50000);
}

TEST(GroupKey, HostOfTheReferer) {
  check(&LogLine::referer,
        {
            {"referer_host", "https://www.Example.com/a?b", "www.example.com"},
            {"referer_host", "http://example.com", "example.com"},
            {"referer_host", "http://example.com:8080/", "example.com"},
            {"referer_host", "http://example.com?q", "example.com"},
            {"referer_host", "http://example.com#f", "example.com"},
            {"referer_host", "http://me:pw@example.com/", "example.com"},
            {"referer_host", "http://example.com/@other/", "example.com"},
            {"referer_host", "http://example.com\\@other/", "example.com"},
            {"referer_host", "http://[2001:DB8::1]:80/", "[2001:db8::1]"},
            {"referer_host", "android-app://com.example.app/", "com.example.app"},
            {"referer_host", "http://[2001", "[2001"},
            {"referer_host", "http://", std::nullopt},
            {"referer_host", "http:///x", std::nullopt},
            {"referer_host", "http://:80/", std::nullopt},
            {"referer_host", "example.com/", std::nullopt},
            {"referer_host", "/page?u=http://x", std::nullopt},
            {"referer_host", "1http://example.com/", std::nullopt},
            {"referer_host", "about:blank", std::nullopt},
            {"referer_host", "", std::nullopt},
        });
}

constexpr const char* kChrome =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/120.0.0.0 Safari/537.36";

TEST(GroupKey, FamilyOfTheAgent) {
  struct Agent {
    std::string text;
    const char* family;
    const char* bot;
  };
  const Agent kAgents[] = {
      {kChrome, "Chrome", "no"},
      {std::string(kChrome) + " Edg/120.0.0.0", "Edge", "no"},
      {std::string(kChrome) + " OPR/106.0.0.0", "Opera", "no"},
      {"Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0", "Firefox", "no"},
      {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
       "Version/17.1 Safari/605.1.15",
       "Safari", "no"},
      {"Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) "
       "SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36",
       "Samsung Internet", "no"},
      {"Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0 Mobile "
       "Safari/604",
       "Chrome", "no"},
      {"Mozilla/5.0 (Linux; Android 10; CUBOT_P40) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile",
       "Chrome", "no"},
      {"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.example.com/)", "Googlebot", "yes"},
      {"Mozilla/5.0 (compatible; bingbot/2.0; +http://www.example.com/x) Chrome/116.0.1.2 Safari",
       "Bingbot", "yes"},
      {"Googlebot-Image/1.0", "Googlebot", "yes"},
      {"AdsBot-Google (+http://example.com/x)", "AdsBot-Google", "yes"},
      {"Mozilla/5.0 AppleWebKit/537.36; compatible; GPTBot/1.2", "GPTBot", "yes"},
      {"Mozilla/5.0 AppleWebKit/537.36; compatible; ClaudeBot/1.0", "ClaudeBot", "yes"},
      {"CCBot/2.0 (https://example.com/)", "CCBot", "yes"},
      {"Mozilla/5.0 (compatible; AhrefsBot/7.0)", "AhrefsBot", "yes"},
      {"Mozilla/5.0 (compatible; SemrushBot/7~bl)", "SemrushBot", "yes"},
      {"Mozilla/5.0 (compatible; YandexBot/3.0)", "YandexBot", "yes"},
      {"Mozilla/5.0 (compatible; Baiduspider/2.0)", "Baiduspider", "yes"},
      {"DuckDuckBot/1.1", "DuckDuckBot", "yes"},
      {"Mozilla/5.0 Version/17.4 Safari/605.1.15 (Applebot/0.1)", "Applebot", "yes"},
      {"facebookexternalhit/1.1", "facebookexternalhit", "yes"},
      {"Mozilla/5.0 (Linux; Android 5.0) Mobile Safari (compatible; Bytespider)", "Bytespider",
       "yes"},
      {"Mozilla/5.0 (compatible; PerplexityBot/1.0)", "PerplexityBot", "yes"},
      {"Mozilla/5.0 (compatible; Amazonbot/0.1) Chrome/119.0.1.2 Safari/537.36", "Amazonbot",
       "yes"},
      {"Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.example.com/)", "UptimeRobot", "yes"},
      {"curl/8.5.0", "curl", "yes"},
      {"CURL/8.5.0", "curl", "yes"},
      {"Wget/1.21.3", "Wget", "yes"},
      {"python-requests/2.31.0", "python-requests", "yes"},
      {"Go-http-client/2.0", "Go-http-client", "yes"},
      {"okhttp/4.12.0", "okhttp", "no"},
      {"Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)", "Internet Explorer",
       "no"},
      {"SomethingNew/1.0", "other", "no"},
      {"SomeNewBot/1.0", "other", "yes"},
      {"some.bots", "other", "yes"},
      {"botanist", "other", "yes"},
      {"robotics lab", "other", "no"},
      {"my_crawler/1", "other", "yes"},
      {"webspiders", "other", "yes"},
      {"xcurl/8", "other", "no"},
      {"curly/8", "other", "no"},
      {"cubots", "other", "no"},
      {"x-cubot", "other", "no"},
      {"scubot", "other", "yes"},
      {"bo", "other", "no"},
      {"", "other", "no"},
  };
  for (const Agent& each : kAgents) {
    EXPECT_EQ(value("agent_family", with(&LogLine::agent, each.text)), each.family) << each.text;
    EXPECT_EQ(value("bot", with(&LogLine::agent, each.text)), each.bot) << each.text;
  }
}

TEST(GroupKey, DatesByTheLinesOwnOffset) {
  LogLine line;
  line.time = parse_log_time("12/Jan/2026:23:30:05 +0000");
  EXPECT_EQ(value("hour", line), "23");
  EXPECT_EQ(value("weekday", line), "Monday");
  EXPECT_EQ(value("day", line), "2026-01-12");
  line.time->offset_minutes = 60;
  EXPECT_EQ(value("hour", line), "00");
  EXPECT_EQ(value("weekday", line), "Tuesday");
  EXPECT_EQ(value("day", line), "2026-01-13");
  line.time = LogTime{-1, 0};
  EXPECT_EQ(value("hour", line), "23");
  EXPECT_EQ(value("weekday", line), "Wednesday");
  EXPECT_EQ(value("day", line), "1969-12-31");
}

TEST(GroupKey, DatesByAnotherClock) {
  LogLine line;
  line.time = LogTime{1768260605, 330};  // 2026-01-12T23:30:05Z
  const ZoneOffset behind = [](std::int64_t utc) { return utc == 1768260605 ? -86400 : 0; };
  EXPECT_EQ(value(GroupKey::parse("day", behind), line), "2026-01-11");
  EXPECT_EQ(value(GroupKey::parse("weekday", behind), line), "Sunday");
  EXPECT_EQ(value(GroupKey::parse("hour", behind), line), "23");
}

TEST(GroupKey, DatesEndWithTheYear9999) {
  const std::int64_t begin = days_from_civil(0, 1, 1) * 86400;
  const std::int64_t end = (days_from_civil(9999, 12, 31) + 1) * 86400;
  LogLine line;
  line.time = LogTime{begin, 0};
  EXPECT_EQ(value("day", line), "0000-01-01");
  line.time = LogTime{end - 1, 0};
  EXPECT_EQ(value("day", line), "9999-12-31");
  for (const std::int64_t outside : {begin - 1, end, INT64_MIN, INT64_MAX}) {
    line.time = LogTime{outside, 0};
    for (const char* key : {"hour", "weekday", "day"})
      EXPECT_EQ(value(key, line), std::nullopt) << key << outside;
    const ZoneOffset far = [](std::int64_t utc) { return utc < 0 ? INT32_MIN : INT32_MAX; };
    EXPECT_EQ(value(GroupKey::parse("day", far), line), std::nullopt);
  }
}

TEST(GroupKey, DatesAsTheCLibraryReckons) {
  std::mt19937_64 random(2);
  for (int round = 0; round < 5000; ++round) {
    LogLine line;
    line.time = LogTime{static_cast<std::int64_t>(random() % 300'000'000'000) - 62'000'000'000,
                        static_cast<std::int16_t>(static_cast<int>(random() % 2879) - 1439)};
    const std::time_t local = line.time->seconds + line.time->offset_minutes * 60;
    std::tm parts{};
    ASSERT_NE(gmtime_r(&local, &parts), nullptr);
    char text[64];
    // %Y of a year below 1000 is not padded everywhere.
    const std::string year = std::to_string(parts.tm_year + 1900);
    std::strftime(text, sizeof text, "-%m-%d", &parts);
    ASSERT_EQ(value("day", line), std::string(4 - year.size(), '0') + year + text);
    std::strftime(text, sizeof text, "%H", &parts);
    ASSERT_EQ(value("hour", line), text);
    std::strftime(text, sizeof text, "%A", &parts);
    ASSERT_EQ(value("weekday", line), text);
  }
}

TEST(GroupKey, ReportsAWrongName) {
  EXPECT_EQ(key_refusal("paht"), "no group key \"paht\"; did you mean \"path\"?");
  EXPECT_EQ(key_refusal("Path"), "no group key \"Path\"; did you mean \"path\"?");
  EXPECT_EQ(key_refusal("ext"), "no group key \"ext\"; did you mean \"extension\"?");
  EXPECT_EQ(key_refusal("agents"), "no group key \"agents\"; did you mean \"agent\"?");
  EXPECT_EQ(key_refusal("ip"), "no group key \"ip\"; did you mean \"client\"?");
  EXPECT_EQ(key_refusal("referrer"), "no group key \"referrer\"; did you mean \"referer\"?");
  EXPECT_EQ(key_refusal("time"), "no group key \"time\"; did you mean \"hour\"?");
  EXPECT_EQ(key_refusal("pth/2"), "no group key \"pth/2\"; did you mean \"path\"?");
  EXPECT_EQ(key_refusal("bytes"), "no group key \"bytes\": it is a measure of groups");
  EXPECT_EQ(key_refusal("path/0"),
            "group key \"path/0\": \"0\" is not how many segments, a number from 1 to 64");
  EXPECT_EQ(key_refusal("client/33"),
            "group key \"client/33\": \"33\" is not the length of an IPv4 network, a number from 0 "
            "to 32");
  EXPECT_EQ(key_refusal("client/24/129"),
            "group key \"client/24/129\": \"129\" is not the length of an IPv6 network, a number "
            "from 0 to 128");
  EXPECT_EQ(key_refusal("path/2/3"), "group key \"path/2/3\": \"/3\" is too much");
  const std::string all = key_refusal("nonsense entirely");
  EXPECT_TRUE(all.starts_with("no group key \"nonsense entirely\"; there are host client")) << all;
  for (const std::string_view name : GroupKey::names())
    EXPECT_NE(all.find(" " + std::string(name)), std::string::npos) << name;
  for (const char* text : {"", "path/", "path/65", "path/-1", "path/ 2", "path/2x", "path/+2",
                           "path/99999999999999999999", "client/", "client//64", "client/24/",
                           "client/24/64/1", "network/24", "duration", "status/2", "/", ","}) {
    EXPECT_NE(key_refusal(text), "taken") << text;
  }
}

TEST(GroupKey, ListsOfKeys) {
  EXPECT_EQ(split_group_keys("path/2, status ,client/16"),
            (std::vector<std::string>{"path/2", "status", "client/16"}));
  for (const char* text : {"", ",", "path,", ",path", "path,,status"})
    EXPECT_THROW(split_group_keys(text), std::invalid_argument) << text;
}

TEST(GroupKey, HoursFollowTheZone) {
  LogLine line;
  line.time = LogTime{0, 0};
  EXPECT_EQ(value(GroupKey::parse("hour", [](std::int64_t) { return 3600; }), line), "01");
}

}  // namespace
}  // namespace logscan
