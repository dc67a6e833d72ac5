#include "query/mask.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "baseline/reference_parser.h"
#include "format/layouts/layouts.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

constexpr FieldSet kEveryField = {
    Field::kTime,     Field::kHost,     Field::kClient,  Field::kUser,  Field::kRequest,
    Field::kMethod,   Field::kTarget,   Field::kPath,    Field::kQuery, Field::kProtocol,
    Field::kStatus,   Field::kBytes,    Field::kReferer, Field::kAgent, Field::kForwardedFor,
    Field::kDuration, Field::kUpstream, Field::kFile};

constexpr Mask kEverything = {true, true, true};
constexpr Mask kClients = {true, false, false};
constexpr Mask kQueries = {false, true, false};
constexpr Mask kUsers = {false, false, true};

// Masks any text, as part of an agent.
std::string masked_text(const Mask& mask, std::string_view text) {
  LogLine line;
  line.agent = text;
  std::string scratch;
  return std::string(mask_fields(mask, line, kEveryField, scratch).agent);
}

// Empty if the line cannot be shown.
std::string masked_line(const Mask& mask, std::string_view raw) {
  std::string out = "before";
  const bool shown = append_masked_line(mask, reference_cut(raw), raw, out);
  EXPECT_TRUE(out.starts_with("before"));
  EXPECT_EQ(shown, out.size() > 6) << raw;
  return out.substr(6);
}

