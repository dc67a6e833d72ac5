#include "logscan/expression.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "logscan/network.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex.h>

namespace logscan {
namespace {

using testing::HasSubstr;

// An ordinary line: what the tables below ask about.
LogLine ordinary() {
  LogLine line;
  line.time = LogTime{1768212000, 60};  // 2026-01-12T10:00:00Z
  line.host = "Shop.Example.com";
  line.client = "192.0.2.7";
  line.request = "GET /shop/cart.php?id=1 HTTP/1.1";
  line.method = "GET";
  line.target = "/shop/cart.php?id=1";
  line.path = "/shop/cart.php";
  line.query = "id=1";
  line.protocol = "HTTP/1.1";
  line.status = 503;
  line.bytes = 10240;
  line.agent = "Mozilla/5.0 (X11; Bot)";
  line.forwarded_for = "";
  line.duration = 1'500'000'000;
  line.upstream = "10.0.0.5:8080";
  return line;  // without a user and a referer
}

bool answer(std::string_view text, const LogLine& line) {
  return Expression::parse(text).matches(line);
}

struct Case {
  std::string_view text;
  bool expected;
};

void check(const std::vector<Case>& cases, const LogLine& line) {
  for (const Case& each : cases) {
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
      ordinary());
}

TEST(Expression, KnowsTheCodesThatAreNoNumbers) {
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
      ordinary());
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
      ordinary());
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
    return Expression::parse(text, context).matches(ordinary());
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
      ordinary());
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
      ordinary());
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
      ordinary());
  LogLine line = ordinary();
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
      ordinary());
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
  const LogLine line = ordinary();
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

struct Refusal {
  std::string text;
  std::size_t column;
  std::string part;
};

void check_refused(const std::vector<Refusal>& refusals) {
  for (const Refusal& each : refusals) {
    try {
      Expression::parse(each.text);
      ADD_FAILURE() << each.text;
    } catch (const ExpressionError& error) {
      EXPECT_EQ(error.column(), each.column) << each.text << "\n  " << error.what();
      EXPECT_THAT(error.reason(), HasSubstr(each.part)) << each.text;
      EXPECT_EQ(error.what(), "column " + std::to_string(error.column()) + ": " + error.reason());
    }
  }
}

TEST(Expression, RefusesWrongGrammar) {
  check_refused({
      {"", 1, "there is nothing in it"},
      {"  ", 1, "there is nothing in it"},
      {"bytes>=", 8, "expected a value after '>='"},
      {"bytes>=  ", 8, "expected a value after '>='"},
      {"bytes >= and error", 10, "expected a value after '>=', found 'and'"},
      {"bytes >= )", 10, "expected a value after '>=', found ')'"},
      {"path = = x", 8, "expected a value after '=', found '='"},
      {"path = ~x", 8, "put it in quotes"},
      {"path = like", 8, "found 'like'; if that is meant, put it in quotes"},
      {"path = (a, b)", 8, "a list goes with in"},
      {"path ~ (a|b)", 8, "needs quotes"},
      {"path", 5, "expected an operator after 'path'"},
      {"path x", 6, "expected an operator after 'path', such as"},
      {"path not x", 10, "expected 'in' or 'like' after 'not'"},
      {"path not = x", 10, "expected 'in' or 'like' after 'not'"},
      {"path =~ x", 6, "'=~' is no operator; here it is ~"},
      {"path contains x", 6, "'contains' is no operator; here it is *="},
      {"path <> x", 6, "here it is !="},
      {"status => 500", 8, "here it is >="},
      {"status === 500", 8, "'===' is no operator; here it is ="},
      {"path !*= x", 6, "not in front of the field"},
      {"pth = x", 1, "there is no field 'pth'; did you mean path?"},
      {"error and clinet = 192.0.2.1", 11, "did you mean client?"},
      {"Status = 200", 1, "did you mean status?"},
      {"referrer = x", 1, "did you mean referer?"},
      {"ip = 192.0.2.1", 1, "did you mean client?"},
      {"user_agent ~ x", 1, "did you mean agent?"},
      {"request_time > 1s", 1, "did you mean duration?"},
      {"zzzzzzzz = 1", 1, "the fields are time, host, client"},
      {"zzzzzzzz = 1", 1, "upstream, class, error"},
      {"'path' = x", 1, "expected a field such as status or path, found a quoted text"},
      {"= x", 1, "expected a field"},
      {"!= x", 1, "expected a field such as status or path, found '!='"},
      {"not", 4, "expected a field such as status or path, found the end"},
      {"error and", 10, "expected a field such as status or path, found the end"},
      {"error or or error", 10, "expected a field such as status or path, found 'or'"},
      {"error && || error", 10, "expected a field"},
      {"error & error", 7, "expected 'and', 'or' or the end, found '&'"},
      {"error error", 7, "expected 'and', 'or' or the end, found 'error'"},
      {"time > 2026-01-12 10:00", 19, "a value with spaces or commas needs quotes"},
      {"agent = a,b", 10, "found ',b'; a value with spaces or commas needs quotes"},
      {"path = a\"b\"", 9, "expected 'and', 'or' or the end"},
      {"error = 1", 7, "expected 'and', 'or' or the end, found '='"},
      {"(error", 1, "this '(' is never closed"},
      {"error and (path = x or (error)", 11, "this '(' is never closed"},
      {"(error x)", 8, "expected 'and', 'or' or ')', found 'x'"},
      {"error)", 6, "this ')' closes nothing"},
      {"()", 2, "expected a field such as status or path, found ')'"},
      {"path = \"abc", 8, "this quote is never closed"},
      {"path = 'abc\\'", 8, "this quote is never closed"},
      {"path in (", 10, "expected a value after '('"},
      {"path in ()", 10, "expected a value after '(', found ')'"},
      {"path in (a", 9, "this '(' is never closed"},
      {"path in (a,", 12, "expected a value after ','"},
      {"path in (a,)", 12, "expected a value after ','"},
      {"path in (a b)", 12, "expected ',' or ')' in the list, found 'b'"},
      {"path in a, b", 10, "found ','"},
      {"path in", 8, "expected a value after 'in'"},
      {"path not in", 12, "expected a value after 'not in'"},
      {"path = x or \x1b[31m", 13, "found '\\x1b[31m'"},
  });
}

