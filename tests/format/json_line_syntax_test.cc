#include <string>
#include <utility>
#include <vector>

#include "format/json_line.h"
#include "format/json_marks.h"
#include "support/json_lines.h"
#include "support/keyed_lines.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using namespace std::string_literals;
using test::cut_by;
using test::cut_known;
using test::JsonCase;

TEST(JsonLine, ReadsWhatIsJsonAndNearlyJson) {
  const std::vector<JsonCase> cases = {
      {R"( { "status" : 200 , "user" : "a" } )", "a"},
      {"\t{\"status\":200,\r\n\"user\":\"a\"}\r", "a"},
      {R"({"user":"{\"status\":500}","status":200})", R"({\"status\":500})"},
      {R"({"user":"a}],[{:","status":200})", "a}],[{:"},
      {R"({"user":"\\","status":200})", R"(\\)"},
      {R"({"user":"\\\"","status":200})", R"(\\\")"},
      {R"({"user":"\u00e4\n\/","status":200})", R"(\u00e4\n/)"},
      {R"({"user":"\x22","status":200})", R"(\x22)"},  // the escape of a server, not of JSON
      {R"({"user":"\u12","status":200})", R"(\u12)"},
      {"{\"user\":\"\xff\xfe\",\"status\":200}", "\xff\xfe"},
      {"{\"user\":\"\xc3\xa4\",\"status\":200}", "\xc3\xa4"},
      {"{\"user\":\"\x7f\",\"status\":200}", "\x7f"},
      {R"({"user":"a","status":200,"user":"b","status":500})", "a"},
      {R"({"user":null,"status":200,"user":"b"})", ""},
      {R"({"\u0075ser":"a","status":200,"user":"b"})", "b"},
      {R"({"User":"a","status":200,"users":"b","use":"c","":"d"})", ""},
      {R"({"user":1e999,"status":200})", "1e999"},
      {R"({"user":-0.0,"status":200})", "-0.0"},
      {R"({"user":false,"status":200})", "false"},
      {R"({"user":{},"status":200})", ""},
      {R"({"user":[],"status":200})", ""},
      {R"({"x":[[],[{}],[{"a":[1,2,{"b":null}]}],true],"status":200})", ""},
  };
  for (const JsonCase& c : cases) {
    EXPECT_EQ(cut_by("json:status=status,user=user", c.line),
              "json 200 undated" + (c.expected.empty() ? "" : " user=<" + c.expected + ">"))
        << c.line;
  }
}

TEST(JsonLine, ReadsWhatHandMadeFormatsWrite) {
  const std::vector<JsonCase> cases = {
      {R"({"user":"a","t":-,"status":200})", "200 undated user=<a>"},
      {R"({"t":,"user":"a","status":200})", "200 undated user=<a>"},
      {R"({"user":"a","status":200,"t":})", "200 undated user=<a>"},
      {R"({"user":"a","status":200,})", "200 undated user=<a>"},
      {R"({"user":"a","status":200 , })", "200 undated user=<a>"},
      {R"({"t":0.001, 0.002,"user":"a","status":200})", "200 undated user=<a>"},
      {R"({"t":-, 0.002 : -,"user":"a","status":200})", "200 undated user=<a>"},
      {R"({"user":192.0.2.1:80, 192.0.2.2:80,"status":200})",
       "200 undated user=<192.0.2.1:80, 192.0.2.2:80>"},
      {R"({"user":-,"status":000})", "000 undated"},
      {R"({"user":,"status":-})", "- undated"},
      {R"({"x":{"a":-,"b":,"c":.5,-,},"user":"a","status":200})", "200 undated user=<a>"},
      {R"({"x":[-,{"a":},[01]],"user":"a","status":200})", "200 undated user=<a>"},
      // Nothing in a string is taken for a member.
      {R"({"user":"x,\"status\":500,","status":200,})", R"(200 undated user=<x,\"status\":500,>)"},
  };
  for (const JsonCase& c : cases)
    EXPECT_EQ(cut_by("json:status=status,user=user", c.line), "json " + c.expected) << c.line;
}

