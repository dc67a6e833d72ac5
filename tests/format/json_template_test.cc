// Lines that fit a template, held against walk_json(), which reads all of a line.

#include "format/json_template.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "format/key_map.h"
#include "support/json_walker.h"
#include "support/quoted_line.h"
#include "support/random_json.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::JsonWalker;
using test::QuotedLine;
using test::RandomJson;

std::vector<std::string> samples() {
  std::vector<std::string> lines = {
      R"({"a":"x","status":200,"uri":"/a","took":[1,22,-3],"ok":true,"no":null,"b":{"c":{},"d":[]}})",
      R"( { "status" : "200" , "agent" : "a \"b\" \\ c" , "list" : [ "x" , "y" ] , "n" : 0.5e3 } )",
      R"({"status":200,"status":404,"req":{"url":"/a"},"req":{"method":"GET","url":"/b"},"etag":"\"a\""})",
  };
  for (const KnownMap& known : known_key_maps()) {
    if (known.map.syntax == KeySyntax::kJson) lines.push_back(known.sample);
  }
  return lines;
}

constexpr std::string_view kBytes("\"\\{}[]:, \t\n\r0159-+.eEtrufalsn\x00\x1f\x20\x7f\x80\xff", 36);

TEST(JsonTemplate, FitsItsOwnLine) {
  JsonWalker walker;
  for (const std::string& text : samples()) {
    const QuotedLine line(text);
    EXPECT_TRUE(walker.agrees(line, walker.make(line).match(line.view()))) << text;
  }
}

TEST(JsonTemplate, AgreesOnLinesWithOneByteOff) {
  JsonWalker walker;
  int hits = 0;
  for (const std::string& text : samples()) {
    QuotedLine line(text);
    JsonTemplate made = walker.make(line);
    for (std::size_t at = 0; at < text.size(); ++at) {
      for (const char byte : kBytes) {
        line[at] = byte;
        line.find_quotes();
        hits += walker.agrees(line, made.match(line.view()));
      }
      line[at] = text[at];
    }
  }
  EXPECT_GT(hits, 10000);
}

TEST(JsonTemplate, AgreesOnLinesWithBytesMoreOrLess) {
  JsonWalker walker;
  RandomJson random(1);
  int hits = 0;
  for (const std::string& text : samples()) {
    JsonTemplate made = walker.make(QuotedLine(text));
    for (std::size_t at = 0; at < text.size(); ++at) {
      std::vector<std::string> others;
      for (const std::size_t size : {1u, 2u, 17u}) {
        others.push_back(std::string(text).erase(at, size));
        others.push_back(std::string(text).insert(at, size, '7'));
        others.push_back(std::string(text).insert(at, size, '\\'));
        others.push_back(std::string(text).insert(at, text, text.size() / 2, size));
      }
      others.push_back(std::string(text).insert(at, "\\\""));
      for (int i = 0; i < 8; ++i) {
        others.push_back(text);
        test::damage(random, others.back());
      }
      for (const std::string& other : others) {
        const QuotedLine line(other);
        hits += walker.agrees(line, made.match(line.view()));
      }
    }
  }
  EXPECT_GT(hits, 10000);
}

struct Variants {
  const char* one;
  const char* other;
  bool alike;
};

TEST(JsonTemplate, HasHolesForValuesThatVary) {
  JsonWalker walker;
  const std::vector<Variants> cases = {
      {R"({"status":200,"x":"a","y":1})", R"({"status":404,"x":"bcd","y":-1.5e3})", true},
      {R"({"status":200,"x":true,"y":1})", R"({"status":200,"x":null,"y":false})", true},
      {R"({"status":200,"x":"\"a\"","y":1})", R"({"status":200,"x":"\"\"bc","y":1})", true},
      {R"({"status":200,"x":"\"a\"","y":1})", R"({"status":200,"x":"\"abc","y":1})", false},
      {R"({"status":200,"x":"a"           })", R"({"status":200,"x":"a"            })", false},
      {R"({"status":200,"x":"a","y":1})", R"({"status":200,"x":"a","z":1})", false},
      {R"({"status":200,"x":"a","y":1})", R"({"status":null,"x":"a","y":1})", false},
      {R"({"status":200,"x":"a","y":1})", R"({"status":"200","x":"a","y":1})", false},
      {R"({"status":true,"x":"a","y":1})", R"({"status":null,"x":"a","y":1})", false},
  };
  for (const Variants& each : cases) {
    const QuotedLine one(each.one);
    const QuotedLine other(each.other);
    const JsonTemplate older = walker.make(one);
    JsonTemplate made = walker.make(other);
    EXPECT_EQ(made.resembles(older), each.alike) << each.other;
    EXPECT_EQ(older.resembles(made), each.alike) << each.other;
    if (!each.alike) continue;
    made.widen(older);
    EXPECT_TRUE(walker.agrees(one, made.match(one.view()))) << each.one;
    EXPECT_TRUE(walker.agrees(other, made.match(other.view()))) << each.other;
  }
}

