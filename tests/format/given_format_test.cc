#include "format/given_format.h"

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "logscan/engine.h"
#include "support/dump.h"
#include "support/pattern_dump.h"
#include "support/random_pattern.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

std::string data_file(const std::string& name) {
  std::ifstream in(std::string(LOGSCAN_SOURCE_DIR) + "/data/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

EngineOptions with_format(std::string_view format) {
  EngineOptions options = test::one_thread();
  test::ask(options, [&](QuerySpec& spec) { spec.log_format = GivenFormat::parse(format).spec(); });
  return options;
}

// A verdict, then the fields or where the line does not fit.
std::string seen(std::string_view format, std::string_view line) {
  const test::TempFile file(std::string(line) + "\n");
  std::string text;
  explain_lines(Input::open(file.path()), 2, with_format(format),
                [&](const ExplainedLine& explained) {
                  text = test::dump(explained.verdict);
                  if (explained.verdict.kind == LineKind::kParsed) {
                    const std::string fields = test::dump(explained.fields);
                    if (!fields.empty()) text += " " + fields;
                    if (explained.fields.duration)
                      text += " duration=" + std::to_string(*explained.fields.duration);
                  }
                  if (explained.closest && explained.closest->name == "custom") {
                    text += " (column " + std::to_string(explained.closest->column) + ": " +
                            explained.closest->expected + ")";
                  }
                });
  return text;
}

constexpr std::string_view kTimed = "$remote_addr [$time_local] \"$request\" $status $request_time";
constexpr std::string_view kPlain =
    "192.0.2.1 - - [10/Oct/2000:13:55:36 +0000] \"GET /a HTTP/1.0\" 404 5";
constexpr std::string_view kHosted =
    "www.example.com:80 192.0.2.1 - - [10/Oct/2000:13:55:36 +0000] \"GET /a HTTP/1.0\" 404 5";
constexpr std::string_view kHostedOdd =
    "www.example.com:80 192.0.2.1 - - [10/Oct/2000:13:55:36 +0000] \"GET /a HTTP/1.0\" 404 5 7 8";

struct GivenRow {
  std::string_view format;
  std::string_view line;
  std::string_view expected;
};

void check(const std::vector<GivenRow>& rows) {
  for (const GivenRow& row : rows)
    EXPECT_EQ(seen(row.format, row.line), row.expected) << row.format << "\n" << row.line;
}

TEST(GivenFormat, ReadsTheLinesOfAPattern) {
  check({
      {kTimed, "192.0.2.1 [10/Oct/2000:13:55:36 +0000] \"GET /a HTTP/1.0\" 500 1.5",
       "parsed custom 500 971186136+0000 client=<192.0.2.1> request=<GET /a HTTP/1.0> "
       "method=<GET> target=</a> path=</a> protocol=<HTTP/1.0> duration=1500000000"},
      {kTimed, "192.0.2.1 [10/Oct/2000:13:55:36 +0000] \"GET /a HTTP/1.0\" 500",
       "parsed custom 500 971186136+0000 client=<192.0.2.1> request=<GET /a HTTP/1.0> "
       "method=<GET> target=</a> path=</a> protocol=<HTTP/1.0>"},
      {kTimed, "", "blank"},
      {kTimed, " \t", "blank"},
      {kTimed, "#192.0.2.1", "comment"},
      {kTimed, "192.0.2.1 [x] \"GET\" 5000",
       "malformed other_format (column 16: '\" ' after $request, and a status)"},
      {"%>s", "200", "parsed custom 200 undated"},
      {"#%>s", "#200", "parsed custom 200 undated"},
  });
}

TEST(GivenFormat, ReadsTheLinesOfAKeyMap) {
  check({
      {"json:status=code,time=ts,path=p", R"({"ts":971186136,"code":201,"p":"/a"})",
       "parsed custom 201 971186136+0000 target=</a> path=</a>"},
      {"json:status=code", R"({"status":201})",
       "malformed other_format (column 1: a status under a key that the map names)"},
      {"json:status=code", R"({"code":2010})", "malformed other_format (column 9: a status)"},
      {"json:status=code", kPlain, "malformed other_format (column 1: one complete JSON object)"},
      {"ltsv:status=s,client=h", "h:192.0.2.1\ts:404",
       "parsed custom 404 undated client=<192.0.2.1>"},
      {"logfmt:status=s,agent=ua,duration=d@ms", "d=12 s=404 ua=\"a b\"",
       "parsed custom 404 undated agent=<a b> duration=12000000"},
      {"logfmt:status=s", "s=4o4", "malformed other_format (column 3: a status)"},
  });
}

TEST(GivenFormat, AcceptsTheLinesOfItsName) {
  const std::string fields =
      "client=<192.0.2.1> request=<GET /a HTTP/1.0> method=<GET> target=</a> path=</a> "
      "protocol=<HTTP/1.0> bytes=<5>";
  const std::string plain = "parsed common 404 971186136+0000 " + fields;
  const std::string hosted =
      "parsed vhost_common 404 971186136+0000 host=<www.example.com:80> " + fields;
  const std::string odd = "parsed clf 404 971186136+0000 host=<www.example.com:80> " + fields;
  for (const char* const name : {"common", "combined", "nginx_main"}) {
    check({{name, kPlain, plain},
           {name, kHosted, "malformed other_format"},
           {name, kHostedOdd, "malformed other_format"}});
  }
  for (const char* const name : {"vhost_common", "vhost_combined"}) {
    check({{name, kPlain, "malformed other_format"},
           {name, kHosted, hosted},
           {name, kHostedOdd, odd}});
  }
  check({{"clf", kPlain, plain}, {"clf", kHosted, hosted}, {"clf", kHostedOdd, odd}});
  check({
      {"json", R"({"code":404,"status":200,"method":"PUT"})",
       "parsed json 200 undated method=<PUT>"},
      {"json", kPlain, "malformed other_format"},
      {"squid", "#c", "comment"},
      {"common", "", "blank"},
      {"common", "junk", "malformed other_format"},
      {"common", R"({"status":200})", "malformed other_format"},
      // Envoy's lines obey the quote-delimited rule, and a name says which is meant.
      {"clf", R"([2016-04-15T20:17:00.310Z] "GET /a HTTP/1.1" 204 - 0 7)",
       "parsed clf 204 1460751420+0000 request=<GET /a HTTP/1.1> method=<GET> target=</a> "
       "path=</a> protocol=<HTTP/1.1>"},
  });
}

TEST(GivenFormat, RemovesACollectorsPrefixFirst) {
  const std::string prefixed = "2026-01-12T10:00:00.000000000Z stdout F ";
  EXPECT_EQ(seen("$remote_addr $status", prefixed + "192.0.2.1 503"),
            "parsed custom 503 1768212000+0000 client=<192.0.2.1>");
  EXPECT_EQ(seen("$remote_addr $status", prefixed + "192.0.2.1 x"),
            "malformed other_format (column 41: ' ' after $remote_addr, and a status)");
  EXPECT_EQ(seen("common", prefixed + std::string(kPlain)).substr(0, 17), "parsed common 404");
  // A pattern may have the same words.
  EXPECT_EQ(seen("$time_iso8601 stdout F $status", "2026-01-12T10:00:00.000000000Z stdout F 503"),
            "parsed custom 503 1768212000+0000");
}

TEST(GivenFormat, SaysWhereItIsWrong) {
  const auto refused = [](std::string_view text) -> std::string {
    try {
      GivenFormat::parse(text);
    } catch (const PatternError& error) {
      return std::to_string(error.column()) + " " + error.what();
    }
    return "fine";
  };
  EXPECT_EQ(refused("$remote_addr $status"), "fine");
  EXPECT_EQ(refused("%h %>s"), "fine");
  EXPECT_EQ(refused("gcs"), "fine");
  EXPECT_TRUE(refused("gcz").starts_with("1 no log format is called gcz; use one of common, "));
  EXPECT_EQ(refused("gcz").find("custom"), std::string::npos);
  EXPECT_TRUE(refused("custom").starts_with("1 no log format is called custom"));
  EXPECT_TRUE(refused("").starts_with("1 "));
  EXPECT_TRUE(refused("$status $").starts_with("9 "));
  EXPECT_TRUE(refused("json:status=a,\x1b=b").starts_with("15 no field is called '\\x1b'"));
  EXPECT_THROW(GivenFormat{LogFormat::kCustom}, std::invalid_argument);
  KeyMap large;
  large.entries.assign(KeyMap::kMaxKeys + 1, {Field::kStatus, "k", Unit::kAuto});
  for (std::size_t i = 0; i < large.entries.size(); ++i)
    large.entries[i].key += std::to_string(i);
  EXPECT_THROW(GivenFormat{large}, std::invalid_argument);
}

// Every shape, with directives that come again.
std::string mixed_file() {
  std::string bytes;
  for (int i = 0; i < 6; ++i) {
    bytes += data_file("mixed.log").substr(0, 3000);
    bytes += "\n#Fields: date time cs-method cs-uri-stem sc-status c-ip\n";
    bytes += "2026-01-12 10:00:00 GET /a 404 192.0.2.1\n";
    bytes += "#Fields: [x] \"y\" 404 sc-status cs-method\na b c 404 GET\n";
    bytes += R"({"code":503,"status":200,"ts":971186136,"url":"/"})";
    bytes += "\n192.0.2.1 [10/Oct/2000:13:55:36 +0000] \"GET /a HTTP/1.0\" 500 1.5\n\n";
    bytes += std::string(kHosted) + "\n" + std::string(kHostedOdd) + "\r\n";
    bytes += "status=404 method=GET path=/x\nh:1\ts:403\n";
  }
  return bytes;
}

TEST(GivenFormat, GivesTheSameReportForAnySplit) {
  const std::string bytes = mixed_file();
  const test::TempFile file(bytes);
  for (const std::string_view format :
       {kTimed, std::string_view("json:status=code"), std::string_view("ltsv:status=s"),
        std::string_view("combined"), std::string_view("vhost_combined"), std::string_view("clf"),
        std::string_view("w3c"), std::string_view("logfmt"), std::string_view("json")}) {
    EngineOptions options = with_format(format);
    const Summary summary = analyse(test::open_all({file.path()}), options);
    EXPECT_GT(summary.totals.parsed, 5u) << format;
    EXPECT_GT(summary.malformed.reasons[static_cast<std::size_t>(Reason::kOtherFormat)], 5u);
    const std::string right = test::stable_json(summary);
    for (const std::size_t block : {1u, 64u, 777u, 100000u}) {
      for (const std::uint64_t range : {97u, 1000u, 1u << 22}) {
        for (const Kernel& kernel : kernels()) {
          options.block_size = block;
          options.range_size = range;
          options.threads = range == 1000 ? 3 : 1;
          options.kernel = &kernel;
          ASSERT_EQ(test::stable_json({file.path()}, options), right)
              << format << ", block " << block << ", range " << range << ", " << kernel.name;
        }
      }
    }
  }
}

// Lines that are matched in runs and lines that are not, with errors and own fields.
TEST(GivenFormat, AnswersQueriesAlikeForAnyKernelAndSplit) {
  constexpr std::string_view kPattern =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent $cache";
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    bytes += "192.0.2." + std::to_string(i % 7) + " - " + (i % 11 == 0 ? "a b" : "u") +
             " [10/Oct/2000:13:5" + std::to_string(i / 60) + ":" + std::to_string(10 + i % 50) +
             " +0000] \"GET /" + std::to_string(i % 5) + " HTTP/1.0\" " +
             (i % 3 == 0 ? "404" : "200") + " " + std::to_string(i) + " " +
             (i % 2 == 0 ? "HIT" : "MISS") + (i % 13 == 0 ? "\r\n" : "\n");
  }
  const test::TempFile file(bytes);
  for (const bool filter : {false, true}) {
    EngineOptions options = with_format(kPattern);
    test::ask(options, [&](QuerySpec& spec) {
      spec.groups.resize(1);
      spec.groups[0].by = {"client", "cache"};
      if (filter) spec.filter.where = {"status = 200 and cache = HIT"};
    });
    options.kernel = find_kernel("scalar");
    const std::string right = test::stable_json({file.path()}, options);
    EXPECT_NE(right.find("HIT"), std::string::npos);
    EXPECT_EQ(right.find("MISS") == std::string::npos, filter);
    for (const std::uint64_t range : {97u, 1000u, 1u << 22}) {
      for (const Kernel& kernel : kernels()) {
        options.range_size = range;
        options.threads = range == 1000 ? 3 : 1;
        options.kernel = &kernel;
        ASSERT_EQ(test::stable_json({file.path()}, options), right) << range << kernel.name;
      }
    }
  }
}

// The named formats partition the lines that detection finds.
TEST(GivenFormat, PartitionsTheLinesFoundWithoutOne) {
  const std::string bytes = mixed_file();
  const test::TempFile file(bytes);
  const auto parsed = [&](std::string_view name) {
    return analyse(test::open_all({file.path()}), with_format(name)).totals.parsed;
  };
  const Summary found = analyse(test::open_all({file.path()}), test::one_thread());
  std::uint64_t quoted = 0;
  for (std::size_t i = 0; i < kLogFormats - 1; ++i) {
    const LogFormat format = static_cast<LogFormat>(i);
    if (is_quote_delimited(format)) {
      quoted += found.inputs[0].formats[i];
    } else if (format != LogFormat::kW3c) {
      EXPECT_EQ(parsed(log_format_name(format)), found.inputs[0].formats[i]) << i;
    }
  }
  EXPECT_GT(quoted, 0u);
  EXPECT_EQ(parsed("clf"), quoted);
  EXPECT_EQ(parsed("combined") + parsed("vhost_combined"), quoted);
  EXPECT_EQ(parsed("nginx_main"), parsed("common"));
  // The line that looks like a second directive contains a quote, so it is none: a client may have
  // written it.
  EXPECT_EQ(found.inputs[0].formats[static_cast<std::size_t>(LogFormat::kW3c)], 6u);
  EXPECT_EQ(parsed("w3c"), 6u);
}

// Files of random patterns: the run counts what the pattern itself cuts line by line.
TEST(GivenFormat, CountsTheLinesThatItsPatternFits) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    test::PatternMaker maker(seed);
    const test::PatternSample sample = maker.make();
    const LinePattern pattern = LinePattern::parse(sample.pattern);
    std::string bytes;
    std::array<std::uint64_t, kStatusCodes> codes{};
    std::uint64_t undated = 0;
    std::uint64_t malformed = 0;
    for (int i = 0; i < 30; ++i) {
      std::string line = sample.line;
      line[maker.random().below(line.size())] = "\"\\ |;~x'-0123"[maker.random().below(13)];
      bytes += line + "\n";
      LogLine fields;
      if (pattern.cut(line, fields, nullptr)) {
        ++codes[fields.status];
        undated += !fields.time;
      } else if (line.front() != '#') {
        ++malformed;
      }
    }
    const test::TempFile file(bytes);
    const Summary summary = analyse(test::open_all({file.path()}), with_format(sample.pattern));
    ASSERT_EQ(summary.status.codes, codes) << sample.pattern << "\n" << bytes;
    ASSERT_EQ(summary.timeline.undated, undated) << sample.pattern << "\n" << bytes;
    ASSERT_EQ(summary.totals.malformed, malformed) << sample.pattern << "\n" << bytes;
  }
}

}  // namespace
}  // namespace logscan