TEST(Expression, RefusesWrongValues) {
  check_refused({
      {"status = 5000", 10, "'5000' is no status; write a number up to 999"},
      {"status = x", 10, "'x' is no status"},
      {"status = -2", 10, "'-2' is no status"},
      {"status = ''", 10, "'' is no status"},
      {"status in (200, 5x)", 17, "'5x' is no status"},
      {"status >= -", 11, "'-' is no number"},
      {"status < other", 10, "'other' is no status"},
      {"status = null", 10, "a status is never null"},
      {"status ~ 5..", 8, "'~' works on text, and status is none; use ="},
      {"status like 5*", 8, "'like' works on text"},
      {"bytes not like 5*", 7, "'not like' works on text, and bytes is none"},
      {"time *= x", 6, "'*=' works on text"},
      {"class = 6xx", 9, "'6xx' is no class; write 1xx to 5xx, or other"},
      {"class = 200", 9, "'200' is no class"},
      {"class > 4xx", 7, "compare the status"},
      {"bytes = x", 9, "'x' is no number of bytes; write one such as 512, 10k"},
      {"bytes = -1", 9, "'-1' is no number of bytes"},
      {"bytes = 1.5", 9, "is no number of bytes"},
      {"bytes = 5m", 9, "is no number of bytes"},
      {"bytes = k", 9, "is no number of bytes"},
      {"bytes = 1.k", 9, "is no number of bytes"},
      {"bytes = 1..5k", 9, "is no number of bytes"},
      {"bytes = 9223372036854775808", 9, "is no number of bytes"},
      {"bytes = 10000000000G", 9, "is no number of bytes"},
      {"duration > 2", 12, "'2' is no duration; write a number and its unit"},
      {"duration > 1.0000000001s", 12, "is no duration"},
      {"duration > 0.5ns", 12, "is no duration"},
      {"duration > 2S", 12, "is no duration"},
      {"time > yesterday", 8, "'yesterday' is no time; write one such as 2026-01-12"},
      {"time > 2026-02-30", 8, "is no time"},
      {"time > 2026-01-12T25:00", 8, "is no time"},
      {"time > 2026-01", 8, "is no time"},
      {"path < null", 8, "null goes with =, !=, in and not in only"},
      {"bytes < null", 9, "null goes with"},
      {"path like null", 11, "null goes with"},
      {"client = 10.0.0.0/8", 10, "for a network write client in '10.0.0.0/8'"},
      {"client in 10.1.0.0/8", 11, "the network is 10.0.0.0/8"},
      {"client in (10.0.0.0/8, 10.0.0.0/33)", 24, "a number from 0 to 32"},
      {"client in (/8)", 12, "is no network"},
      {"client = 10.0.0", 10, "'10.0.0' is no address"},
      {"client = 10.0.0.256", 10, "is no address"},
      {"client = 1:2:3", 10, "is no address"},
      {"client >= 10.0.0.1", 8, "write a network"},
      {"upstream in 10.1.0.0/8", 13, "the network is 10.0.0.0/8"},
      {"path like 'a\\'", 11, "this quote"},
      {"path like a\\", 11, "ends in a lone backslash"},
      {"path ~ a)", 9, "this ')' closes nothing"},
      {"path ~ 'a)'", 8, "the regular expression 'a)' cannot be used: "},
      {"error and path ~ '[a'", 18, "missing ]"},
      {"path ~ '*a'", 8, "cannot be used"},
      {"path ~ '(?=a)'", 8, "cannot be used"},
      {"path ~ '\\xzz'", 8, "cannot be used"},
  });
}