TEST(JsonLine, SaysWhereALineIsNotJson) {
  const std::vector<std::pair<std::string, int>> cases = {
      {"", 1},
      {" ", 2},
      {"200", 1},
      {"[]", 1},
      {"\"status\"", 1},
      {"null", 1},
      {"{", 2},
      {"}", 1},
      {"{}}", 3},
      {"{}{}", 3},
      {"{} x", 4},
      {"x{\"status\":200}", 1},
      {"{\"status\":200", 14},
      {"{\"status\":200,", 15},
      {"{\"status\":200]", 14},
      {"{,\"status\":200}", 2},
      {"{\"status\" 200}", 11},
      {"{\"status\"}", 10},
      {"{\"status\":200 \"a\":1}", 15},
      {"{\"status\":200 1}", 15},
      {"{\"status\"::200}", 11},
      {"{status:200}", 2},
      {"{'status':200}", 2},
      {"{1:200}", 2},
      {"{\"a\":+1}", 6},
      {"{\"status\":200,,\"a\":1}", 15},
      {"{\"a\":1,2,,\"status\":200}", 10},
      {"{\"a\":1,true}", 8},
      {"{\"a\":true,1}", 11},
      {"{\"a\":\"b\",1}", 10},
      {"{\"a\":-x}", 6},
      {"{\"a\":[1,-,]}", 11},
      {"{\"a\":[,]}", 7},
      {"{\"a\":1e}", 6},
      {"{\"a\":0x1}", 6},
      {"{\"a\":1\"b\"}", 6},
      {"{\"a\":\"b\"1}", 9},
      {"{\"a\":\"b\"\"c\"}", 9},
      {"{\"a\":nul}", 6},
      {"{\"a\":nulll}", 6},
      {"{\"a\":True}", 6},
      {"{\"a\":NaN}", 6},
      {"{\"a\":\\\"b\"}", 6},
      {"{\"a\":[1,]}", 9},
      {"{\"a\":[,1]}", 7},
      {"{\"a\":[1 2]}", 9},
      {"{\"a\":[1}}", 8},
      {"{\"a\":{1}}", 7},
      {"{\"a\":{\"b\"}}", 10},
      {"{\"a\":{\"b\":1]}", 12},
      {"{\"a\":[{\"b\":x}]}", 12},
      {"{\"a\":\"b}", 6},
      {"{\"a\":\"b\\\"}", 6},
      {"{\"a\":\"b\\", 6},
      {"{\"a\":x,\"b", 6},
      {"{\"a\":\"\t\"}", 7},
      {"{\"a\":\"b\x01\"}", 8},
      {"{\"a\":\""s + '\0' + "\"}", 7},
      {"{\"a\":\"\\\n\"}", 8},
      {"{\"a\":"s + '\0' + "}", 6},
      {"{\"a\":1\x0c}", 6},
      {"{\"a\":1\x1a,\"status\":200}", 6},
      {"{\"a\"\x1a"s + "200}", 5},
      {"\xEF\xBB\xBF{}", 1},
      {"{\"a\":\xff}", 6},
  };
  for (const auto& [line, column] : cases) {
    EXPECT_EQ(cut_by("json:status=status", line), "not_json " + std::to_string(column)) << line;
  }
}

TEST(JsonLine, IsReadWithSimdjsonWhereItShouldBe) {
  // Its package is installed where tests run; without it all other tests would prove less.
  JsonMarker best(JsonKernel::kBest);
  JsonMarker plain(JsonKernel::kPlain);
  best.find("192.0.2.1 - - []");
  EXPECT_FALSE(best.fast());  // not loaded for other logs
  for (const std::string line :
       {R"({"a":[1,"b"], "c" : {"d":null}})", "{\"a\":\"\xff\"}", "{", "7"}) {
    const JsonMarks marks = best.find(line);
    ASSERT_TRUE(best.fast());
    const JsonMarks same = plain.find(line);
    EXPECT_EQ(std::vector(marks.at, marks.at + marks.count + 1),
              std::vector(same.at, same.at + same.count + 1))
        << line;
    EXPECT_EQ(same.fault, JsonMarks::kNoFault);
    EXPECT_FALSE(plain.fast());
  }
}

TEST(JsonLine, NoPartOfALineFits) {
  for (const KnownMap& known : known_key_maps()) {
    if (known.map.syntax != KeySyntax::kJson) continue;
    for (std::size_t size = 0; size < known.sample.size(); ++size) {
      ASSERT_EQ(cut_known(known.sample.substr(0, size)).substr(0, 8), "not_json") << size;
      if (size > 0) {
        ASSERT_EQ(cut_known(known.sample.substr(size)).substr(0, 8), "not_json") << size;
      }
    }
  }
}

TEST(JsonLine, HasALimitOfDepthAndNoneOfLength) {
  const auto nested = [](std::size_t depth, const std::string& open, const std::string& close) {
    std::string text = R"({"x":)";
    for (std::size_t i = 0; i < depth; ++i)
      text += open;
    text += "1";
    for (std::size_t i = 0; i < depth; ++i)
      text += close;
    return text + R"(,"status":200})";
  };
  const std::string map = "json:status=status";
  EXPECT_EQ(cut_by(map, nested(1024, "[", "]")), "json 200 undated");
  EXPECT_EQ(cut_by(map, nested(1024, "{\"a\":", "}")), "json 200 undated");
  EXPECT_EQ(cut_by(map, nested(1025, "[", "]")), "not_json 1030");
  EXPECT_EQ(cut_by(map, nested(100000, "[", "]")), "not_json 1030");
  EXPECT_EQ(cut_by(map, nested(512, "[{\"a\":", "}]")), "json 200 undated");
  EXPECT_EQ(cut_by(map, nested(2, "[{\"a\":", "]}")), "not_json 19");
  for (const std::size_t size : {16000u, 16383u, 16384u, 16385u, 100000u, 1048576u}) {
    const std::string filler(size, 'a');
    EXPECT_EQ(cut_by(map, R"({"x":")" + filler + R"(","status":200})"), "json 200 undated");
    EXPECT_EQ(cut_by(map, R"({"x":")" + filler + R"("status":200})"),
              "not_json " + std::to_string(size + 8));
  }
}

}  // namespace
}  // namespace logscan