TEST(Mask, IsParsed) {
  EXPECT_EQ(Mask::parse("clients"), kClients);
  EXPECT_EQ(Mask::parse("queries"), kQueries);
  EXPECT_EQ(Mask::parse("users"), kUsers);
  EXPECT_EQ(Mask::parse("users, clients,queries"), kEverything);
  EXPECT_FALSE(Mask{}.any());
  EXPECT_TRUE(kClients.any() && kQueries.any() && kUsers.any());
  const auto refusal = [](std::string_view text) -> std::string {
    try {
      Mask::parse(text);
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "taken";
  };
  EXPECT_EQ(refusal("clients,user"),
            "nothing called \"user\" can be masked; did you mean \"users\"?");
  EXPECT_EQ(refusal("everything"),
            "nothing called \"everything\" can be masked; clients, queries and users can");
  for (const char* text : {"", ",", "clients,", "Clients,,users"})
    EXPECT_NE(refusal(text), "taken") << text;
}

TEST(Mask, TruncatesAddressesEverywhere) {
  struct Case {
    std::string_view text;
    std::string_view expected;
  };
  constexpr Case kCases[] = {
      {"192.0.2.77", "192.0.2.0"},
      {"x=192.0.2.77;", "x=192.0.2.0;"},
      {"192.0.2.77:8080", "192.0.2.0:8080"},
      {"a192.0.2.77b", "a192.0.2.0b"},
      {"%3D192.0.2.77%20", "%3D192.0.2.0%20"},
      {"ff192.0.2.77", "ff192.0.2.0"},
      {"1192.0.2.77", "1192.0.2.0"},
      {"192.0.2.777", "192.0.2.0"},
      {"192.0.2.7.8.9", "192.0.2.0.0.0"},
      {"9999.999.192.0.2.77", "9999.999.192.0.0.0"},
      {"192.0.2.1,198.51.100.2 203.0.113.3", "192.0.2.0,198.51.100.0 203.0.113.0"},
      {"192.0.2.77.", "192.0.2.0."},
      {"..192.0.2.77..", "..192.0.2.0.."},
      {"192.0.2.77.example.com", "192.0.2.0.example.com"},
      {"2001:db8::1", "2001:db8::"},
      {"2001:DB8:0:0:1::5", "2001:db8::"},
      {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"},
      {"[2001:db8::1]:443", "[2001:db8::]:443"},
      {"x2001:db8::1y", "x2001:db8::y"},
      {"a2001:db8::1", "a2001:db8::"},
      {"2001:db8::1.", "2001:db8::."},
      {"2001:db8::1%eth0", "2001:db8::%eth0"},
      {"ip=2001%3Adb8%3A%3a1", "ip=2001%3Adb8::"},
      {"::ffff:192.0.2.77", "192.0.2.0"},
      {"::ffff:c000:24d", "192.0.2.0"},
      {"1.2.::ffff:192.0.2.77", "1.2.::"},
      {"64:ff9b::192.0.2.77", "64:ff9b::"},
      {"2001:db8:1:2:3:4:192.0.2.77", "2001:db8:1:2::"},
      {"1:2:3:4:5:6:7:8:9:10", "1:2:3:4::"},
      {"::1", "::"},
      {"::", "::"},
      {"dead::beef", "dead::"},
      {"192.0.2.7:2001:db8::1", "192.0.2.0::"},
      {"7.2001:db8::1", "7.2001:db8::"},
      // No addresses.
      {"", ""},
      {"Chrome/96.0.4664.110 Safari/537.36", "Chrome/96.0.4664.110 Safari/537.36"},
      {"Chrome/120.0.0.0", "Chrome/120.0.0.0"},
      {"1.2.3", "1.2.3"},
      {"1..2.3.4", "1..2.3.4"},
      {"[12/Jan/2026:06:25:24 +0000]", "[12/Jan/2026:06:25:24 +0000]"},
      {"2026-01-12T06:25:24+00:00", "2026-01-12T06:25:24+00:00"},
      {"00:1b:44:11:3a:b7", "00:1b:44:11:3a:b7"},
      {"Mail::Abba Net::DNS Foo::bar std::cafe()", "Mail::Abba Net::DNS Foo::bar std::cafe()"},
      {"http://example.com:80/", "http://example.com:80/"},
      {"12:34:56.789", "12:34:56.789"},
  };
  for (const Case& each : kCases)
    EXPECT_EQ(masked_text(kClients, each.text), each.expected) << each.text;
}

// Returns a part of the text that is an address but not the first of its network, as the C library
// parses it. IPv6 addresses with letters only are not covered.
std::string find_address(std::string_view escaped) {
  std::string text(escaped);
  for (const char* colon : {"%3A", "%3a"}) {
    for (std::size_t at; (at = text.find(colon)) != std::string::npos;)
      text.replace(at, 3, ":");
  }
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    for (std::size_t size = 2; size <= 45 && begin + size <= text.size(); ++size) {
      const std::string piece = text.substr(begin, size);
      std::array<unsigned char, 16> bytes{};
      if (inet_pton(AF_INET, piece.c_str(), bytes.data()) == 1 && bytes[3] != 0) return piece;
      if (piece.find(':') == std::string::npos) continue;
      if (inet_pton(AF_INET6, piece.c_str(), bytes.data()) != 1) continue;
      const bool digit = std::any_of(piece.begin(), piece.end(), [](char c) {
        return std::isdigit(static_cast<unsigned char>(c)) != 0;
      });
      if (digit && std::any_of(bytes.begin() + 8, bytes.end(), [](auto b) { return b != 0; }))
        return piece;
    }
  }
  return {};
}

TEST(Mask, LeavesNoAddressInRandomBytes) {
  std::mt19937_64 random(1);
  const auto check = [](const std::string& text) {
    const std::string out = masked_text(kClients, text);
    ASSERT_EQ(find_address(out), "") << text << " became " << out;
  };
  constexpr std::string_view kPieces[] = {"192.0.2.77",
                                          "198.51.100.1",
                                          "2001:db8::1",
                                          "2001:db8:1:2:3:4:5:6",
                                          "::ffff:",
                                          "::",
                                          ":",
                                          "1",
                                          "25",
                                          ".",
                                          "a",
                                          "fe80",
                                          " ",
                                          "x",
                                          "db8",
                                          "%3A",
                                          "%",
                                          "[",
                                          "]",
                                          ",",
                                          "/"};
  int changed = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::uint64_t i = 1 + random() % 8; i > 0; --i)
      text += kPieces[random() % std::size(kPieces)];
    check(text);
    changed += masked_text(kClients, text) != text;
  }
  EXPECT_GT(changed, 10000);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::uint64_t i = random() % 40; i > 0; --i)
      text += "0125.::ax"[random() % 9];
    check(text);
  }
}