TEST(Expression, HasLimits) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "error" + std::string(depth, ')');
  };
  EXPECT_TRUE(answer(nested(Expression::kMostNesting), ordinary()));
  std::string nots;
  for (int i = 0; i < 10001; ++i)
    nots += "not ";
  EXPECT_FALSE(answer(nots + "error", ordinary()));

  std::string list = "path in (/shop/cart.php";
  while (list.size() < Expression::kMostText - 2)
    list += ",a";
  list.resize(Expression::kMostText - 4);
  EXPECT_TRUE(answer(list + "b)  ", ordinary()));
  std::string alternating = "error";
  for (std::size_t i = 0; i < Expression::kMostNesting; ++i)
    alternating = "(" + alternating + (i % 2 == 0 ? " and path^=/shop)" : " or path=x)");
  EXPECT_TRUE(answer(alternating, ordinary()));

  std::string regexes = "path ~ '[a]'";
  for (std::size_t i = 1; i < Expression::kMostRegexes; ++i)
    regexes += " or path ~ '[a]'";
  EXPECT_TRUE(answer(regexes, ordinary()));

  std::string heavy;
  for (int i = 0; i < 300; ++i)
    heavy += "(ab|cd){1000}";
  check_refused({
      {nested(Expression::kMostNesting + 1), Expression::kMostNesting + 1, "more than 200"},
      {std::string(60000, '('), Expression::kMostNesting + 1, "more than 200 parentheses"},
      {std::string(Expression::kMostText + 1, ' '), Expression::kMostText + 1, "longer than"},
      {regexes + " or path ~ '[a]'", regexes.size() + 10, "more than 32 regular expressions"},
      {"path ~ '((a{100}){100}){100}'", 8, "cannot be used"},
      {"path ~ '" + heavy + "'", 8, "it needs too much memory"},
      {"path ~ '" + std::string(5000, '(') + "'", 8, "cannot be used"},
      {"path = " + std::string(300, 'x') + " x", 309, "found 'x'"},
  });
}
TEST(Expression, SaysWhatItLooksAt) {
  EXPECT_EQ(Expression::parse("error").fields(), FieldSet{Field::kStatus});
  EXPECT_EQ(Expression::parse("status = 200 or class = 5xx").fields(), FieldSet{Field::kStatus});
  EXPECT_EQ(Expression::parse("path = x and (not user = null or bytes > 1)").fields(),
            (FieldSet{Field::kPath, Field::kUser, Field::kBytes}));
  EXPECT_EQ(Expression::parse("client in (10.0.0.0/8, x, null)").fields(),
            FieldSet{Field::kClient});
  EXPECT_EQ(Expression::all_of({}).fields(), FieldSet{});
}

