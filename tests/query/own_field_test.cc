#include "logscan/own_field.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "aggregate/own_sketch.h"
#include "format/given_format.h"
#include "logscan/engine.h"
#include "query/expression.h"
#include "query/group_key.h"
#include "query/mask.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include "text/byte_reader.h"
#include "text/byte_writer.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using testing::HasSubstr;

std::string in_words(const OwnFields& fields) {
  constexpr const char* kKinds[] = {"", "@time", "@n"};
  std::string text;
  for (const OwnField& field : fields)
    text += (text.empty() ? "" : " ") + field.name + kKinds[static_cast<std::size_t>(field.kind)];
  return text;
}

// The own fields of one line, `-` for null; durations in nanoseconds, numbers in millionths.
std::string cut(std::string_view format, std::string_view line) {
  const test::TempFile file(std::string(line) + "\n");
  EngineOptions options = test::one_thread();
  test::ask(options, [&](QuerySpec& spec) { spec.log_format = GivenFormat::parse(format).spec(); });
  const OwnFields& own = options.query->spec.log_format.own;
  std::string text;
  explain_lines(Input::open(file.path()), 1, options, [&](const ExplainedLine& explained) {
    ASSERT_EQ(explained.verdict.kind, LineKind::kParsed) << line;
    for (std::size_t place = 0; place < own.size(); ++place) {
      const OwnValue value = own_value(explained.fields, own_field(place));
      text += place == 0 ? "" : "|";
      if (value.text.data() == nullptr) {
        text += '-';
      } else if (value.kind == OwnKind::kText) {
        text += value.text;
      } else {
        text += std::to_string(value.amount);
      }
    }
  });
  return text;
}

std::string refused_field(std::string_view format) {
  try {
    GivenFormat::parse(format);
  } catch (const PatternError& error) {
    return std::to_string(error.column()) + ": " + error.what();
  }
  return "";
}

TEST(OwnField, IsAnyNameInAPatternThatLogscanDoesNotKnow) {
  const struct {
    const char* format;
    const char* own;
  } kCases[] = {
      {"$remote_addr $status", ""},
      {"$status $upstream_cache_status", "upstream_cache_status"},
      {"$status $scheme://$host$request_uri", "scheme"},
      {"$status $upstream_connect_time $request_length",
       "upstream_connect_time@time request_length@n"},
      {"$status ${queue@ms} ${retries@n} ${who}", "queue@time retries@n who"},
      // Fields that only replace a better one, and fields that lose to another.
      {"$status $upstream_response_time", "upstream_response_time@time"},
      {"$status $request_time $upstream_response_time", "upstream_response_time@time"},
      {"$status $bytes_sent $body_bytes_sent", "bytes_sent@n"},
      {"$status \"$request\" $uri", "uri"},
      // A name of a field of every format.
      {"$status $path $Class", "x.path x.Class"},
      {"$status $edge $EDGE", "edge"},
      // Adjacent fields are one text that cannot be split.
      {"$status $a$b $c", "c"},
      {"%>s %{SSL_PROTOCOL}x \"%{X-Cache}o\" %{uid}C %{a b}n", "SSL_PROTOCOL X-Cache uid a_b"},
      {"%>s %{X-Queue@us}o %{Hits@n}n %I %^FB %X",
       "X-Queue@time Hits@n bytes_received@n first_byte_time@time connection_status"},
      {"%>s %{Referer}i %h", ""},
      {"json:status=s,x.cache=c,x.queue@ms=q|r,x.n=n@n", "x.cache x.queue@time x.n@n"},
      {"ltsv:status=s,x.a=a|b,x.A=c", "x.a"},
      {"logfmt:status=s,x.edge-pop.1=e", "x.edge-pop.1"},
      {"combined", ""},
  };
  for (const auto& each : kCases)
    EXPECT_EQ(in_words(GivenFormat::parse(each.format).own()), each.own) << each.format;
}