TEST(Mask, FieldsOneByOne) {
  struct Case {
    Mask mask;
    Field field;
    std::string_view text;
    std::string_view expected;
  };
  const Case kCases[] = {
      {kClients, Field::kClient, "192.0.2.77", "192.0.2.0"},
      {kClients, Field::kClient, "192.0.2.77:5000", "192.0.2.0"},
      {kClients, Field::kClient, "[2001:db8::1]:5000", "2001:db8::"},
      {kClients, Field::kClient, "fe80::1%eth0", "fe80::"},
      {kClients, Field::kClient, "::ffff:192.0.2.77", "192.0.2.0"},
      {kClients, Field::kClient, "dsl-192-0-2-77.example.com", "client"},
      {kClients, Field::kClient, "unknown", "unknown"},
      {kClients, Field::kForwardedFor, "192.0.2.1, 2001:db8::2,host , ,unknown",
       "192.0.2.0, 2001:db8::,client, ,unknown"},
      {kClients, Field::kUser, "me@192.0.2.7", "me@192.0.2.0"},
      {kClients, Field::kTarget, "/whois/192.0.2.7?ip=192.0.2.8", "/whois/192.0.2.0?ip=192.0.2.0"},
      {kClients, Field::kPath, "/whois/192.0.2.7", "/whois/192.0.2.0"},
      {kClients, Field::kHost, "192.0.2.7:80", "192.0.2.0:80"},
      {kClients, Field::kHost, "www.example.com:80", "www.example.com:80"},
      {kClients, Field::kUpstream, "192.0.2.7:80", "192.0.2.7:80"},
      {kQueries, Field::kTarget, "/a=b?a=1&b=2&c&=&d=e=f", "/a=b?a=&b=&&=&d="},
      {kQueries, Field::kTarget, "/a?word", "/a?"},
      {kQueries, Field::kTarget, "/a?a=1;b=2#c=3", "/a?a=#"},
      {kQueries, Field::kTarget, "/a#b?c=1", "/a#"},
      {kQueries, Field::kTarget, "/a?a=1 2?b=3", "/a?a="},
      {kQueries, Field::kTarget, "/a?", "/a?"},
      {kQueries, Field::kTarget, "/a", "/a"},
      {kQueries, Field::kQuery, "a=1&b", "a=&"},
      {kQueries, Field::kReferer, "https://example.com/x?q=me#top", "https://example.com/x?q=#"},
      {kQueries, Field::kPath, "GET/x?a=1", "GET/x?a="},  // a request that could not be cut
      {kQueries, Field::kRequest, "GET/x?a=1", "GET/x?a="},
      {kQueries, Field::kAgent, "bot (+http://example.com/?id=5 now)",
       "bot (+http://example.com/?id= now)"},
      {kQueries, Field::kClient, "192.0.2.77", "192.0.2.77"},
      {kUsers, Field::kUser, "jane doe", "user"},
      {kUsers, Field::kUser, "", "user"},
      {kUsers, Field::kTarget, "/a?b=1", "/a?b=1"},
      {kUsers, Field::kTarget, "http://jane:pw@example.com/a?b=1", "http://user@example.com/a?b=1"},
      {kUsers, Field::kTarget, "http://jane@example.com", "http://user@example.com"},
      {kUsers, Field::kTarget, "jane:pw@example.com:443", "user@example.com:443"},
      {kUsers, Field::kTarget, "http:jane:pw@example.com/", "user@example.com/"},
      {kUsers, Field::kTarget, "http://a@b:c@example.com/@d", "http://user@example.com/@d"},
      {kUsers, Field::kTarget, "/a?u=//jane:pw@example.com", "/a?u=//user@example.com"},
      {kUsers, Field::kTarget, "/a?u=http%3A%2F%2Fjane%3Apw%40example.com%2F&b=c@d",
       "/a?u=http%3A%2F%2Fuser%40example.com%2F&b=c@d"},
      {kUsers, Field::kTarget, "/a?u=%252f%252Fjane%2540example.com",
       "/a?u=%252f%252Fuser%2540example.com"},
      {kUsers, Field::kPath, "/to/http://jane:pw@example.com/", "/to/http://user@example.com/"},
      {kUsers, Field::kPath, "/mail/jane@example.com", "/mail/jane@example.com"},
      {kUsers, Field::kPath, "get http://jane:p w@example.com/", "get http://user@example.com/"},
      {kUsers, Field::kQuery, "u=//jane@example.com/&v=//bob@example.com/",
       "u=//user@example.com/&v=//user@example.com/"},
      {kUsers, Field::kRequest, "GET http://jane:pw@example.com/ HTTP/1.1",
       "GET http://user@example.com/ HTTP/1.1"},
      {kUsers, Field::kReferer, R"(https:\\jane:pw@example.com\a)", "(masked)"},
      {kUsers, Field::kReferer, R"(x://a/\\jane:pw@example.com\a)",
       R"(x://a/\\user@example.com\a)"},
      {kUsers, Field::kTarget, R"(http:\/\/jane:pw@example.com\/a)",
       R"(http:\/\/user@example.com\/a)"},
      {kUsers, Field::kHost, "jane:pw@example.com:80", "user@example.com:80"},
      {kUsers, Field::kUpstream, "http://jane:pw@192.0.2.7/", "http://user@192.0.2.7/"},
      {kUsers, Field::kAgent, "bot (http://jane:pw@example.com; bot@example.com)",
       "bot (http://user@example.com; bot@example.com)"},
      {kUsers, Field::kAgent, "bot http://example.com bot@example.com",
       "bot http://example.com bot@example.com"},
      {kClients, Field::kTarget, "http://jane:pw@192.0.2.7/", "http://jane:pw@192.0.2.0/"},
      {kEverything, Field::kUpstream, "http://jane:pw@192.0.2.7/?a=b", "http://user@192.0.2.7/?a="},
      {kUsers, Field::kForwardedFor, "192.0.2.7:80, id=jane, -, unknown",
       "192.0.2.7:80, client, -, unknown"},
      {kUsers, Field::kReferer, "id=jane", "(masked)"},
      {kUsers, Field::kReferer, "", ""},
      {kUsers, Field::kReferer, "/a?b=c", "/a?b=c"},
      {kEverything, Field::kReferer, "http://192.0.2.7/?192.0.2.8=192.0.2.9",
       "http://192.0.2.0/?192.0.2.0="},
      {Mask{}, Field::kUser, "jane", "jane"},
  };
  for (const Case& each : kCases) {
    LogLine line;
    const auto set = [&](Field field, std::string_view LogLine::*member) {
      if (each.field == field) line.*member = each.text;
    };
    set(Field::kClient, &LogLine::client);
    set(Field::kForwardedFor, &LogLine::forwarded_for);
    set(Field::kUser, &LogLine::user);
    set(Field::kTarget, &LogLine::target);
    set(Field::kPath, &LogLine::path);
    set(Field::kQuery, &LogLine::query);
    set(Field::kReferer, &LogLine::referer);
    set(Field::kRequest, &LogLine::request);
    set(Field::kAgent, &LogLine::agent);
    set(Field::kHost, &LogLine::host);
    set(Field::kUpstream, &LogLine::upstream);
    std::string scratch = "used before";
    const LogLine masked = mask_fields(each.mask, line, kEveryField, scratch);
    EXPECT_EQ(field_text(masked, each.field), each.expected) << each.text;
    EXPECT_NE(field_text(masked, each.field).data(), nullptr);
    const LogLine unwanted = mask_fields(each.mask, line, {}, scratch);
    EXPECT_EQ(field_text(unwanted, each.field), each.text);
  }
}

