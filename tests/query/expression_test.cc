#include "query/expression.h"

#include <atomic>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "support/ordinary_line.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

bool answer(std::string_view text, const LogLine& line) {
  return Expression::parse(text).matches(line);
}

struct ExpressionCase {
  std::string_view text;
  bool expected;
};

void check(const std::vector<ExpressionCase>& cases, const LogLine& line) {
  for (const ExpressionCase& each : cases) {
    EXPECT_EQ(answer(each.text, line), each.expected) << each.text;
    EXPECT_EQ(answer("not (" + std::string(each.text) + ")", line), !each.expected) << each.text;
  }
}

TEST(Expression, ComparesStatuses) {
  check(
      {
          {"status = 503", true},
          {"status == 503", true},
          {"status=503", true},
          {"status != 503", false},
          {"status >= 500", true},
          {"status>=500 and status<600", true},
          {"status > 503", false},
          {"status < 504", true},
          {"status <= 502", false},
          {"status = 5xx", true},
          {"status = 5XX", true},
          {"status = \"5xx\"", true},
          {"status != 4xx", true},
          {"status > 4xx", true},
          {"status > 5xx", false},
          {"status >= 5xx", true},
          {"status < 5xx", false},
          {"status <= 5xx", true},
          {"status > 999", false},
          {"status < 0", false},
          {"status >= 0", true},
          {"status in (4xx, 503)", true},
          {"status in (4xx,500)", false},
          {"status in 5xx", true},
          {"status not in (4xx, 503)", false},
          {"status = 500-503", true},
          {"status in (200-299, 503-504)", true},
          {"status in (0-502, 504-999)", false},
          {"status != 503-503", false},
          {"status = other", false},
          {"status in (-, -1)", false},
          {"class = 5xx", true},
          {"class != 5xx", false},
          {"class in (4xx, other)", false},
          {"class not in (4xx, other)", true},
          {"error", true},
          {"!error", false},
          {"error and status != 404", true},
      },
      test::ordinary_line());
}

TEST(Expression, KnowsTheCodesThatAreNotNumbers) {
  LogLine dash;
  dash.status = kStatusDash;
  check(
      {
          {"status = -", true},
          {"status = '-'", true},
          {"status = -1", false},
          {"status in (404, -)", true},
          {"status != -", false},
          {"status != 200", true},
          {"status >= 0", false},
          {"status < 999", false},
          {"status <= 9xx", false},
          {"not status >= 0", true},
          {"status = other", true},
          {"class = other", true},
          {"error", false},
      },
      dash);
  LogLine minus_one;
  minus_one.status = kStatusMinusOne;
  check({{"status = -1", true}, {"status = -", false}, {"status < 500", false}}, minus_one);
  LogLine zero;
  zero.status = 0;
  check(
      {{"status = 0", true}, {"status = 000", true}, {"status = 0xx", true}, {"status < 1", true}},
      zero);
}

TEST(Expression, NothingIsBeyondTheEnds) {
  LogLine line;
  line.status = 999;
  line.bytes = std::numeric_limits<std::int64_t>::max();
  check({{"status > 999", false},
         {"status > 9xx", false},
         {"status >= 999", true},
         {"bytes > 9223372036854775807", false},
         {"bytes >= 9223372036854775807", true}},
        line);
}

TEST(Expression, ComparesNumbers) {
  check(
      {
          {"bytes = 10240", true},
          {"bytes = 10Ki", true},
          {"bytes = 10KiB", true},
          {"bytes = 10.240k", true},
          {"bytes > 10k", true},
          {"bytes < 10K", false},
          {"bytes >= 10kB", true},
          {"bytes < 1M", true},
          {"bytes < 1.5Gi", true},
          {"bytes < 8Ti", true},
          {"bytes > 9223372036854775807", false},
          {"bytes <= 9223372036854775807", true},
          {"bytes in (1, 10Ki, 20)", true},
          {"bytes in (1, 2, 3)", false},
          {"bytes != null", true},
          {"bytes in (null, 10Ki)", true},
          {"duration = 1.5s", true},
          {"duration = 1500ms", true},
          {"duration = 1500000us", true},
          {"duration = 1500000000ns", true},
          {"duration > 0", true},
          {"duration >= 1.500000001s", false},
          {"duration < 1m", true},
          {"duration < 1h", true},
          {"duration<2s", true},
      },
      test::ordinary_line());
}