// An expression as a tree, with a naive meaning of its own, and a text that says the same.
struct Tree {
  std::string text;
  std::function<bool(const LogLine&)> holds;
};

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
  bool chance(std::size_t in) { return below(in) == 0; }

  template <typename Value>
  Value one_of(std::initializer_list<Value> values) {
    return values.begin()[below(values.size())];
  }

  std::string word() {
    std::string word;
    for (std::size_t length = below(5); length > 0; --length)
      word += one_of({'a', 'b', 'A', '/', '.', '\\', '\'', '"', ' ', '*', '\xff'});
    return word;
  }

  LogLine line() {
    words_.clear();
    words_.reserve(16);
    LogLine line;
    const auto text = [&]() -> std::string_view {
      return chance(4) ? std::string_view() : words_.emplace_back(word());
    };
    line.host = text();
    line.user = text();
    line.method = text();
    line.path = text();
    line.agent = text();
    if (!chance(4)) line.time = LogTime{static_cast<std::int64_t>(below(4)), 0};
    if (!chance(4)) line.bytes = below(4) * 1000;
    if (!chance(4)) line.duration = static_cast<std::int64_t>(below(4)) * 1'000'000;
    line.status = static_cast<StatusCode>(
        one_of({0, 200, 404, 499, 500, 503, 600, int{kStatusDash}, int{kStatusMinusOne}}));
    line.client = one_of<std::string_view>({"", "192.0.2.1", "192.0.2.1:80", "[2001:db8::1]:80",
                                            "2001:db8::1%eth0", "10.0.0.9", "a", "AB",
                                            "::ffff:10.0.0.9", std::string_view()});
    return line;
  }

  Tree tree(std::size_t depth) {
    if (depth == 0 || chance(4)) return leaf();
    if (chance(3)) {
      Tree part = tree(depth - 1);
      return {one_of<std::string>({"not ", "!", "! "}) + "(" + part.text + ")",
              [part](const LogLine& line) { return !part.holds(line); }};
    }
    std::vector<Tree> parts;
    for (std::size_t count = 2 + below(2); count > 0; --count)
      parts.push_back(tree(depth - 1));
    const bool all = chance(2);
    std::string text;
    for (const Tree& part : parts) {
      const std::string between =
          all ? one_of<std::string>({" and ", "&&"}) : one_of<std::string>({" or ", " || "});
      text += (text.empty() ? "" : between) + "(" + part.text + ")";
    }
    return {text, [parts, all](const LogLine& line) {
              for (const Tree& part : parts) {
                if (part.holds(line) != all) return !all;
              }
              return all;
            }};
  }

 private:
  using Text = std::string_view LogLine::*;

  std::string quoted(const std::string& value) {
    const char quote = one_of({'"', '\''});
    std::string text(1, quote);
    for (const char c : value) {
      if (c == quote || c == '\\') text += '\\';
      text += c;
    }
    return text + quote;
  }

  Tree leaf() {
    switch (below(5)) {
      case 0:
        return status_leaf();
      case 1:
        return number_leaf();
      case 2:
        return client_leaf();
      default:
        return text_leaf();
    }
  }

  template <typename Number>
  static bool compares(std::string_view op, const Number& a, const Number& b) {
    if (op == "=") return a == b;
    if (op == "!=") return a != b;
    if (op == "<") return a < b;
    if (op == "<=") return a <= b;
    if (op == ">") return a > b;
    return a >= b;
  }

  Tree status_leaf() {
    if (chance(6)) {
      return {"error", [](const LogLine& line) { return line.status >= 400 && line.status < 600; }};
    }
    if (chance(3)) {
      const unsigned digit = one_of({2u, 4u, 5u});
      const bool in = chance(2);
      return {one_of<std::string>({"status", "class"}) + (in ? " in (" : " not in (") +
                  std::to_string(digit) + "xx, other)",
              [=](const LogLine& line) {
                const bool other = line.status < 100 || line.status > 599;
                return (line.status / 100u == digit || other) == in;
              }};
    }
    const auto op = one_of<std::string>({"=", "!=", "<", "<=", ">", ">="});
    const int code = one_of({0, 200, 404, 499, 500, 501, 999});
    return {"status" + op + std::to_string(code), [=](const LogLine& line) {
              if (line.status > 999) return op == "!=";
              return compares(op, int{line.status}, code);
            }};
  }

  Tree number_leaf() {
    const auto op = one_of<std::string>({"=", "!=", "<", "<=", ">", ">="});
    const auto count = static_cast<std::int64_t>(below(4));
    const std::string digits = std::to_string(count);
    const auto judge = [=](std::optional<std::int64_t> value) {
      return value ? compares(op, *value, count) : op == "!=";
    };
    switch (below(4)) {
      case 0:
        return {"bytes " + op + " " + digits + "k", [=](const LogLine& line) {
                  return judge(line.bytes ? std::optional<std::int64_t>(*line.bytes / 1000)
                                          : std::nullopt);
                }};
      case 1:
        return {"duration" + op + digits + "ms", [=](const LogLine& line) {
                  return judge(line.duration ? std::optional(*line.duration / 1'000'000)
                                             : std::nullopt);
                }};
      case 2:
        return {"bytes in (" + digits + "k, null)", [=](const LogLine& line) {
                  return !line.bytes || *line.bytes == static_cast<std::uint64_t>(count) * 1000;
                }};
      default:
        return {"time " + op + " 1970-01-01T00:00:0" + digits, [=](const LogLine& line) {
                  return judge(line.time ? std::optional(line.time->seconds) : std::nullopt);
                }};
    }
  }

  Tree client_leaf() {
    const auto network = one_of<std::string>(
        {"192.0.2.0/24", "192.0.2.1", "2001:db8::/32", "0.0.0.0/0", "::/0", "10.0.0.8/31"});
    const auto name = one_of<std::string>({"a", "AB", "ab"});
    const bool in = chance(2);
    return {std::string("client ") + (in ? "in" : "not in") + " (" + network + ", " + name + ")",
            [=](const LogLine& line) {
              const std::optional<IpAddress> address = parse_address(line.client);
              const bool found =
                  line.client.data() != nullptr &&
                  (line.client == name || (address && Network::parse(network).contains(*address)));
              return found == in;
            }};
  }

  static std::string lower(std::string text) {
    for (char& c : text)
      c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
  }

  static bool like(std::string_view pattern, std::string_view text) {
    if (pattern.empty()) return text.empty();
    if (pattern[0] == '*') {
      return like(pattern.substr(1), text) || (!text.empty() && like(pattern, text.substr(1)));
    }
    if (text.empty()) return false;
    if (pattern[0] == '?') return like(pattern.substr(1), text.substr(1));
    const std::size_t skip = pattern[0] == '\\' ? 1 : 0;
    return pattern[skip] == text[0] && like(pattern.substr(skip + 1), text.substr(1));
  }

  Tree text_leaf() {
    struct Named {
      std::string name;
      Text field;
      bool ignores_case;
    };
    const Named it = one_of<Named>({{"host", &LogLine::host, true},
                                    {"user", &LogLine::user, false},
                                    {"method", &LogLine::method, true},
                                    {"path", &LogLine::path, false},
                                    {"agent", &LogLine::agent, false}});
    const auto when = [it](bool of_null, auto judge) {
      return [=](const LogLine& line) {
        const std::string_view text = line.*it.field;
        return text.data() == nullptr ? of_null : judge(std::string(text));
      };
    };
    const auto fold = [it](const std::string& text) {
      return it.ignores_case ? lower(text) : text;
    };
    const std::string value = word();
    const std::string start = it.name + " ";
    switch (below(8)) {
      case 0: {
        const bool is = chance(2);
        return {start + (is ? "=" : "!=") + " null",
                [=](const LogLine& line) { return ((line.*it.field).data() == nullptr) == is; }};
      }
      case 1: {
        const bool is = chance(2);
        return {
            start + (is ? "= " : "!= ") + quoted(value),
            when(!is, [=](const std::string& text) { return (fold(text) == fold(value)) == is; })};
      }
      case 2: {
        const bool in = chance(2);
        const std::string other = word();
        return {start + (in ? "in (" : "not in (") + quoted(value) + "," + quoted(other) + ")",
                when(!in, [=](const std::string& text) {
                  return (fold(text) == fold(value) || fold(text) == fold(other)) == in;
                })};
      }
      case 3: {
        const auto op = one_of<std::string>({"<", "<=", ">", ">="});
        return {start + op + quoted(value),
                when(false, [=](const std::string& text) { return compares(op, text, value); })};
      }
      case 4: {
        const auto op = one_of<std::string>({"*=", "^=", "$="});
        return {start + op + quoted(value), when(false, [=](const std::string& text) {
                  const std::size_t at = op == "$=" ? text.rfind(value) : text.find(value);
                  if (at == std::string::npos) return false;
                  return op == "*=" || (op == "^=" ? at == 0 : at + value.size() == text.size());
                })};
      }
      case 5:
      case 6: {
        std::string glob;
        for (std::size_t length = below(6); length > 0; --length)
          glob += one_of<std::string>({"a", "b", "A", "*", "*", "?", "\\*", "/"});
        const bool is = chance(2);
        return {
            start + (is ? "like " : "not like ") + quoted(glob),
            when(!is, [=](const std::string& text) { return like(fold(glob), fold(text)) == is; })};
      }
      default: {
        std::string pattern;
        for (std::size_t length = 1 + below(4); length > 0; --length)
          pattern += one_of<std::string>({"a", "b", "A", "a*", "[ab]", "b+", "/"});
        if (chance(3)) pattern = "^" + pattern;
        if (chance(3)) pattern += "$";
        const bool is = chance(2);
        const std::shared_ptr<regex_t> regex(new regex_t, [](regex_t* each) {
          regfree(each);
          delete each;
        });
        EXPECT_EQ(regcomp(regex.get(), pattern.c_str(), REG_EXTENDED | REG_NOSUB), 0) << pattern;
        return {start + (is ? "~ " : "!~ ") + quoted(pattern),
                when(!is, [=](const std::string& text) {
                  return (regexec(regex.get(), text.c_str(), 0, nullptr, 0) == 0) == is;
                })};
      }
    }
  }

  std::mt19937_64 random_;
  std::vector<std::string> words_;
};

