#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "query/expression.h"
#include "support/ordinary_line.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using testing::HasSubstr;

bool answer(std::string_view text) {
  return Expression::parse(text).matches(test::ordinary_line());
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

TEST(ExpressionError, RefusesWrongGrammar) {
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
      {"path =~ x", 6, "'=~' is not an operator; here it is ~"},
      {"path contains x", 6, "'contains' is not an operator; here it is *="},
      {"path <> x", 6, "here it is !="},
      {"status => 500", 8, "here it is >="},
      {"status === 500", 8, "'===' is not an operator; here it is ="},
      {"path !*= x", 6, "not in front of the field"},
      {"pth = x", 1, "there is no field 'pth'; did you mean path?"},
      {"error and clinet = 192.0.2.1", 11, "did you mean client?"},
      {"Status = 200", 1, "did you mean status?"},
      {"referrer = x", 1, "did you mean referer?"},
      {"ip = 192.0.2.1", 1, "did you mean client?"},
      {"user_agent ~ x", 1, "did you mean agent?"},
      {"request_time > 1s", 1, "did you mean duration?"},
      {"zzzzzzzz = 1", 1, "the fields are time, host, client"},
      {"zzzzzzzz = 1", 1, "upstream, file, class, error"},
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
      {"error = 1", 9, "'1' is neither yes nor no"},
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

TEST(ExpressionError, RefusesWrongValues) {
  check_refused({
      {"status = 5000", 10, "'5000' is not a status; write a number up to 999"},
      {"status = x", 10, "'x' is not a status"},
      {"status = -2", 10, "'-2' is not a status"},
      {"status = ''", 10, "'' is not a status"},
      {"status in (200, 5x)", 17, "'5x' is not a status"},
      {"status >= -", 11, "'-' is not a number"},
      {"status in (599-500)", 12, "'599-500' ends before it begins"},
      {"status = 500-", 10, "'500-' is not a status"},
      {"status = 500-5xx", 10, "'500-5xx' is not a status"},
      {"status = 500-1000", 10, "'500-1000' is not a status"},
      {"status >= 500-599", 11, "'500-599' is not a status"},
      {"class = 500-599", 9, "'500-599' is not a class"},
      {"status < other", 10, "'other' is not a status"},
      {"status = null", 10, "a status is never null"},
      {"status ~ 5..", 8, "'~' works on text, and status is none; use ="},
      {"status like 5*", 8, "'like' works on text"},
      {"bytes not like 5*", 7, "'not like' works on text, and bytes is none"},
      {"time *= x", 6, "'*=' works on text"},
      {"class = 6xx", 9, "'6xx' is not a class; write 1xx to 5xx, or other"},
      {"class = 200", 9, "'200' is not a class"},
      {"class > 4xx", 7, "compare the status"},
      {"bytes = x", 9, "'x' is not a number of bytes; write one such as 512, 10k"},
      {"bytes = -1", 9, "'-1' is not a number of bytes"},
      {"bytes = 1.5", 9, "is not a number of bytes"},
      {"bytes = 5m", 9, "is not a number of bytes"},
      {"bytes = k", 9, "is not a number of bytes"},
      {"bytes = 1.k", 9, "is not a number of bytes"},
      {"bytes = 1..5k", 9, "is not a number of bytes"},
      {"bytes = 9223372036854775808", 9, "is not a number of bytes"},
      {"bytes = 10000000000G", 9, "is not a number of bytes"},
      {"duration > 2", 12, "'2' is not a duration; write a number and its unit"},
      {"duration > 1.0000000001s", 12, "is not a duration"},
      {"duration > 0.5ns", 12, "is not a duration"},
      {"duration > 2S", 12, "is not a duration"},
      {"time > yesterday", 8, "'yesterday' is not a time; write one such as 2026-01-12"},
      {"time > 2026-02-30", 8, "is not a time"},
      {"time > 2026-01-12T25:00", 8, "is not a time"},
      {"time > 2026-01", 8, "is not a time"},
      {"path < null", 8, "null goes with =, !=, in and not in only"},
      {"bytes < null", 9, "null goes with"},
      {"path like null", 11, "null goes with"},
      {"client = 10.0.0.0/8", 10, "for a network write client in '10.0.0.0/8'"},
      {"client in 10.1.0.0/8", 11, "the network is 10.0.0.0/8"},
      {"client in (10.0.0.0/8, 10.0.0.0/33)", 24, "a number from 0 to 32"},
      {"client in (/8)", 12, "is not a network"},
      {"client = 10.0.0", 10, "'10.0.0' is not an address"},
      {"client = 10.0.0.256", 10, "is not an address"},
      {"client = 1:2:3", 10, "is not an address"},
      {"client >= 10.0.0.1", 8, "write client in 10.0.0.0/8"},
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

TEST(ExpressionError, HasLimits) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "error" + std::string(depth, ')');
  };
  EXPECT_TRUE(answer(nested(Expression::kMostNesting)));
  std::string nots;
  for (int i = 0; i < 10001; ++i)
    nots += "not ";
  EXPECT_FALSE(answer(nots + "error"));

  std::string list = "path in (/shop/cart.php";
  while (list.size() < Expression::kMostText - 2)
    list += ",a";
  list.resize(Expression::kMostText - 4);
  EXPECT_TRUE(answer(list + "b)  "));
  std::string alternating = "error";
  for (std::size_t i = 0; i < Expression::kMostNesting; ++i)
    alternating = "(" + alternating + (i % 2 == 0 ? " and path^=/shop)" : " or path=x)");
  EXPECT_TRUE(answer(alternating));

  std::string regexes = "path ~ '[a]'";
  for (std::size_t i = 1; i < Expression::kMostRegexes; ++i)
    regexes += " or path ~ '[a]'";
  EXPECT_TRUE(answer(regexes));

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
TEST(ExpressionError, AnyBytesAreUnderstoodOrRefused) {
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
      ASSERT_NE(expression.matches(test::ordinary_line()),
                Expression::parse("!(" + text + ")").matches(test::ordinary_line()));
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