TEST(Expression, ComparesTimes) {
  check(
      {
          {"time = 2026-01-12T10:00", true},
          {"time = 2026-01-12T10:00:00", true},
          {"time = 2026-01-12T10:00:00Z", true},
          {"time = 2026-01-12T11:00+01:00", true},
          {"time = 2026-01-12T11:00:00+0100", true},
          {"time = \"2026-01-12 10:00\"", true},
          {"time = '2026-01-12 10:00:00'", true},
          {"time = '12/Jan/2026:11:00:00 +0100'", true},
          {"time >= 2026-01-12", true},
          {"time < 2026-01-13", true},
          {"time < 2026-01-12", false},
          {"time > 2026-01-12T10:00", false},
          {"time > 2026-01-12T09:59:59", true},
          {"time = null", false},
      },
      test::ordinary_line());
}

TEST(Expression, AsksTheContextForTimes) {
  ExpressionContext context;
  context.parse_time = [](std::string_view text) -> std::optional<std::int64_t> {
    if (text == "2 hours ago") return 1768204800;
    if (text == "2026-01-12") return 1768172400;  // in a zone an hour to the east
    if (text == "big bang") return std::numeric_limits<std::int64_t>::min();
    return std::nullopt;
  };
  const auto ask = [&](std::string_view text) {
    return Expression::parse(text, context).matches(test::ordinary_line());
  };
  EXPECT_TRUE(ask("time > '2 hours ago'"));
  EXPECT_FALSE(ask("time < '2 hours ago'"));
  EXPECT_FALSE(ask("time < 'big bang'"));
  EXPECT_TRUE(ask("time >= 'big bang'"));
  EXPECT_TRUE(ask("time = 2026-01-12T10:00"));
  LogLine midnight;
  midnight.time = LogTime{1768172400, 0};
  EXPECT_TRUE(Expression::parse("time = 2026-01-12", context).matches(midnight));
  EXPECT_THROW(ask("time > '3 hours ago'"), ExpressionError);
}

TEST(Expression, ComparesText) {
  check(
      {
          {"path = /shop/cart.php", true},
          {"path = \"/shop/cart.php\"", true},
          {"path = '/shop/cart.php'", true},
          {"path = /Shop/cart.php", false},
          {"path != /x", true},
          {"path ^= /shop/", true},
          {"path ^= '/shop/cart.php/'", false},
          {"path $= .php", true},
          {"path *= cart", true},
          {"path *= ''", true},
          {"path *= Cart", false},
          {"path in (/x, /shop/cart.php)", true},
          {"path not in (/x, /y)", true},
          {"path < /shop/d", true},
          {"path > /shop/d", false},
          {"path >= /shop/cart.php", true},
          {"path <= /shop/cart.php", true},
          {"path > /shop/cart.php", false},
          {"path < /shop/cart.php", false},
          {"protocol >= HTTP/1.1", true},
          {"method = get", true},
          {"method in (post, Get)", true},
          {"method not in (post)", true},
          {"method like g?t", true},
          {"method ^= g", false},
          {"host = shop.example.COM", true},
          {"host in (SHOP.EXAMPLE.COM)", true},
          {"host like *.EXAMPLE.com", true},
          {"host ~ ^shop", false},
          {"agent ~ \"(?i)bot\"", true},
          {"agent ~ bot", false},
          {"agent *= 'Bot)'", true},
          {"agent = 'Mozilla/5.0 (X11; Bot)'", true},
          {"query ~ ^id=\\d+$", true},
          {"query ~ \"^id=\\d+$\"", true},
          {"query !~ ^id=2", true},
          {"query ~ id=1|id=2", true},
          {"path ~ ^/shop", true},
          {"path ~ ^shop", false},
          {"path ~ 'cart.php'", true},
          {"path ~ 'cart\\.ph'", true},
          {"path ~ ''", true},
          {"forwarded_for = ''", true},
          {"forwarded_for = null", false},
          {"forwarded_for like ''", true},
          {"forwarded_for like '*'", true},
          {"forwarded_for like '?*'", false},
          {"forwarded_for *= a", false},
          {"forwarded_for ~ .", false},
      },
      test::ordinary_line());
}