TEST(Mask, AllFieldsOfALine) {
  constexpr std::string_view kRaw =
      "192.0.2.77 - jane [12/Jan/2026:06:25:24 +0000] \"GET /a?b=1 HTTP/1.1\" 200 5 "
      "\"http://example.com/?q=2\" \"curl/8\" \"198.51.100.7\"";
  std::string scratch;
  const LogLine line = reference_cut(kRaw);
  const LogLine masked = mask_fields(kEverything, line, kEveryField, scratch);
  EXPECT_EQ(masked.client, "192.0.2.0");
  EXPECT_EQ(masked.user, "user");
  EXPECT_EQ(masked.request, "GET /a?b= HTTP/1.1");
  EXPECT_EQ(masked.method, "GET");
  EXPECT_EQ(masked.target, "/a?b=");
  EXPECT_EQ(masked.path, "/a");
  EXPECT_EQ(masked.query, "b=");
  EXPECT_EQ(masked.protocol, "HTTP/1.1");
  EXPECT_EQ(masked.referer, "http://example.com/?q=");
  EXPECT_EQ(masked.agent, "curl/8");
  EXPECT_EQ(masked.forwarded_for, "198.51.100.0");
  EXPECT_EQ(masked.time, line.time);
  EXPECT_EQ(masked.status, 200);
  EXPECT_EQ(masked.bytes, 5u);
  EXPECT_EQ(masked.host.data(), nullptr);
  EXPECT_EQ(masked.upstream.data(), nullptr);
}

