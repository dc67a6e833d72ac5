// Random expressions on random lines mean what a naive tree means.

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "query/expression.h"
#include "query/network.h"
#include <gtest/gtest.h>
#include <regex.h>

namespace logscan {
namespace {

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

TEST(ExpressionProperty, MeansWhatANaiveTreeMeans) {
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
      ASSERT_FALSE(expected ? expression.rejects(line.status) : negation.rejects(line.status))
          << "seed " << seed << ": " << tree.text;
      yes += expected ? 1u : 0u;
      ++asked;
    }
  }
  EXPECT_GT(yes, asked / 5);
  EXPECT_LT(yes, asked * 4 / 5);
}

TEST(ExpressionProperty, RejectsByTheStatusWhereItCan) {
  const auto rejects = [](const char* text, StatusCode status) {
    return Expression::parse(text).rejects(status);
  };
  for (const char* const text :
       {"status >= 500", "path ^= \"/api/\" and status >= 500", "not (status < 500 or path = x)",
        "status in (5xx) and bytes > 3 and error"}) {
    EXPECT_TRUE(rejects(text, 404)) << text;
    EXPECT_FALSE(rejects(text, 503)) << text;
  }
  EXPECT_FALSE(rejects("path = x", 404));
  EXPECT_FALSE(rejects("status >= 500 or path = x", 404));
  EXPECT_TRUE(Expression::any_of({}).rejects(200));
  EXPECT_FALSE(Expression::all_of({}).rejects(200));
}

TEST(ExpressionProperty, ObeysDeMorgan) {
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

}  // namespace
}  // namespace logscan