TEST(Expression, KnowsNull) {
  check(
      {
          {"referer = null", true},       {"referer != null", false},
          {"referer = NULL", true},       {"referer = 'null'", false},
          {"referer in (null, x)", true}, {"referer not in (null)", false},
          {"referer = x", false},         {"referer != x", true},
          {"referer < x", false},         {"referer >= ''", false},
          {"referer = ''", false},        {"referer *= ''", false},
          {"referer ^= ''", false},       {"referer $= ''", false},
          {"referer like '*'", false},    {"referer not like '*'", true},
          {"referer ~ ''", false},        {"referer !~ ''", true},
          {"referer ~ '.*'", false},      {"user in (a, b)", false},
          {"user not in (a, b)", true},   {"path = null", false},
          {"path != null", true},
      },
      test::ordinary_line());
  LogLine empty;
  check(
      {
          {"time = null and bytes = null and duration = null and client = null", true},
          {"bytes < 1", false},
          {"bytes >= 0", false},
          {"bytes != 0", true},
          {"time >= 2026-01-12", false},
          {"duration <= 1h", false},
          {"client in (0.0.0.0/0, ::/0)", false},
          {"client not in (0.0.0.0/0, ::/0)", true},
      },
      empty);
}

TEST(Expression, ComparesClientsAsAddresses) {
  check(
      {
          {"client = 192.0.2.7", true},
          {"client = 192.000.002.007", true},
          {"client = '[192.0.2.7]:80'", true},
          {"client = ::ffff:192.0.2.7", true},
          {"client != 192.0.2.8", true},
          {"client in 192.0.2.0/24", true},
          {"client in (198.51.100.0/24, 192.0.2.4/30)", true},
          {"client not in 192.0.2.0/24", false},
          {"client in 2001:db8::/32", false},
          {"client in (example.com, 192.0.2.7)", true},
          {"client ^= 192.0.2.", true},
          {"client like 192.0.*", true},
          {"client ~ ^192", true},
          {"upstream in 10.0.0.0/24", true},
          {"upstream not in 10.0.1.0/24", true},
          {"upstream = 10.0.0.5", false},
          {"upstream = 10.0.0.5:8080", true},
          {"upstream in (10.0.0.5:8080, x)", true},
      },
      test::ordinary_line());
  LogLine line = test::ordinary_line();
  line.client = "[2001:DB8::7%eth0]:4711";
  check(
      {
          {"client = 2001:db8::7", true},
          {"client = '[2001:db8:0::7]'", true},
          {"client = 2001:db8::8", false},
          {"client in 2001:db8::/32", true},
          {"client in (::/0)", true},
          {"client in 0.0.0.0/0", false},
      },
      line);
  line.client = "cache.example.com";
  check({{"client = cache.example.com", true},
         {"client = Cache.example.com", false},
         {"client in (10.0.0.0/8, cache.example.com)", true},
         {"client = 192.0.2.7", false}},
        line);
}

TEST(Expression, MatchesGlobs) {
  struct GlobCase {
    std::string_view pattern;
    std::string_view path;
    bool expected;
  };
  constexpr GlobCase kCases[] = {
      {"*", "", true},
      {"*", "/a/b", true},
      {"**", "", true},
      {"?", "", false},
      {"?", "\xff", true},
      {"/api/*", "/api/", true},
      {"/api/*", "/api/v1/users", true},
      {"/api/*", "/api", false},
      {"*.php", "/a.php", true},
      {"*.php", "/a.php5", false},
      {"/a*b*c", "/abc", true},
      {"/a*b*c", "/axxbxxbxxc", true},
      {"/a*b*c", "/acb", false},
      {"/a?c", "/abc", true},
      {"/a?c", "/a/c", true},
      {"/a?c", "/ac", false},
      {"*a?c*", "xxabxadcxx", true},
      {"*a?c*", "xxac", false},
      {"ab*ba", "aba", false},
      {"ab*ba", "abba", true},
      {"a\\*b", "a*b", true},
      {"a\\*b", "axb", false},
      {"a\\?b", "a?b", true},
      {"a\\\\b", "a\\b", true},
      {"\\a", "a", true},
      {"[ab]", "a", false},
      {"[ab]", "[ab]", true},
      {"*a*a*a*", "aa", false},
      {"*a*a*a*", "aaa", true},
  };
  for (const GlobCase& each : kCases) {
    LogLine line;
    line.path = each.path;
    std::string text = "path like '";
    for (const char c : each.pattern)
      text += c == '\\' ? "\\\\" : std::string(1, c);
    EXPECT_EQ(answer(text + "'", line), each.expected) << each.pattern << ' ' << each.path;
  }
}

