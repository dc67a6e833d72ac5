#include "logscan/record_writer.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/records.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using std::string_view_literals::operator""sv;

const std::vector<Field> kSome = {Field::kTime, Field::kStatus, Field::kClient,  Field::kPath,
                                  Field::kUser, Field::kBytes,  Field::kDuration};

LogLine some_line() {
  LogLine line;
  line.time = LogTime{1768176009, 0};
  line.status = 200;
  line.client = "192.0.2.7";
  line.path = "/a b,c\"d\"\\e";
  line.bytes = 2326;
  line.duration = 12'000'000;
  return line;
}

std::string written(RecordFormat format, const std::vector<Field>& fields, const LogLine& line,
                    RecordOptions options = {}) {
  std::string out;
  RecordWriter writer(format, fields, options);
  writer.append_header(out);
  writer.append(line, out);
  return out;
}

std::string one_path(RecordFormat format, std::string_view path, RecordOptions options = {}) {
  LogLine line;
  line.path = path;
  const std::string out = written(format, {Field::kPath, Field::kUser}, line, options);
  const std::size_t begin = out.find('\n') + 1;
  return out.substr(begin, out.size() - begin - (format == RecordFormat::kCsv ? 2 : 4));
}

TEST(RecordWriter, WritesALineInEachFormat) {
  const LogLine line = some_line();
  EXPECT_EQ(written(RecordFormat::kJsonLines, kSome, line),
            R"({"time":"2026-01-12T00:00:09+00:00","status":200,"client":"192.0.2.7",)"
            R"("path":"/a b,c\"d\"\\e","user":null,"bytes":2326,"duration":0.012})"
            "\n");
  EXPECT_EQ(written(RecordFormat::kCsv, kSome, line),
            "time,status,client,path,user,bytes,duration\n"
            "2026-01-12T00:00:09+00:00,200,192.0.2.7,\"/a b,c\"\"d\"\"\\e\",,2326,0.012\n");
  EXPECT_EQ(written(RecordFormat::kTsv, kSome, line),
            "time\tstatus\tclient\tpath\tuser\tbytes\tduration\n"
            "2026-01-12T00:00:09+00:00\t200\t192.0.2.7\t/a b,c\"d\"\\\\e\t\\N\t2326\t0.012\n");
}

TEST(RecordWriter, WritesUnknownValuesAsNull) {
  EXPECT_EQ(written(RecordFormat::kJsonLines, kSome, LogLine()),
            R"({"time":null,"status":0,"client":null,"path":null,"user":null,"bytes":null,)"
            "\"duration\":null}\n");
  EXPECT_EQ(written(RecordFormat::kCsv, {Field::kTime, Field::kPath, Field::kBytes}, LogLine()),
            "time,path,bytes\n,,\n");
  EXPECT_EQ(written(RecordFormat::kTsv, {Field::kTime, Field::kPath, Field::kBytes}, LogLine()),
            "time\tpath\tbytes\n\\N\t\\N\t\\N\n");
  // A reader would skip an empty line.
  EXPECT_EQ(written(RecordFormat::kCsv, {Field::kPath}, LogLine()), "path\n\"\"\n");
}

