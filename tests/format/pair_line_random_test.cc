// Lines of pairs made at random, held against readers that do nothing but follow the rules.

#include <array>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "format/pair_line.h"
#include "support/keyed_lines.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using namespace std::string_literals;

// The rules again, slow and plain: the pairs of a line, or where it is invalid.
struct Pairs {
  std::map<std::string, std::string> values;
  bool good = true;
};

Pairs naive_ltsv(const std::string& line) {
  Pairs pairs;
  pairs.good = !line.empty();
  std::string rest = line + '\t';
  while (!rest.empty()) {
    const std::string field = rest.substr(0, rest.find('\t'));
    rest.erase(0, field.size() + 1);
    if (field.empty()) continue;
    const std::size_t colon = field.find(':');
    if (colon == 0 || colon == std::string::npos) {
      pairs.good = false;
      break;
    }
    pairs.values.emplace(field.substr(0, colon), field.substr(colon + 1));
  }
  return pairs;
}

// One byte at a time, with a state.
Pairs naive_logfmt(const std::string& line) {
  enum { kBetween, kKey, kValueBegins, kBare, kQuoted, kEscape, kClosed } state = kBetween;
  Pairs pairs;
  std::string key;
  std::string value;
  int words = 0;
  const auto store = [&] { pairs.values.emplace(key, value); };
  for (const char c : line + " ") {
    switch (state) {
      case kBetween:
        if (c == ' ') continue;
        if (c == '=') return {{}, false};
        key = c;
        value.clear();
        ++words;
        state = kKey;
        break;
      case kKey:
        if (c == ' ' && words == 1) return {{}, false};
        if (c == ' ') state = kBetween;
        if (c == '=') state = kValueBegins;
        if (state != kValueBegins) key += c;
        if (state == kValueBegins && words == 1) key = key.substr(key.rfind(':') + 1);
        if (state == kValueBegins && key.empty()) return {{}, false};
        break;
      case kValueBegins:
      case kBare:
        if (c == ' ') {
          store();
          state = kBetween;
        } else if (c == '"' && state == kValueBegins) {
          state = kQuoted;
        } else {
          value += c;
          state = kBare;
        }
        break;
      case kEscape:
        value += c;
        state = kQuoted;
        break;
      case kQuoted:
        if (c == '"') {
          store();
          state = kClosed;
        } else {
          value += c;
          if (c == '\\') state = kEscape;
        }
        break;
      case kClosed:
        if (c != ' ') return {{}, false};
        state = kBetween;
        break;
    }
  }
  pairs.good = state == kBetween && words > 0;
  return pairs;
}

TEST(PairLineRandom, AgreesWithTheNaiveReadersOnNastyLines) {
  constexpr std::array kPieces = {"status",     "status",   "user",
                                  "host",       "a",        "=",
                                  "=",          "=",        ":",
                                  ":",          " ",        " ",
                                  "\t",         "\t",       "\"",
                                  "\"",         "\\",       "200",
                                  "404",        "-",        "status=200",
                                  "status:200", " user=\"", "\tuser:",
                                  "x y",        "\xff",     "longer than eight"};
  std::mt19937_64 random(1);
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  for (const KeySyntax syntax : {KeySyntax::kLtsv, KeySyntax::kLogfmt}) {
    const bool ltsv = syntax == KeySyntax::kLtsv;
    const KeyMap map =
        *parse_key_map((ltsv ? "ltsv:"s : "logfmt:"s) + "status=status,user=user,host=host,agent=a")
             .map;
    PairParser cutter({map});
    std::array<int, 3> seen{};
    for (int round = 0; round < 60000; ++round) {
      std::string line = below(2) == 0 ? "" : ltsv ? "status:200\tuser:" : "status=200 user=";
      for (std::size_t i = below(9); i > 0; --i)
        line += kPieces[below(kPieces.size())];
      const Pairs pairs = ltsv ? naive_ltsv(line) : naive_logfmt(line);
      const test::KeyedText copy(line);
      const KeyedResult verdict = cutter.parse(copy.text());
      ASSERT_EQ(verdict.mismatch != Mismatch::kNotPairs, pairs.good) << line;
      ++seen[verdict.mismatch == Mismatch::kNone ? 0 : pairs.good ? 1 : 2];
      if (!pairs.good) continue;
      const auto value = [&](const char* key) {
        const auto found = pairs.values.find(key);
        return found == pairs.values.end() || found->second == "-" ? "" : found->second;
      };
      ASSERT_EQ(verdict.mismatch != Mismatch::kNoStatus, pairs.values.contains("status")) << line;
      if (verdict.mismatch != Mismatch::kNone) continue;
      const LogLine fields = cutter.cut(test::all_fields());
      const std::string status = pairs.values.at("status");
      ASSERT_EQ(status_name(fields.status), status == "0" ? "000" : status) << line;
      ASSERT_EQ(fields.user, value("user")) << line;
      ASSERT_EQ(fields.host, value("host")) << line;
      ASSERT_EQ(fields.agent, value("a")) << line;
    }
    for (const int count : seen)
      EXPECT_GT(count, 500);
  }
}