TEST(Expression, MeansWhatANaiveTreeMeans) {
  std::size_t yes = 0;
  std::size_t asked = 0;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    Maker maker(seed);
    const Tree tree = maker.tree(3);
    const Expression expression = Expression::parse(tree.text);
    const Expression negation = Expression::negation(expression);
    const Expression not_text = Expression::parse("not (" + tree.text + ")");
    for (int i = 0; i < 20; ++i) {
      const LogLine line = maker.line();
      const bool expected = tree.holds(line);
      ASSERT_EQ(expression.matches(line), expected) << "seed " << seed << ": " << tree.text;
      ASSERT_EQ(negation.matches(line), !expected) << "seed " << seed << ": " << tree.text;
      ASSERT_EQ(not_text.matches(line), !expected) << "seed " << seed << ": " << tree.text;
      yes += expected ? 1u : 0u;
      ++asked;
    }
  }
  EXPECT_GT(yes, asked / 5);
  EXPECT_LT(yes, asked * 4 / 5);
}

TEST(Expression, ObeysDeMorgan) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    Maker maker(seed);
    const Expression a = Expression::parse(maker.tree(2).text);
    const Expression b = Expression::parse(maker.tree(2).text);
    const Expression not_a = Expression::negation(a);
    const Expression not_b = Expression::negation(b);
    const Expression both = Expression::negation(Expression::all_of({a, b}));
    const Expression one = Expression::any_of({not_a, not_b});
    const Expression none = Expression::negation(Expression::any_of({a, b}));
    const Expression neither = Expression::all_of({not_a, not_b});
    for (int i = 0; i < 20; ++i) {
      const LogLine line = maker.line();
      ASSERT_EQ(both.matches(line), !(a.matches(line) && b.matches(line))) << seed;
      ASSERT_EQ(both.matches(line), one.matches(line)) << seed;
      ASSERT_EQ(none.matches(line), !(a.matches(line) || b.matches(line))) << seed;
      ASSERT_EQ(none.matches(line), neither.matches(line)) << seed;
    }
  }
}