TEST(OwnField, HasTheValueOfItsColumnOrKey) {
  const struct {
    const char* format;
    const char* line;
    const char* values;
  } kCases[] = {
      {"$status $cache $ssl_protocol", "200 HIT TLSv1.3", "HIT|TLSv1.3"},
      {"$status $cache $ssl_protocol", "200 - TLSv1.3", "-|TLSv1.3"},
      {"$status $cache $ssl_protocol", "200 HIT", "-|-"},  // cut short
      {"$status \"$cache\"", "200 \"\"", ""},
      {"{\"s\":$status,\"c\":\"$cache\"}", "{\"s\":200,\"c\":\"\"}", "-"},
      {"$cache $status", "MISS 200", "MISS"},
      {"$status $upstream_connect_time", "200 0.004", "4000000"},
      {"$status $upstream_connect_time", "200 0.004, 0.001 : 0.002", "7000000"},
      {"$status $upstream_connect_time", "200 -, 0.001", "1000000"},
      {"$status $upstream_connect_time", "200 -", "-"},
      {"$status $upstream_connect_time", "200 fast", "-"},
      {"$status ${queue@us}", "200 12.5", "12500"},
      {"$status ${queue@n}", "200 12.5", "12500000"},
      {"$status ${queue@n}", "200 -12", "-"},
      {"$status ${queue@n}", "200 99999999999999", "-"},
      {"$status $upstream_response_length", "200 10, 20", "30000000"},
      {"%>s %{X-Queue@ms}o", "200 3", "3000000"},
      {"json:status=s,x.c=c", R"({"s":200,"c":"HIT"})", "HIT"},
      {"json:status=s,x.c=c", R"({"s":200,"c":true})", "true"},
      {"json:status=s,x.c=c", R"({"s":200,"c":["HIT"]})", "-"},
      {"json:status=s,x.c=c|d", R"({"s":200,"c":"-","d":"MISS"})", "MISS"},
      {"json:status=s,x.c=e.pop", R"({"e":{"pop":"FRA"},"s":200})", "FRA"},
      {"json:status=s,x.q@ms=q", R"({"s":200,"q":1.5})", "1500000"},
      {"json:status=s,x.q@ms=q", R"({"s":200,"q":"2us"})", "2000"},
      {"json:status=s,x.q@ms=q|r@s", R"({"s":200,"q":"soon","r":2})", "2000000000"},
      {"json:status=s,x.n@n=n", R"({"s":200,"n":1e-2})", "10000"},
      {"json:status=s,x.n@n=n", R"({"s":200,"n":"many"})", "-"},
      {"ltsv:status=s,x.c=c", "s:200\tc:HIT", "HIT"},
      {"logfmt:status=s,x.c=c,x.n@n=n", "s=200 c=\"a b\" n=7", "a b|7000000"},
  };
  for (const auto& each : kCases)
    EXPECT_EQ(cut(each.format, each.line), each.values) << each.format << " of " << each.line;
}

TEST(OwnField, IsRefusedIfItsNameOrUnitIsWrong) {
  const struct {
    const char* format;
    const char* message;
  } kCases[] = {
      {"json:status=s,cache=c", "15: no field is called 'cache'"},
      {"json:status=s,cache=c", "x.NAME=KEY for a field of your own"},
      {"json:status=s,x.status=c", "15: 'status' is a field that logscan knows"},
      {"json:status=s,x.=c", "15: expected x. and a name"},
      {"json:status=s,x.a b=c", "15: expected x. and a name"},
      {"json:status=s,x.a@h=c", "19: expected s, ms, us or ns for a duration, or n"},
      {"json:status=s,x.a=c@auto", "21: expected s, ms, us or ns for a duration, or n"},
      {"json:status=s,x.a@ms=c|d@n", "24: the keys of x.a must all be text"},
      {"json:status=s,x.a=c,x.a=d@n", "25: the keys of x.a must all be text"},
      {"json:status=s,user=c@ms", "only time, duration and fields of your own have a unit"},
      {"$status ${status@n}", "'status' is a field that logscan knows"},
      {"$status ${a@x}", "13: unknown unit 'x'"},
      {"%>s %{Referer@ms}i", "'Referer' is a field that logscan knows"},
  };
  for (const auto& each : kCases) {
    EXPECT_THAT(refused_field(each.format), HasSubstr(each.message)) << each.format;
  }
  std::string many = "json:status=s";
  for (std::size_t i = 0; i <= kMaxOwnFields; ++i)
    many += ",x.f" + std::to_string(i) + "=k" + std::to_string(i);
  EXPECT_THAT(refused_field(many), HasSubstr("a key map has at most 40 fields of your own"));
}