TEST(Expression, BindsNotThenAndThenOr) {
  check(
      {
          {"error or error and !error", true},
          {"(error or error) and !error", false},
          {"not error and error", false},
          {"not error or error", true},
          {"not (error and !error)", true},
          {"not not error", true},
          {"! ! !error", false},
          {"not\terror\r\nor  error", true},
          {"error && !error || error", true},
          {"error AND NOT error OR error", true},
          {"error&&status=503", true},
          {"status=503&&path=/shop/cart.php", true},
          {"status=404||status=503", true},
          {"((((error))))", true},
          {" error ", true},
          {"(error)and(error)", true},
          {"not(error)", false},
          {"status IN (503) And path LIKE /shop/*", true},
      },
      test::ordinary_line());
}

TEST(Expression, ReadsValuesBareAndQuoted) {
  LogLine line;
  line.path = "/~user/a=b&c";
  line.query = "a\"b'c\\d, (e)";
  line.agent = "\xff\xfe\x80";
  check(
      {
          {"path = /~user/a=b&c", true},
          {"path ^= /~user", true},
          {"path $= '=b&c'", true},
          {"path *= '~user/a='", true},
          {"query = \"a\\\"b'c\\\\d, (e)\"", true},
          {"query = 'a\"b\\'c\\\\d, (e)'", true},
          {"query = 'a\"b\\'c\\d, (e)'", true},
          {"query *= 'c\\d'", true},
          {"query *= c\\d", true},
          {"agent = '\xff\xfe\x80'", true},
          {"agent = \xff\xfe\x80", true},
          {"agent ~ ^...$", true},
          {"agent ~ '^[\xfe-\xff]+\x80$'", true},
          {"agent ~ ^\\xff", true},
      },
      line);
}

TEST(Expression, IsBuiltWithoutText) {
  const LogLine line = test::ordinary_line();
  const Expression yes = Expression::parse("error");
  const Expression no = Expression::parse("path = /other");
  EXPECT_TRUE(Expression::all_of({}).matches(line));
  EXPECT_FALSE(Expression::any_of({}).matches(line));
  EXPECT_TRUE(Expression::all_of({yes}).matches(line));
  EXPECT_FALSE(Expression::all_of({yes, no}).matches(line));
  EXPECT_TRUE(Expression::any_of({no, yes}).matches(line));
  EXPECT_FALSE(Expression::any_of({no, no}).matches(line));
  EXPECT_FALSE(Expression::negation(yes).matches(line));
  EXPECT_TRUE(Expression::negation(no).matches(line));
  EXPECT_TRUE(Expression::any_of({Expression::all_of({}), no}).matches(line));
  EXPECT_FALSE(
      Expression::all_of({Expression::negation(Expression::all_of({})), yes}).matches(line));
  EXPECT_TRUE(Expression::all_of({Expression::all_of({}), yes}).matches(line));
  Expression copy = yes;
  copy = Expression::negation(copy);
  EXPECT_FALSE(copy.matches(line));
  EXPECT_TRUE(yes.matches(line));
}

TEST(Expression, IsSharedByThreads) {
  const Expression shared = Expression::parse("agent ~ '(a|b)*c.{3}$' or path like '*x*y?z'");
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (unsigned seed = 0; seed < 4; ++seed) {
    threads.emplace_back([&shared, &wrong, seed] {
      const Expression own = shared;
      std::mt19937_64 random(seed);
      for (int i = 0; i < 2000; ++i) {
        std::string agent;
        for (std::uint64_t n = random() % 20; n > 0; --n)
          agent += static_cast<char>('a' + random() % 3);
        LogLine line;
        line.agent = agent;
        const bool expected = agent.size() > 3 && agent[agent.size() - 4] == 'c';
        wrong += (i % 2 == 0 ? own : shared).matches(line) == expected ? 0 : 1;
      }
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(Expression, ListsTheFieldsItReads) {
  EXPECT_EQ(Expression::parse("error").fields(), FieldSet{Field::kStatus});
  EXPECT_EQ(Expression::parse("status = 200 or class = 5xx").fields(), FieldSet{Field::kStatus});
  EXPECT_EQ(Expression::parse("path = x and (not user = null or bytes > 1)").fields(),
            (FieldSet{Field::kPath, Field::kUser, Field::kBytes}));
  EXPECT_EQ(Expression::parse("client in (10.0.0.0/8, x, null)").fields(),
            FieldSet{Field::kClient});
  EXPECT_EQ(Expression::all_of({}).fields(), FieldSet{});
}

}  // namespace
}  // namespace logscan
