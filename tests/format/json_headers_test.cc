// Headers in any order in lines that fit a template, held against walk_json(), which reads all of a
// line.

#include "format/json_headers.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "format/json_line.h"
#include "format/json_template.h"
#include "format/key_map.h"
#include "support/json_walker.h"
#include "support/keyed_lines.h"
#include "support/quoted_line.h"
#include "support/random_json.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::JsonWalker;
using test::QuotedLine;
using test::RandomJson;

std::string line_with(const std::string& headers, const std::string& others = R"({"a":["b"]})") {
  return R"({"ts":1700000000.25,"request":{"client_ip":"192.0.2.1","method":"GET","uri":"/a b",)"
         R"("headers":)" +
         headers + R"(},"duration":0.25,"size":23,"status":200,"resp_headers":)" + others + "}";
}

constexpr std::array kUsualMembers = {
    R"("User-Agent":["Tester/1.0"])",
    R"("User-Agent":"Tester/1.0")",
    R"("user-agent":["Tester/2.0","3"])",
    R"("Referer":["https://example.com/","/b","/c"])",
    R"("Referer":[""])",
    R"("referer":"/d")",
    R"("X-Forwarded-For":["198.51.100.7, 10.0.0.5"])",
    R"("X-Forwarded-For":["198.51.100.8","10.0.0.5"])",
    R"("x-forwarded-for":"198.51.100.9")",
    R"("Alt-Svc":["h3=\":443\"; ma=2592000"])",
    R"("Etag":"\"a\"")",
    R"("Cookie":["\"","\"\"","x\\y"])",
    R"("Host":"")",
    R"("Authorization":[])",
    R"("Referer":[])",
    R"("":["an empty name"])",
    R"("A-Name-Longer-Than-Sixteen-Bytes":["},]:{","{\"a\":[\"b\"]}"])",
    R"("host":["www.example.com"])",
};
// Walked by walk_json() alone.
constexpr std::array kOtherMembers = {
    R"("Accept":[ ])",        R"("Accept":null)",    R"("Accept":["a",1])", R"("Accept":12)",
    R"("Accept":{"a":"b"})",  R"("Accept":[["a"]])", R"("Accept": ["a"])",  R"("Accept":["a" ])",
    R"("Accept":["a", "b"])", R"("Accept" :"a")",    R"("Accept":"a\\")",   R"("Accept":["a\\"])",
    R"("Acc\"ept":["a"])",    R"("Accept\\":["a"])", R"( "Accept":["a"])",  R"("Accept":["a\\\""])",
};
// No JSON.
constexpr std::array kBadMembers = {
    R"("Accept":["a"}])",   R"("Accept":["a")",    R"("Accept":"a"])",    R"("Accept":["a",])",
    R"("Accept":["a""b"])", R"("Accept":["a";])",  R"("Accept":"a","b")", R"("Accept":["a"]])",
    R"("Accept":"a)",       R"("Accept"["a"])",    R"("Accept","a")",     ",",
    R"("Accept":["a\"])",   "\"Accept\":[\"\t\"]", R"({"a":"b"})",        R"("Accept":["a"],)",
    R"("Accept":[]])",
};

template <std::size_t kSize>
std::string headers_of(RandomJson& random, const std::array<const char*, kSize>& more,
                       std::size_t count_of_more) {
  std::vector<std::string> members;
  for (std::size_t i = random.below(6) + (count_of_more == 0 ? 1 : 0); i > 0; --i)
    members.emplace_back(random.of(kUsualMembers));
  for (std::size_t i = count_of_more; i > 0; --i) {
    members.insert(members.begin() + static_cast<std::ptrdiff_t>(random.below(members.size() + 1)),
                   random.of(more));
  }
  std::string text;
  for (const std::string& member : members)
    text += (text.empty() ? "{" : ",") + member;
  return text + "}";
}

