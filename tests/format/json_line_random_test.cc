// JSON lines made at random, held against a parser of another make that works on the whole tree.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "format/json_line.h"
#include "support/json_lines.h"
#include "support/nearly_json.h"
#include "support/random_json.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace logscan {
namespace {

using nlohmann::json;
using test::any_object;
using test::any_value;
using test::RandomJson;

// The slow way: a tree, and a pointer into it.
const json* at(const json& tree, const char* path) {
  const json::json_pointer pointer(path);
  return tree.contains(pointer) ? &tree.at(pointer) : nullptr;
}

std::string oracle_status(const json& tree) {
  const json* const value = at(tree, "/status");
  if (value == nullptr || value->is_null()) return "no_status";
  if (value->is_number_unsigned() && value->get<std::uint64_t>() <= 999) {
    return status_name(static_cast<StatusCode>(value->get<std::uint64_t>()));
  }
  if (value->is_string()) {
    const std::string& text = value->get_ref<const std::string&>();
    if (text == "-" || text == "200") return text;
  }
  return "bad_status";
}

// A value of the tree as bytes of a line, or nothing where the field is null.
std::optional<json> oracle_text(const json* value) {
  if (value == nullptr || value->is_null() || value->is_structured()) return std::nullopt;
  if (*value == "" || *value == "-") return std::nullopt;
  return *value;
}

// The same from a line's bytes: a string is what its escapes mean, anything else itself.
std::optional<json> read_back(std::string_view field) {
  if (field.data() == nullptr) return std::nullopt;
  if (field.data()[-1] == '"') return json::parse("\"" + std::string(field) + "\"");
  return json::parse(field);
}

const KeyMap& random_map() {
  static const KeyMap map =
      *parse_key_map(
           "json:status=status,user=user,host=request.uri,agent=request.headers.User-Agent[0],"
           "referer=longer than eight,forwarded_for=a[1][0].longer than night,upstream=request.a")
           .map;
  return map;
}

TEST(JsonLineRandom, FindsWhatATreeHolds) {
  RandomJson random(1);
  JsonParser best({random_map()});
  JsonParser plain({random_map()}, JsonKernel::kPlain);
  int fitted = 0;
  int fields_there = 0;
  for (int round = 0; round < 10000; ++round) {
    const std::string line = any_object(random);
    const json tree = json::parse(line);
    const test::KeyedText copy(line);
    const KeyedResult verdict = best.parse(copy.text());
    ASSERT_EQ(verdict, plain.parse(copy.text())) << line;
    ASSERT_EQ(verdict.mismatch == Mismatch::kNone ? status_name(verdict.status)
                                                  : mismatch_name(verdict.mismatch),
              oracle_status(tree))
        << line;
    if (verdict.mismatch != Mismatch::kNone) continue;
    ++fitted;
    const LogLine fields = best.cut(test::all_fields());
    ASSERT_EQ(test::dump_keyed(fields), test::dump_keyed(plain.cut(test::all_fields())));
    const auto same = [&](std::string_view field, const char* path) {
      fields_there += field.data() != nullptr;
      ASSERT_EQ(read_back(field), oracle_text(at(tree, path))) << line << " " << path;
    };
    same(fields.user, "/user");
    same(fields.host, "/request/uri");
    same(fields.agent, "/request/headers/User-Agent/0");
    same(fields.referer, "/longer than eight");
    same(fields.forwarded_for, "/a/1/0/longer than night");
    same(fields.upstream, "/request/a");
  }
  EXPECT_GT(fitted, 500);
  EXPECT_GT(fields_there, 500);
}

// The result of the other parser: an object, none, or a rejection by a rule that logscan does not
// have.
enum class Other { kObject, kNone, kOwnRules };

Other other_parser(const std::string& line) {
  // It skips a byte order mark, and takes a NUL for the end.
  if (line.starts_with('\xEF') || line.find('\0') != std::string::npos) return Other::kOwnRules;
  try {
    return json::parse(line).is_object() ? Other::kObject : Other::kNone;
  } catch (const json::parse_error& error) {
    const std::string what = error.what();
    for (const char* ours : {"ill-formed UTF-8", "forbidden character after backslash",
                             "must be followed by", "U+DC00"}) {
      if (what.find(ours) != std::string::npos) return Other::kOwnRules;
    }
    return Other::kNone;
  } catch (const json::out_of_range&) {
    return Other::kOwnRules;  // 1e999
  }
}

TEST(JsonLineRandom, AgreesOnWhatIsJsonOnDamagedLines) {
  RandomJson random(2);
  const std::vector<KeyMap> maps = known_key_maps(KeySyntax::kJson);
  JsonParser best(maps);
  JsonParser plain(maps, JsonKernel::kPlain);
  std::vector<std::string> samples;
  for (const KnownMap& known : known_key_maps()) {
    if (known.map.syntax == KeySyntax::kJson) samples.push_back(known.sample);
  }
  std::array<int, 3> seen{};
  int nearly_only = 0;
  for (int round = 0; round < 40000; ++round) {
    std::string line =
        random.chance(2) ? any_object(random) : samples[random.below(samples.size())];
    test::damage(random, line);
    const test::KeyedText copy(line);
    const KeyedResult verdict = best.parse(copy.text());
    ASSERT_EQ(verdict, plain.parse(copy.text())) << line;
    const Other other = other_parser(line);
    ++seen[static_cast<std::size_t>(other)];
    if (other == Other::kOwnRules) continue;
    const bool nearly = test::NearlyJson(line).is_object();
    ASSERT_TRUE(nearly || other == Other::kNone) << line;
    ASSERT_EQ(verdict.mismatch != Mismatch::kNotJson, nearly) << line << verdict.column;
    nearly_only += nearly && other == Other::kNone;
    if (verdict.mismatch != Mismatch::kNone) continue;
    ASSERT_EQ(test::dump_keyed(best.cut(test::all_fields())),
              test::dump_keyed(plain.cut(test::all_fields())))
        << line;
  }
  for (const int count : seen)
    EXPECT_GT(count, 1000);
  EXPECT_GT(nearly_only, 100);
}

TEST(JsonLineRandom, ReturnsTheFieldsALineWasMadeOf) {
  RandomJson random(3);
  const KeyMap map = known_key_maps(KeySyntax::kJson).at(4);
  ASSERT_EQ(map.name, "nginx_json");
  JsonParser cutter({map});
  const auto text = [&](bool spaces) {
    std::string value = "x";
    for (std::size_t i = random.below(12); i > 0; --i) {
      const char c = static_cast<char>(random.below(128));
      value += (c == ' ' && !spaces) || c == ',' || c == '?' || c == '#' ? '_' : c;
    }
    return value;
  };
  for (int round = 0; round < 5000; ++round) {
    const std::string client = "192.0.2." + std::to_string(random.below(256)), user = text(true),
                      path = "/" + text(false), query = text(false), agent = text(true),
                      host = "www" + std::to_string(random.below(1000)) + ".example.com";
    const int status = static_cast<int>(100 + random.below(900));
    const std::uint64_t bytes = random.below(std::size_t{1} << 40);
    const std::int64_t micros = static_cast<std::int64_t>(random.below(std::size_t{1} << 40));
    const std::int64_t seconds = static_cast<std::int64_t>(100000000 + random.below(4000000000));
    const auto quoted = [](const std::string& value) { return json(value).dump(); };
    const auto inner = [&](const std::string& value) {
      const std::string all = quoted(value);
      return all.substr(1, all.size() - 2);
    };
    std::vector<std::string> members = {"\"remote_addr\":" + quoted(client),
                                        "\"remote_user\":" + quoted(user),
                                        "\"request_method\":\"PUT\"",
                                        "\"request_uri\":" + quoted(path + "?" + query),
                                        "\"status\":" + std::to_string(status),
                                        "\"bytes_sent\":" + std::to_string(bytes),
                                        "\"request_time\":" + std::to_string(micros / 1000000) +
                                            "." +
                                            std::to_string(1000000 + micros % 1000000).substr(1),
                                        "\"http_user_agent\":" + quoted(agent),
                                        "\"host\":" + quoted(host),
                                        "\"msec\":" + std::to_string(seconds) + ".999",
                                        "\"other\":" + any_value(random, 2)};
    std::string line;
    while (!members.empty()) {
      const std::size_t i = random.below(members.size());
      line += (line.empty() ? "{" : ",") + members[i];
      members.erase(members.begin() + static_cast<std::ptrdiff_t>(i));
    }
    LogLine expected;
    const std::string raw[] = {inner(client), inner(user),  inner(path + "?" + query),
                               inner(path),   inner(query), inner(agent),
                               inner(host)};
    expected.client = raw[0];
    expected.user = raw[1];
    expected.method = "PUT";
    expected.target = raw[2];
    expected.path = raw[3];
    expected.query = raw[4];
    expected.agent = raw[5];
    expected.host = raw[6];
    expected.status = static_cast<StatusCode>(status);
    expected.bytes = bytes;
    expected.duration = micros * 1000;
    expected.time = LogTime{seconds, 0};
    ASSERT_EQ(test::dump_keyed(cutter, std::vector{map}, line + "}"),
              "nginx_json " + test::dump_keyed(expected));
  }
}

}  // namespace
}  // namespace logscan