TEST(RecordWriter, QuotesAndGuardsCsv) {
  struct Case {
    std::string_view path;
    std::string_view csv;
  };
  const Case cases[] = {
      {"", "\"\""},
      {"/plain path", "/plain path"},
      {"/a,b", "\"/a,b\""},
      {"\"", "\"\"\"\""},
      {"a\"\"b", "\"a\"\"\"\"b\""},
      {"=1+1", "'=1+1"},
      {"+1", "'+1"},
      {"-1", "'-1"},
      {"@a", "'@a"},
      {"=a,b", "\"'=a,b\""},
      {"=\"a\"", "\"'=\"\"a\"\"\""},
      {"a=1", "a=1"},
      {"\t=1", "'\\x09=1"},
      {"\r", "'\\x0d"},
      {"a\nb", "a\\x0ab"},
      {"\0"sv, "\\x00"},
      {"\x1b[2J,", "\"\\x1b[2J,\""},
      {"\xff\x80", "\\xff\\x80"},
      {"caf\xC3\xA9,", "\"caf\xC3\xA9,\""},
      {"e\xCC\x81", "e\xCC\x81"},
      {"\xE2\x80\xAE", "\\u{202e}"},
      {"'a'", "'a'"},
      {"a;b", "\"a;b\""},
      {"a;=1+1;+2", "\"a;'=1+1;'+2\""},
      {"=1;@a", "\"'=1;'@a\""},
      {"a;\"=1\"", "\"a;'\"\"=1\"\"\""},
      {"a; =1;b=2", "\"a; =1;b=2\""},
      {";", "\";\""},
      {"\uFF1D1", "'\uFF1D1"},
      {"\uFF0B1", "'\uFF0B1"},
      {"\uFF0D1", "'\uFF0D1"},
      {"\uFF20a;\uFF1D1", "\"'\uFF20a;'\uFF1D1\""},
      {"a\uFF1D", "a\uFF1D"},
      {"\\", "\\"},
      {"C:\\a\\\"", "\"C:\\a\\\"\"\""},
      {"\\x1b", "\\x5cx1b"},
      {"\\\\x1b\\", "\\\\x5cx1b\\"},
      {"\\\x1b", "\\\\x1b"},
      {"\\u{202e}", "\\x5cu{202e}"},
      {"\\u0026", "\\u0026"},
  };
  for (const Case& each : cases)
    EXPECT_EQ(one_path(RecordFormat::kCsv, each.path), each.csv);
  EXPECT_EQ(one_path(RecordFormat::kCsv, "=1+1", {.guard_formulas = false}), "=1+1");
  EXPECT_EQ(one_path(RecordFormat::kCsv, "a;=1", {.guard_formulas = false}), "\"a;=1\"");
  LogLine line;
  line.duration = -1;
  line.status = kStatusMinusOne;
  EXPECT_EQ(written(RecordFormat::kCsv, {Field::kDuration, Field::kStatus}, line),
            "duration,status\n-0.000000001,-1\n");
}

TEST(RecordWriter, EscapesTsv) {
  struct Case {
    std::string_view path;
    std::string_view tsv;
  };
  const Case cases[] = {
      {"", ""},
      {"\\N", "\\\\N"},
      {"a\tb\nc\rd\\e", "a\\tb\\nc\\rd\\\\e"},
      {"\t", "\\t"},
      {"\t\t\n", "\\t\\t\\n"},
      {"\\\\", "\\\\\\\\"},
      {"=1,\"", "=1,\""},
      {"\x1b\x7f\0"sv, "\\\\x1b\\\\x7f\\\\x00"},
      {"a\xff\t", "a\\\\xff\\t"},
      {"e\xCC\x81", "e\xCC\x81"},
      {"\\x22", "\\\\x5cx22"},
      {"\\u{202e}\xE2\x80\xAE", "\\\\x5cu{202e}\\\\u{202e}"},
      {"\\\t\\", "\\\\\\t\\\\"},
  };
  for (const Case& each : cases)
    EXPECT_EQ(one_path(RecordFormat::kTsv, each.path), each.tsv);
}

TEST(RecordWriter, WritesAnyBytesAsJson) {
  struct Case {
    std::string_view path;
    std::string_view json;
  };
  const Case cases[] = {
      {"", R"("")"},
      {"a\"b\\c/", R"("a\"b\\c/")"},
      {"\b\f\n\r\t\0\x1b\x7f"sv, R"("\b\f\n\r\t\u0000\u001b\u007f")"},
      {"\xC2\x85\xE2\x80\xA8", R"("\u0085\u2028")"},
      {"\xF3\xA0\x80\x81", R"("\udb40\udc01")"},
      {"caf\xC3\xA9", "\"caf\xC3\xA9\""},
      {"a\xff", "\"a\xEF\xBF\xBD\",\"path_raw\":\"61ff\""},
      {"\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\",\"path_raw\":\"eda080\""},
  };
  for (const Case& each : cases) {
    LogLine line;
    line.path = each.path;
    EXPECT_EQ(written(RecordFormat::kJsonLines, {Field::kPath}, line),
              "{\"path\":" + std::string(each.json) + "}\n");
  }
}