TEST(Mask, WholeLines) {
  struct Case {
    Mask mask;
    std::string_view raw;
    std::string_view expected;
  };
  constexpr std::string_view kLine =
      "192.0.2.77 - jane doe [12/Jan/2026:06:25:24 +0000] \"GET /a?b=1 HTTP/1.1\" 200 5 "
      "\"http://example.com/?q=2\" \"curl/8\" \"198.51.100.7, 2001:db8::9\"";
  const Case kCases[] = {
      {Mask{}, kLine, kLine},
      {kClients, kLine,
       "192.0.2.0 - jane doe [12/Jan/2026:06:25:24 +0000] \"GET /a?b=1 HTTP/1.1\" 200 5 "
       "\"http://example.com/?q=2\" \"curl/8\" \"198.51.100.0, 2001:db8::\""},
      {kQueries, kLine,
       "192.0.2.77 - jane doe [12/Jan/2026:06:25:24 +0000] \"GET /a?b= HTTP/1.1\" 200 5 "
       "\"http://example.com/?q=\" \"curl/8\" \"198.51.100.7, 2001:db8::9\""},
      {kUsers, kLine,
       "192.0.2.77 - user [12/Jan/2026:06:25:24 +0000] \"GET /a?b=1 HTTP/1.1\" 200 5 "
       "\"http://example.com/?q=2\" \"curl/8\" \"198.51.100.7, 2001:db8::9\""},
      {kEverything,
       "host.example.com:80 h7.example.com, 192.0.2.3 - - [12/Jan/2026:06:25:24 +0000] "
       "\"GET/192.0.2.4?x=9\" 400 0 \"-\" \"a?b=c d\" \"-\"",
       "host.example.com:80 client, 192.0.2.0 - - [12/Jan/2026:06:25:24 +0000] "
       "\"GET/192.0.2.0?x=\" 400 0 \"-\" \"a?b= d\" \"-\""},
      {kEverything, "- - - [12/Jan/2026:06:25:24 +0000] \"-\" 408 -",
       "- - - [12/Jan/2026:06:25:24 +0000] \"-\" 408 -"},
  };
  for (const Case& each : kCases)
    EXPECT_EQ(masked_line(each.mask, each.raw), each.expected) << each.raw;
}

TEST(Mask, ShowsTextThatRepeatsTheFieldsOfALine) {
  constexpr std::string_view kLine =
      "192.0.2.77 - - [12/Jan/2026:06:25:24 +0100] \"GET / HTTP/1.1\" 404 571 \"-\" \"a\" \"-\"";
  constexpr std::string_view kMasked =
      "192.0.2.0 - - [12/Jan/2026:06:25:24 +0100] \"GET / HTTP/1.1\" 404 571 \"-\" \"a\" \"-\"";
  for (const std::string_view extra :
       {" -", " 0", " 0.000", " 404", " 571", " \"404\"", " 443", " 2026-01-12 06:25:24.125",
        " 2026-01-12T06:25:24+01:00", " 06:25:24Z", " 1768195524", " 1768195524.125",
        " 1768195524125", " \"\" [] {}", " bytes=17", " time=1768195525 status=405", " user=-"})
    EXPECT_EQ(masked_line(kEverything, std::string(kLine) + std::string(extra)),
              std::string(kMasked) + std::string(extra));
  EXPECT_EQ(masked_line(kEverything, std::string(kLine) + " 198.51.100.7:80,2001:db8::7 \"::1\""),
            std::string(kMasked) + " 198.51.100.0,2001:db8:: \"::\"");
}