TEST(OwnField, AreTheFirstOnesOfAPatternWithTooMany) {
  std::string pattern = "$status";
  for (std::size_t i = 0; i < kMaxOwnFields + 5; ++i)
    pattern += " $v" + std::to_string(i);
  const GivenFormat format = GivenFormat::parse(pattern);
  ASSERT_EQ(format.own().size(), kMaxOwnFields);
  EXPECT_EQ(format.own().back().name, "v39");
}

TEST(OwnField, OneThatHasAUnitChangesTheUnitOfADuration) {
  const LinePattern pattern = LinePattern::parse("$status ${request_time@ms}");
  LogLine line;
  ASSERT_TRUE(pattern.cut("200 12", line, nullptr));
  EXPECT_EQ(line.duration, 12'000'000);
}

class OwnFieldsOfALine : public testing::Test {
 protected:
  OwnFieldsOfALine() {
    values_ = {{"HIT", 0, OwnKind::kText},
               {"0.02", 20'000'000, OwnKind::kDuration},
               {"3", 3'000'000, OwnKind::kNumber},
               {{}, 0, OwnKind::kText}};
    line_.status = 200;
    line_.own = values_.data();
    fields_.own = {{"x.cache", OwnKind::kText},
                   {"X-Queue", OwnKind::kDuration},
                   {"x.retries", OwnKind::kNumber},
                   {"country", OwnKind::kText}};
  }

  std::string matches(const std::string& text) const {
    ExpressionContext context;
    context.fields = fields_;
    try {
      return Expression::parse(text, context).matches(line_) ? "yes" : "no";
    } catch (const ExpressionError& error) {
      return error.what();
    }
  }

  std::string key(const std::string& text) const {
    std::string value;
    const GroupKey key = GroupKey::parse(text, {}, {}, fields_);
    const bool there = key.append(line_, value);
    return key.name() + "=" + (there ? value : "null");
  }

  std::vector<OwnValue> values_;
  LogLine line_;
  FormatFields fields_;
};

TEST_F(OwnFieldsOfALine, AreCompared) {
  const struct {
    const char* text;
    const char* answer;
  } kCases[] = {
      {"x.cache = HIT", "yes"},
      {"cache = HIT", "yes"},
      {"X.CACHE in (MISS, HIT)", "yes"},
      {"x.cache=hit", "no"},
      {"x.cache ~ '^H' and status = 200", "yes"},
      {"country = null", "yes"},
      {"country = DE or not country = FR", "yes"},
      {"X-Queue > 19ms", "yes"},
      {"x-queue >= 20ms and x-queue < 20001us", "yes"},
      {"x.retries > 2.5", "yes"},
      {"x.retries in (1, 2)", "no"},
      {"retries != 3", "no"},
      {"x.retries = null", "no"},
      {"x.retries > many", "column 13: 'many' is not a number; write one such as 3 or 0.5"},
      {"x.retries ~ 3",
       "column 11: '~' works on text, and x.retries is none; use = != < <= > >= or in"},
      {"x.cahce = HIT",
       "column 1: there is no field 'x.cahce'; did you mean x.cache? the fields of the given "
       "format "
       "are time, host, client, user, request, method, target, path, query, protocol, status, "
       "bytes, "
       "referer, agent, forwarded_for, duration, upstream, file, x.cache, X-Queue, x.retries, "
       "country"},
  };
  for (const auto& each : kCases)
    EXPECT_EQ(matches(each.text), each.answer) << each.text;
}