TEST(Expression, AnyBytesAreUnderstoodOrRefused) {
  constexpr std::string_view kPieces[] = {
      "status",     "path", "client", "bytes",      "time", "error", "class", "=",
      "!=",         ">=",   "~",      "!~",         "*=",   "like",  "in",    "not",
      "and",        "or",   "&&",     "||",         "!",    "(",     ")",     ",",
      "\"",         "'",    "\\",     "5xx",        "404",  "-",     "null",  "/api/*",
      "10.0.0.0/8", "::/0", "10k",    "2026-01-12", " ",    "[a-",   "(?i)",  "\xff"};
  std::mt19937_64 random(7);
  std::size_t understood = 0;
  for (int i = 0; i < 60000; ++i) {
    std::string text;
    const bool bytes = i % 4 == 0;
    for (std::uint64_t length = random() % 12; length > 0; --length) {
      if (bytes) {
        text += static_cast<char>(random());
      } else {
        text += kPieces[random() % std::size(kPieces)];
        if (random() % 2 == 0) text += ' ';
      }
    }
    try {
      const Expression expression = Expression::parse(text);
      ASSERT_NE(expression.matches(ordinary()),
                Expression::parse("!(" + text + ")").matches(ordinary()));
      ++understood;
    } catch (const ExpressionError& error) {
      ASSERT_GE(error.column(), 1u) << text;
      ASSERT_LE(error.column(), text.size() + 1) << text;
    }
  }
  EXPECT_GT(understood, 100u);
}

}  // namespace
}  // namespace logscan