TEST(JsonTemplate, HasRoomForHolesInAllValues) {
  JsonWalker walker;
  const auto with_list_of = [](std::string_view value) {
    std::string text = R"({"status":200,"list":[)";
    for (int i = 0; i < 1018; ++i)
      text += std::string(value) + ",";
    return text + std::string(value) + "]}";
  };
  const QuotedLine one(with_list_of("\"x\""));
  const QuotedLine other(with_list_of("\"yz\""));
  JsonTemplate made = walker.make(one);
  made.widen(walker.make(other));
  EXPECT_TRUE(walker.agrees(one, made.match(one.view())));
  EXPECT_TRUE(walker.agrees(other, made.match(other.view())));
}

TEST(JsonTemplate, IsNotMadeOfUnusualLines) {
  JsonWalker walker;
  JsonMarker marker(JsonKernel::kPlain);
  const auto is_usual = [&](const std::string& text) {
    const QuotedLine line(text);
    return JsonTemplate::is_usual(line.view(), marker.find(line.text()));
  };
  EXPECT_TRUE(is_usual(R"({"status":  200})"));
  EXPECT_FALSE(is_usual(R"({"status": 200})"));  // fifteen bytes
  EXPECT_FALSE(is_usual("{\"status\":\t\t200}"));
  EXPECT_FALSE(is_usual(R"({"status":200,"x":")" + std::string(10000, 'x') + "\"}"));
  std::string list = R"({"status":200,"list":[1)";
  for (int i = 0; i < 1018; ++i)
    list += ",1";
  EXPECT_TRUE(is_usual(list + "]}"));
  EXPECT_FALSE(is_usual(list + ",1]}"));
}

// Replaces some values of a line, most of them by others of their kind.
std::string with_other_values(const std::string& text, JsonMarker& marker, RandomJson& random) {
  const JsonMarks marks = marker.find_plain(text);
  std::string other;
  std::size_t done = 0;
  for (std::size_t i = 0; i < marks.count; ++i) {
    const char first = text[marks.at[i]];
    const bool is_value = std::string_view("{}[],:").find(first) == std::string_view::npos &&
                          text[marks.at[i + 1]] != ':';
    if (!is_value || !random.chance(3)) continue;
    other.append(text, done, marks.at[i] - done);
    done = text.find_last_not_of(" \t\r\n", marks.at[i + 1] - 1) + 1;
    other += random.chance(100) ? test::any_value(random, 2)
             : first == '"'     ? "\"" + std::string(random.below(40), 'x') + "\""
             : first > '9'      ? std::string(random.of(test::kScalars))
                                : std::to_string(random.below(100000));
  }
  return other + text.substr(done);
}

TEST(JsonTemplates, AgreeOnRandomLines) {
  JsonWalker walker;
  RandomJson random(2);
  JsonMarker marker(JsonKernel::kPlain);
  int hits = 0;
  for (int round = 0; round < 200; ++round) {
    JsonTemplates templates;
    std::vector<std::string> forms;
    const std::vector<std::string> known = samples();
    for (int i = 0; i < 4; ++i)
      forms.push_back(random.chance(2) ? test::any_object(random)
                                       : known[random.below(known.size())]);
    for (int i = 0; i < 300; ++i) {
      std::string text = with_other_values(forms[random.below(forms.size())], marker, random);
      if (random.chance(10)) test::damage(random, text);
      const QuotedLine line(text);
      const FoundKeys* const found = templates.match(line.view());
      hits += walker.agrees(line, found);
      if (found == nullptr) walker.learn(line, templates);
    }
  }
  EXPECT_GT(hits, 5000);
}

TEST(JsonTemplates, LearnAgainAfterOtherLines) {
  JsonWalker walker;
  RandomJson random(3);
  JsonTemplates templates;
  const auto take = [&](const std::string& text) {
    const QuotedLine line(text);
    const bool hit = walker.agrees(line, templates.match(line.view()));
    if (!hit) walker.learn(line, templates);
    return hit;
  };
  for (int i = 0; i < 20000; ++i)
    take(R"({"status":200,"uri":"/a","x)" + std::to_string(i) + "\":1}");
  int hits = 0;
  for (int i = 0; i < 1000; ++i)
    hits += take(R"({"status":200,"uri":"/a","n":)" + std::to_string(i) + "}");
  // Two lessons are needed, and there is one every 256 lines.
  EXPECT_GT(hits, 300);
}

}  // namespace
}  // namespace logscan