TEST_F(OwnFieldsOfALine, AreKeysOfGroups) {
  EXPECT_EQ(key("x.cache"), "x.cache=HIT");
  EXPECT_EQ(key("cache"), "x.cache=HIT");
  EXPECT_EQ(key("x-queue"), "X-Queue=0.02");
  EXPECT_EQ(key("country"), "country=null");  // not the one that requires a file
  EXPECT_EQ(key("status"), "status=200");
  try {
    key("x.cach");
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_THAT(error.what(), HasSubstr("did you mean \"x.cache\"? the fields of the given format "
                                        "are time"));
  }
}

TEST(OwnField, ShowsUnderAMaskWhatIsNoName) {
  const auto shown = [](std::string_view text, OwnKind kind) {
    OwnValue value{text, 0, kind};
    mask_own(value);
    return value.text.data() == nullptr ? "null" : std::string(value.text);
  };
  for (const char* const text : {"HIT", "Miss", "TLSv1.3", "https", "502", "-", ""})
    EXPECT_EQ(shown(text, OwnKind::kText), text);
  for (const char* const text : {"alice", "192.0.2.1", "1234", "HIT alice", "FRA56-P2"})
    EXPECT_EQ(shown(text, OwnKind::kText), "(masked)");
  EXPECT_EQ(shown("123456", OwnKind::kNumber), "123456");
  EXPECT_EQ(shown({}, OwnKind::kText), "null");
}

OwnValue number(std::int64_t millionths) {
  return {"x", millionths, OwnKind::kNumber};
}

std::string bytes_of(const OwnSketch& sketch) {
  ByteWriter writer;
  sketch.write(writer);
  return writer.release();
}

TEST(OwnSketch, HasExactPercentilesOfSmallWholeNumbers) {
  for (std::int64_t low = 0; low < 128; ++low) {
    OwnSketch sketch;
    for (std::int64_t value = low; value < low + 3; ++value)
      sketch.add(number(std::min<std::int64_t>(value, 127) * 1'000'000));
    const std::int64_t middle = std::min<std::int64_t>(low + 1, 127) * 1'000'000;
    EXPECT_EQ(static_cast<std::int64_t>(*sketch.stat(OwnStat::kP50)), middle);
  }
}

TEST(OwnSketch, IsWithinItsBoundAndItsSumExactHoweverItIsSplit) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 200; ++round) {
    const bool whole = round % 2 == 0;
    const std::uint64_t most = std::uint64_t{1} << (10 + round % 40);
    std::vector<std::int64_t> amounts;
    OwnSketch all;
    std::vector<OwnSketch> parts(3);
    OwnAmount::Value sum = 0;
    for (int i = 0; i < 300; ++i) {
      auto amount = static_cast<std::int64_t>(random() % most);
      if (whole) amount = amount / 1'000'000 * 1'000'000;
      amounts.push_back(amount);
      sum += static_cast<std::uint64_t>(amount);
      all.add(number(amount));
      parts[random() % 3].add(number(amount));
    }
    OwnSketch merged;
    for (const OwnSketch& part : parts)
      merged.merge(part);
    EXPECT_EQ(bytes_of(merged), bytes_of(all));
    EXPECT_TRUE(*all.stat(OwnStat::kSum) == sum);
    EXPECT_TRUE(*all.stat(OwnStat::kMean) == sum / 300);
    std::sort(amounts.begin(), amounts.end());
    EXPECT_EQ(static_cast<std::int64_t>(*all.stat(OwnStat::kMax)), amounts.back());
    EXPECT_EQ(static_cast<std::int64_t>(*all.stat(OwnStat::kMin)), amounts.front());
    const std::pair<OwnStat, std::size_t> kRanks[] = {
        {OwnStat::kP50, 149}, {OwnStat::kP90, 269}, {OwnStat::kP95, 284}, {OwnStat::kP99, 296}};
    for (const auto& [stat, rank] : kRanks) {
      const auto exact = static_cast<double>(amounts[rank]);
      const auto found = static_cast<double>(*all.stat(stat));
      EXPECT_LE(std::abs(found - exact), exact * 0.01 + 1) << most << " " << rank;
    }
    const std::string bytes = bytes_of(all);
    ByteReader reader(bytes);
    EXPECT_EQ(bytes_of(OwnSketch::read(reader, OwnKind::kNumber)), bytes);
  }
}

}  // namespace
}  // namespace logscan