TEST(RecordWriter, WritesDurationsToTheNanosecond) {
  struct Case {
    std::int64_t nanoseconds;
    std::string_view seconds;
  };
  constexpr Case kCases[] = {
      {0, "0"},
      {1, "0.000000001"},
      {10, "0.00000001"},
      {123'456'789, "0.123456789"},
      {100'000'000, "0.1"},
      {1'000'000'000, "1"},
      {61'500'000'000, "61.5"},
      {-1'500'000'000, "-1.5"},
      {std::numeric_limits<std::int64_t>::max(), "9223372036.854775807"},
      {std::numeric_limits<std::int64_t>::min(), "-9223372036.854775808"},
  };
  for (const Case& each : kCases) {
    LogLine line;
    line.duration = each.nanoseconds;
    EXPECT_EQ(written(RecordFormat::kTsv, {Field::kDuration}, line),
              "duration\n" + std::string(each.seconds) + "\n");
  }
}

TEST(RecordWriter, WritesStatusesAsNumbersButTwo) {
  struct Case {
    StatusCode status;
    std::string_view json;
  };
  constexpr Case kCases[] = {{0, "0"},
                             {7, "7"},
                             {200, "200"},
                             {999, "999"},
                             {kStatusDash, "\"-\""},
                             {kStatusMinusOne, "\"-1\""}};
  for (const Case& each : kCases) {
    LogLine line;
    line.status = each.status;
    EXPECT_EQ(written(RecordFormat::kJsonLines, {Field::kStatus}, line),
              "{\"status\":" + std::string(each.json) + "}\n");
  }
}

TEST(RecordWriter, WritesTimesAsTheReportDoes) {
  std::mt19937_64 random(3);
  RecordWriter writer(RecordFormat::kTsv, {Field::kTime});
  LogLine line;
  line.time = LogTime{-2, 0};
  for (int i = 0; i < 20000; ++i) {
    const std::uint64_t step = random() % 100;
    line.time->seconds += static_cast<std::int64_t>(random() % 20000) - 10000;
    if (step < 5) line.time->offset_minutes = static_cast<std::int16_t>(random() % 2880) - 1440;
    if (step == 5) line.time->seconds = static_cast<std::int64_t>(random() >> 20);
    if (step == 6) line.time->seconds = -static_cast<std::int64_t>(random() >> 20);
    if (step == 7) line.time->seconds = 86400 - line.time->offset_minutes * 60;
    if (step == 8) line.time->seconds -= 1;
    std::string out;
    writer.append(line, out);
    ASSERT_EQ(out, format_rfc3339(*line.time) + "\n");
  }
}

std::string random_text(std::mt19937_64& random) {
  constexpr std::string_view kPieces[] = {"/path",
                                          "a",
                                          "\"",
                                          ",",
                                          "\\",
                                          "\t",
                                          "\n",
                                          "\r",
                                          "=",
                                          "'",
                                          "-1",
                                          "\\N",
                                          "\xff",
                                          "\0"sv,
                                          "\x1b[0m",
                                          "\xC3\xA9",
                                          "\xE2\x80\xAE",
                                          "\xCC\x81",
                                          "\xF0\x9F\x98\x80",
                                          "\xE2\x82",
                                          "\\t",
                                          "\\x",
                                          "\\u{202e}",
                                          "41",
                                          ";",
                                          "\uFF1D",
                                          " "};
  std::string text;
  for (std::uint64_t i = random() % 12; i > 0; --i) {
    if (random() % 3 == 0) {
      text += static_cast<char>(random());
    } else {
      text += kPieces[random() % std::size(kPieces)];
    }
  }
  return text;
}

TEST(RecordWriter, HostileLinesReadBack) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 5000; ++i) {
    std::vector<std::string> texts(14);
    for (std::string& text : texts)
      text = random_text(random);
    LogLine line;
    std::size_t at = 0;
    for (std::string_view* field :
         {&line.host, &line.client, &line.user, &line.request, &line.method, &line.target,
          &line.path, &line.query, &line.protocol, &line.referer, &line.agent, &line.forwarded_for,
          &line.upstream, &line.file}) {
      if (random() % 4 != 0) *field = texts[at];
      ++at;
    }
    if (random() % 4 != 0)
      line.time = LogTime{static_cast<std::int64_t>(random() % 4000000000), 90};
    if (random() % 4 != 0) line.bytes = random() >> (1 + random() % 60);
    if (random() % 4 != 0) line.duration = static_cast<std::int64_t>(random()) >> random() % 60;
    line.status = static_cast<StatusCode>(random() % kStatusCodes);
    std::vector<Field> fields;
    for (std::size_t field = 0; field < kFields; ++field) {
      if (random() % 2 == 0) fields.push_back(static_cast<Field>(field));
    }
    if (fields.empty()) fields.push_back(Field::kPath);
    std::shuffle(fields.begin(), fields.end(), random);
    ASSERT_EQ(test::record_trouble(fields, line), "");
  }
}

}  // namespace
}  // namespace logscan