TEST(Mask, HidesALineWithAnyOtherText) {
  constexpr std::string_view kLine =
      "192.0.2.77 - - [12/Jan/2026:06:25:24 +0100] \"GET / HTTP/1.1\" 404 571 \"-\" \"a\" \"-\"";
  for (const std::string_view extra :
       {" \"jane\"",   " \"sess=1a2b\"", " 17",         " 0.017",
        " jane",       " 5710",          " 405",        " x404",
        " 404x",       " user=jane",     " bytes=jane", " bytes=17x",
        " jane=-",     " 06:25:25",      " 06:25:24x",  " 17681955240",
        " 1768195525", " 198.51.100.7x", " \x1b",       " \xff",
        " ?"})
    EXPECT_EQ(masked_line(kClients, std::string(kLine) + std::string(extra)), "") << extra;
  for (const std::string_view line :
       {"192.0.2.77 jane - [12/Jan/2026:06:25:24 +0100] \"GET / HTTP/1.1\" 404 571",
        "192.0.2.77 - - [jane] \"GET / HTTP/1.1\" 404 571",
        "192.0.2.77 - - [12/Jan/2026:06:25:24 +0100] jane \"GET / HTTP/1.1\" 404 571",
        "192.0.2.77 17 - [01/Jan/1970:00:00:00 +0000] \"GET / HTTP/1.1\" 404 571"})
    EXPECT_EQ(masked_line(kQueries, line), "") << line;
}

TEST(Mask, OmitsACollectorsPrefix) {
  constexpr std::string_view kRaw =
      "Jan 12 06:25:24 jane nginx[17]: 192.0.2.77 - - [12/Jan/2026:06:25:24 +0100] \"GET / "
      "HTTP/1.1\" 404 571";
  PrefixKind kind{};
  std::string out;
  ASSERT_TRUE(append_masked_line(kEverything, reference_cut(strip_prefix(kRaw, kind)), kRaw, out));
  EXPECT_EQ(out, "192.0.2.0 - - [12/Jan/2026:06:25:24 +0100] \"GET / HTTP/1.1\" 404 571");
}

// Apache's vhost:port before the client, with an address as virtual host.
TEST(Mask, HidesAClientInThePlaceOfTheHost) {
  constexpr std::string_view kEnd = " - - [12/Jan/2026:06:25:24 +0000] \"GET / HTTP/1.1\" 404 5";
  for (const std::string_view client : {"203.0.113.77", "dsl-77.example.com"}) {
    const std::string raw = "192.0.2.10:443 " + std::string(client) + std::string(kEnd);
    const LogLine line = reference_cut(raw);
    std::string scratch;
    const LogLine masked = mask_fields(kClients, line, kEveryField, scratch);
    for (std::size_t i = 0; i < kFields; ++i)
      EXPECT_EQ(field_text(masked, static_cast<Field>(i)).find("77"), std::string_view::npos);
    EXPECT_EQ(masked_line(kClients, raw).find("77"), std::string::npos) << raw;
  }
}

TEST(Mask, RefusesALineWhoseFieldsAreElsewhere) {
  constexpr std::string_view kRaw =
      "192.0.2.77 - jane [12/Jan/2026:06:25:24 +0000] \"GET /a?b=1 HTTP/1.1\" 200 5 \"r\" \"a\" "
      "\"198.51.100.7, h7.example.com\"";
  const std::string elsewhere = "elsewhere";
  const auto taken = [&](const Mask& mask, std::string_view LogLine::*member) {
    LogLine line = reference_cut(kRaw);
    line.*member = elsewhere;
    std::string out = "before";
    const bool good = append_masked_line(mask, line, kRaw, out);
    EXPECT_EQ(good, out != "before");
    return good;
  };
  for (const auto member : {&LogLine::user, &LogLine::client, &LogLine::forwarded_for,
                            &LogLine::path, &LogLine::query, &LogLine::referer, &LogLine::agent})
    EXPECT_FALSE(taken(kUsers, member));
  EXPECT_TRUE(taken(kUsers, &LogLine::target));  // path and query are there
  EXPECT_TRUE(taken(kUsers, &LogLine::file));
}