TEST(PairLineRandom, ReturnsTheFieldsALineWasMadeOf) {
  std::mt19937_64 random(2);
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  const std::vector<KeyMap> ltsv = known_key_maps(KeySyntax::kLtsv);
  const std::vector<KeyMap> logfmt = known_key_maps(KeySyntax::kLogfmt);
  PairParser ltsv_cutter(ltsv);
  PairParser logfmt_cutter(logfmt);
  const auto text = [&](std::string_view without) {
    std::string value = "x";
    for (std::size_t i = below(12); i > 0; --i) {
      const char c = static_cast<char>(below(256));
      value += without.find(c) == std::string_view::npos ? c : '_';
    }
    return value;
  };
  for (int round = 0; round < 5000; ++round) {
    const bool is_ltsv = round % 2 == 0;
    const char* const not_in_value = is_ltsv ? "\t," : " ,";
    const std::string client = "192.0.2." + std::to_string(below(256)), user = text(not_in_value),
                      path = "/" + text(is_ltsv ? "\t?#" : " ?#"),
                      query = text(is_ltsv ? "\t#" : " #"), agent = text("\t\"\\");
    const std::uint64_t bytes = below(std::size_t{1} << 40);
    const std::int64_t millis = static_cast<std::int64_t>(below(100000000));
    LogLine expected;
    expected.status = static_cast<StatusCode>(below(1000));
    expected.client = client;
    expected.user = user;
    const std::string target = path + "?" + query;
    expected.target = target;
    expected.path = path;
    expected.query = query;
    expected.agent = agent;
    expected.bytes = bytes;
    expected.duration = millis * 1000000;
    expected.time = LogTime{static_cast<std::int64_t>(100000000 + below(4000000000)), 0};
    const char* const to = is_ltsv ? ":" : "=";
    std::vector<std::string> pairs = {"status"s + to + status_name(expected.status),
                                      (is_ltsv ? "host:" : "ip=") + client,
                                      "user"s + to + user,
                                      "uri"s + to + target,
                                      is_ltsv ? "ua:" + agent : "ua=\"" + agent + "\"",
                                      "size"s + to + std::to_string(bytes),
                                      is_ltsv ? "reqtime_microsec:" + std::to_string(millis * 1000)
                                              : "duration=" + std::to_string(millis) + "ms",
                                      "time"s + to + std::to_string(expected.time->seconds),
                                      "other"s + to + text("\t \"")};
    std::string line;
    while (!pairs.empty()) {
      const std::size_t i = below(pairs.size());
      line += (line.empty() ? "" : is_ltsv ? "\t" : " ") + pairs[i];
      pairs.erase(pairs.begin() + static_cast<std::ptrdiff_t>(i));
    }
    ASSERT_EQ(is_ltsv ? test::dump_keyed(ltsv_cutter, ltsv, line)
                      : test::dump_keyed(logfmt_cutter, logfmt, line),
              (is_ltsv ? "ltsv " : "logfmt ") + test::dump_keyed(expected));
  }
}

}  // namespace
}  // namespace logscan