const std::string kFirst = line_with(R"({"Accept":["*/*"]})");

TEST(JsonHeaders, AreFoundInAnyOrder) {
  JsonWalker walker;
  RandomJson random(1);
  JsonTemplate made = walker.make(QuotedLine(kFirst));
  for (int i = 0; i < 20000; ++i) {
    const QuotedLine line(
        line_with(headers_of(random, kUsualMembers, 0), headers_of(random, kUsualMembers, 0)));
    ASSERT_TRUE(walker.agrees(line, made.match(line.view()))) << line.text();
  }
}

TEST(JsonHeaders, OfOtherFormsAreLeftToTheWalk) {
  JsonWalker walker;
  RandomJson random(2);
  JsonTemplate made = walker.make(QuotedLine(kFirst));
  for (int i = 0; i < 10000; ++i) {
    const std::string usual = headers_of(random, kUsualMembers, 0);
    const std::string other = headers_of(random, kOtherMembers, 1);
    const std::string bad = headers_of(random, kBadMembers, 1);
    for (const std::string& text : {line_with(usual, other), line_with(other, usual),
                                    line_with(usual, bad), line_with(bad, usual)}) {
      const QuotedLine line(text);
      ASSERT_EQ(made.match(line.view()), nullptr) << text;
    }
    ASSERT_TRUE(walker.walk(QuotedLine(line_with(usual, other)))) << other;
    ASSERT_FALSE(walker.walk(QuotedLine(line_with(usual, bad)))) << bad;
  }
  EXPECT_EQ(made.match(QuotedLine(line_with("{}")).view()), nullptr);
}

TEST(JsonHeaders, AgreeWithAnyByteOffMoreOrLess) {
  JsonWalker walker;
  RandomJson random(3);
  JsonTemplate made = walker.make(QuotedLine(kFirst));
  int hits = 0;
  const auto check = [&](const std::string& text) {
    const QuotedLine line(text);
    hits += walker.agrees(line, made.match(line.view()));
  };
  const std::string_view bytes("\"\\{}[]:, \t\n1a\x00\x1f\xff", 16);
  for (int i = 0; i < 8; ++i) {
    const std::string text =
        line_with(headers_of(random, kUsualMembers, 0), headers_of(random, kUsualMembers, 0));
    for (std::size_t at = 0; at <= text.size(); ++at) {
      for (const char byte : bytes) {
        std::string other = text;
        other.insert(at, 1, byte);
        check(other);
        if (at == text.size()) continue;
        other.erase(at + 1, 1);
        check(other);
      }
      check(text.substr(0, at));
      check(text.substr(at));
      check(std::string(text).erase(at, 1 + random.below(40)));
      check(std::string(text).insert(at, text, random.below(text.size()), random.below(40)));
    }
  }
  EXPECT_GT(hits, 10000);
}

TEST(JsonHeaders, AreHolesWhereverTheyAre) {
  JsonWalker walker;
  RandomJson random(4);
  const std::vector<std::pair<std::string, std::string>> places = {
      {R"({"status":200,"x":)", "}"},
      {R"({"x":)", R"(,"status":200})"},
      {R"({"status":200,"x":1,"y":[true,{"z":)", R"(},2,false]})"},
      {R"({"request":{"headers":{"a":1},"headers":)", R"(},"status":200})"},
      {R"({"status":200,"request" : { "headers" :)", R"( } , "size" : 12 } )"},
  };
  for (const auto& [front, back] : places) {
    JsonTemplate made = walker.make(QuotedLine(front + R"({"a":"b"})" + back));
    for (int i = 0; i < 1000; ++i) {
      const QuotedLine line(front + headers_of(random, kUsualMembers, 0) + back);
      ASSERT_TRUE(walker.agrees(line, made.match(line.view()))) << line.text();
    }
  }
}

// A line with headers may have more quotes than the template, but not behind them.
TEST(JsonHeaders, HideNoQuoteOfAValueBehindThem) {
  JsonWalker walker;
  const auto line_of = [](const std::string& path) {
    return R"({"status":200,"headers":{"a":"b"},"path":")" + path + R"("})";
  };
  JsonTemplate made = walker.make(QuotedLine(line_of("/a")));
  EXPECT_TRUE(made.match(QuotedLine(line_of("/b")).view()) != nullptr);
  for (const char* const path : {R"(/a"b)", R"(/a"b"c)", R"(/")", R"("")"}) {
    const QuotedLine line(line_of(path));
    ASSERT_FALSE(walker.walk(line)) << path;
    EXPECT_EQ(made.match(line.view()), nullptr) << path;
  }
}

TEST(JsonHeaders, DoNotMakeTemplatesDiffer) {
  JsonWalker walker;
  const QuotedLine one(line_with(R"({"User-Agent":["a"],"Referer":["b"]})"));
  const QuotedLine other(line_with(R"({"x":"y"})", R"({"Etag":["\"a\""],"Vary":["*"]})"));
  const JsonTemplate older = walker.make(one);
  JsonTemplate made = walker.make(other);
  EXPECT_TRUE(made.resembles(older));
  made.widen(older);
  EXPECT_TRUE(walker.agrees(one, made.match(one.view())));
  EXPECT_TRUE(walker.agrees(other, made.match(other.view())));
  EXPECT_FALSE(walker.make(QuotedLine(line_with(R"({"a":[ ]})"))).resembles(older));
}

// A level more than walk_json() accepts must not hide in a hole.
TEST(JsonHeaders, NeverExceedTheLimitOfDepth) {
  JsonWalker walker;
  int made = 0;
  for (std::size_t depth = 1000; depth < 1026; ++depth) {
    const auto line_of = [depth](const char* headers) {
      return R"({"x":)" + std::string(depth, '[') + R"({"h":)" + headers + "}" +
             std::string(depth, ']') + "}";
    };
    const QuotedLine first(line_of(R"({"a":"b"})"));
    if (!walker.walk(first) || !walker.is_usual(first)) continue;
    ++made;
    const QuotedLine line(line_of(R"({"a":["b"]})"));
    EXPECT_TRUE(walker.agrees(line, walker.make(first).match(line.view()))) << depth;
  }
  EXPECT_GT(made, 0);
}

TEST(JsonHeaders, MayHoldMoreKeysThanThereIsRoomFor) {
  std::string map = "json:status=status";
  std::string headers;
  for (int i = 0; i < 100; ++i) {
    const std::string name = "h" + std::to_string(i);
    map += (i % 4 == 0 ? ",x." + name + "=" : "|") + "headers." + name;
    headers += (i == 0 ? R"({")" : R"(,")") + name + R"(":"v)" + std::to_string(i) + '"';
  }
  const KeyMapResult given = parse_key_map(map);
  ASSERT_TRUE(given.map) << map;
  JsonParser parser({*given.map});
  // Its template has room for fewer.
  const QuotedLine first(R"({"status":200,"headers":{"a":"b"}})");
  ASSERT_EQ(parser.parse(first.view()).status, 200);
  for (int i = 0; i < 50; ++i) {
    const QuotedLine line(R"({"status":200,"headers":)" + headers + R"(,"n":")" +
                          std::to_string(i) + R"("}})");
    ASSERT_EQ(parser.parse(line.view()).status, 200);
    OwnValue own[25];
    parser.cut_own(FieldSet::own(), own);
    EXPECT_EQ(own[24].text, "v96");
  }
}

TEST(JsonHeaders, GiveTheSameFieldsInAnyOrder) {
  JsonParser seen;
  JsonParser walked;
  RandomJson random(5);
  for (int i = 0; i < 20000; ++i) {
    const std::string headers = random.chance(20) ? headers_of(random, kOtherMembers, 1)
                                                  : headers_of(random, kUsualMembers, 0);
    const QuotedLine line(line_with(headers));
    ASSERT_EQ(seen.parse(line.view()), walked.parse(line.text())) << line.text();
    const FieldSet wanted = test::all_fields();
    ASSERT_EQ(test::dump_keyed(seen.cut(wanted)), test::dump_keyed(walked.cut(wanted)))
        << line.text();
  }
}

}  // namespace
}  // namespace logscan