// Lines in which every secret is marked by letters that are nowhere else.
class RandomLine {
 public:
  explicit RandomLine(std::uint64_t seed) : random_(seed) {
    const bool host = chance(4);
    if (host) raw_ += "www.example.com:443 ";
    raw_ += client();
    while (chance(3))
      raw_ += ", " + client();
    raw_ += " - " + (chance(2) ? "-" : secret() + (chance(3) ? " " + secret() : ""));
    raw_ += " [12/Jan/2026:06:25:24 +0000] \"";
    raw_ += chance(8) ? junk() + url() : "GET " + url() + (chance(3) ? "" : " HTTP/1.1");
    raw_ += "\" 404 ";
    raw_ += chance(2) ? "-" : "512";
    raw_ += " \"https://example.com" + url() + "\" \"agent" + junk() + client() + "\"";
    if (chance(2)) raw_ += " \"" + client() + "," + client() + "\"";
    if (chance(3)) raw_ += " \"" + url() + "\" " + client() + ":80";
  }

  const std::string& raw() const { return raw_; }
  const std::vector<std::string>& clients() const { return clients_; }

 private:
  bool chance(unsigned in) { return random_() % in == 0; }
  unsigned number(unsigned below) { return static_cast<unsigned>(random_() % below); }

  std::string junk() {
    std::string text;
    for (unsigned i = number(6); i > 0; --i)
      text += "ab/.:-_%1\xC3"[number(10)];
    return text;
  }
  // The names of users and the values of queries.
  std::string secret() {
    return "SE" + std::to_string(number(1000)) + "CRET" + std::to_string(number(9));
  }

  std::string client() {
    char text[64];
    if (chance(2)) {
      std::snprintf(text, sizeof text, "%u.%u.%u.%u", number(256), number(256), number(256),
                    1 + number(255));
    } else if (chance(2)) {
      std::snprintf(text, sizeof text, "2001:db8:%x::%x", number(0x10000), 1 + number(0xffff));
    } else {
      std::snprintf(text, sizeof text, "2001:db8:%x:%x:%x:%x:%x:%x", number(9), number(9),
                    number(0x10000), number(9), number(0x10000), 1 + number(9));
    }
    clients_.emplace_back(text);
    return text;
  }
  std::string url() {
    std::string text = "/p" + (chance(4) ? client() : junk());
    if (!chance(3)) text += "?";
    if (text.back() != '?') return text;
    for (unsigned i = number(4); i > 0; --i) {
      text += chance(4) ? secret() : "name=" + (chance(4) ? client() : secret() + "=" + secret());
      if (i > 1) text += '&';
    }
    return chance(4) ? text + "#" + secret() : text;
  }

  std::mt19937_64 random_;
  std::string raw_;
  std::vector<std::string> clients_;
};

TEST(Mask, NothingSecretIsLeftOfRandomLines) {
  std::size_t shown = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const RandomLine line(seed);
    const LogLine fields = reference_cut(line.raw());
    ASSERT_EQ(reference_parse(line.raw()).kind, LineKind::kParsed) << line.raw();
    const std::string out = masked_line(kEverything, line.raw());
    EXPECT_EQ(out.find("SE"), std::string::npos) << line.raw() << "\n" << out;
    EXPECT_EQ(find_address(out), "") << line.raw() << "\n" << out;
    for (const std::string& client : line.clients())
      EXPECT_EQ(out.find(client), std::string::npos) << line.raw() << "\n" << out;
    EXPECT_EQ(out.find("\" 404 ") == std::string::npos, out.empty()) << out;
    if (!out.empty()) ++shown;

    std::string scratch;
    const LogLine masked = mask_fields(kEverything, fields, kEveryField, scratch);
    for (std::size_t i = 0; i < kFields; ++i) {
      const auto field = static_cast<Field>(i);
      const std::string_view text = field_text(masked, field);
      EXPECT_EQ(text.find("SE"), std::string_view::npos) << line.raw() << "\n" << text;
      EXPECT_EQ(find_address(text), "") << line.raw() << "\n" << text;
      EXPECT_EQ(text.data() == nullptr, field_text(fields, field).data() == nullptr);
    }
  }
  EXPECT_GT(shown, 1000u);
}

}  // namespace
}  // namespace logscan
