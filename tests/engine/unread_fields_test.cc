// Fields that are null despite text in their column, and their place in the report.

#include <string>
#include <string_view>
#include <vector>

#include "format/line_parser.h"
#include "logscan/aggregate.h"
#include "logscan/engine.h"
#include "logscan/report.h"
#include "query/expression.h"
#include "support/parts.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

// `client time duration`, as far as they are refused.
std::string refused(std::string_view line, const std::string& format = "") {
  std::string names;
  std::optional<GivenFormat> given;
  if (!format.empty()) given = GivenFormat::parse(format);
  LineParser parser(UINT64_MAX, given);
  test::parse_text(std::string(line), default_kernel(), parser,
                   [&](const LineView& view, const ParsedLine& parsed) {
                     if (parsed.kind == LineKind::kComment) return;
                     if (parsed.kind == LineKind::kMalformed) names += "malformed ";
                     if (parsed.kind == LineKind::kMalformed) return;
                     const LogLine fields = parser.cut(view, parsed, FieldSet::all());
                     if (fields.refused.client) names += "client ";
                     if (parser.refuses_time(view, parsed)) names += "time ";
                     if (fields.refused.duration) names += "duration ";
                   });
  return names;
}

TEST(UnreadFields, AreThoseWithSomethingElseInTheirColumn) {
  struct Row {
    std::string_view line;
    const char* names;
  };
  constexpr Row kRows[] = {
      {R"(192.0.2.1 - - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.1" 200 5)", ""},
      {R"(host.example - - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.1" 200 5 "-" "-")", ""},
      {R"(- - - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.1" 200 5)", ""},
      {R"(unknown - - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.1" 200 5)", ""},
      {R"([10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.1" 200 5)", ""},
      {R"(unix: - - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.1" 200 5)", "client "},
      {R"(192.0.2.300.1! - - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.1" 200 5 "-" "a")",
       "client "},
      {R"(192.0.2.1 - - [32/Oct/2023:13:55:36 +0000] "GET / HTTP/1.1" 200 5)", "time "},
      {R"(192.0.2.1:5000 - "GET / HTTP/1.1" 200 OK)", ""},
      {R"({"remote_addr":"192.0.2.1","time":"2023-10-10T10:00:00Z","status":200,"path":"/"})", ""},
      {R"({"remote_addr":"-","time":"-","status":200,"path":"/","duration":"-"})", ""},
      {R"({"status":200,"path":"/"})", ""},
      {R"({"remote_addr":"unix:","time":"soon","status":200,"path":"/"})", "client time "},
      {R"({"client_ip":"unix:","remote_addr":"192.0.2.1","status":200,"path":"/"})", ""},
      {R"({"client":"a phone","status":200,"path":"/"})", ""},
      {R"({"status":200,"path":"/","duration":12})", "duration "},
      {R"({"status":200,"path":"/","duration":"12ms"})", ""},
      {R"({"status":200,"path":"/","duration":12,"latency_ms":12})", ""},
      {R"({"status":200,"path":"/","duration":"long"})", ""},
      {"#Fields: date time c-ip cs-method cs-uri-stem sc-status\n"
       "2026-01-12 10:00:00 - GET / 200\n2026-01-12 at-ten me! GET / 200",
       "client time "},
  };
  for (const Row& row : kRows)
    EXPECT_EQ(refused(row.line), row.names) << row.line;
}

TEST(UnreadFields, OfAGivenFormat) {
  constexpr std::string_view kPattern = R"($remote_addr [$time_local] "$request" $status)";
  EXPECT_EQ(refused(R"(192.0.2.1 [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.1" 200)",
                    std::string(kPattern)),
            "");
  EXPECT_EQ(
      refused(R"(- [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.1" 200)", std::string(kPattern)), "");
  EXPECT_EQ(refused(R"(unix: [noon] "GET / HTTP/1.1" 200)", std::string(kPattern)), "client time ");
  EXPECT_EQ(refused(R"(noon "GET / HTTP/1.1" 200)", R"($x_time "$request" $status)"), "");
  EXPECT_EQ(refused(R"({"c":"unix:","s":200,"t":"noon","took":3})",
                    "json:status=s,client=c,time=t,duration=took@ms"),
            "client time ");
  EXPECT_EQ(refused(R"({"s":200})", "json:status=s,client=c,time=t"), "");
}

const std::string kLog =
    "192.0.2.1 - - [10/Oct/2023:13:55:36 +0000] \"GET /a HTTP/1.1\" 404 5\n"
    "192.0.2.1 - - [10/Oct/2023:13:55:36 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"-\"\n"
    "unix: - - [10/Oct/2023:13:55:36 +0000] \"GET /b HTTP/1.1\" 200 5\n"
    "unix: - - [10/Oct/2023:13:55:36] \"GET /b HTTP/1.1\" 502 5\n"
    "192.0.2.1 - - [99/Oct/2023:13:55:36 +0000] \"GET /c HTTP/1.1\" 500 5\n"
    "{\"client_ip\":\"?\",\"status\":404,\"path\":\"/d\",\"duration\":7}\n"
    "unix: - - [98/Oct/2023:13:55:36 +0000] \"GET /c HTTP/1.1\" 500 5\n";

std::string in_words(const Summary& summary) {
  std::string text;
  for (std::size_t i = 0; i < kUnreadFields; ++i) {
    const UnreadSummary& some = summary.unread[i];
    if (some.lines == 0) continue;
    text += std::string(kUnreadFieldNames[i]) + " " + std::to_string(some.lines) + "/" +
            std::to_string(some.looked_at) + (some.errors_alone ? " errors" : "") + " first " +
            (some.first ? std::to_string(some.first->line) : "none") + "; ";
  }
  return text + (summary.utc_assumed ? "utc" : "");
}

EngineOptions by(const char* keys) {
  EngineOptions options = test::one_thread();
  if (*keys == '\0') return options;
  GroupSpec groups;
  groups.by = {keys};
  groups.show = {Measure::kCount};
  test::ask(options, [&](QuerySpec& spec) { spec.groups = {groups}; });
  return options;
}

std::string found(const EngineOptions& options) {
  const test::TempFile file(kLog);
  return in_words(analyse(test::open_all({file.path()}), options));
}

TEST(UnreadFields, AreCountedWhereTheyAreLookedAt) {
  EXPECT_EQ(found(by("")), "client 3/5 errors first 4; time 2/7 first 5; ");
  EXPECT_EQ(found(by("path")), "client 3/5 errors first 4; ");
  EXPECT_EQ(found(by("client")), "client 4/7 first 3; ");
  EXPECT_EQ(found(by("hour")), "client 3/5 errors first 4; time 2/7 first 5; utc");
  EngineOptions durations = by("path");
  test::ask(durations, [&](QuerySpec& spec) { spec.groups[0].show = {Measure::kP50}; });
  EXPECT_EQ(found(durations), "client 3/5 errors first 4; duration 1/7 first 6; ");
  EngineOptions filtered = by("path");
  test::ask(filtered, [&](QuerySpec& spec) {
    spec.filter.where = {"client == 192.0.2.1 and status >= 500"};
  });
  EXPECT_EQ(found(filtered), "client 2/3 first 4; ");
}

TEST(UnreadFields, UtcIsAssumedOnlyWhereNobodyNamedAZone) {
  EngineOptions options = by("hour");
  test::ask(options, [&](QuerySpec& spec) { spec.log_timezone = "UTC"; });
  EXPECT_EQ(found(options).find("utc"), std::string::npos);
  const test::TempFile w3c(
      "#Fields: date time cs-method cs-uri-stem sc-status\n2026-01-12 10:00:00 GET / 200\n");
  EXPECT_FALSE(analyse(test::open_all({w3c.path()}), by("hour")).utc_assumed);
}

TEST(UnreadFields, AreTheSameForASplitAtEveryByte) {
  const test::TempFile file(kLog);
  EngineOptions durations = by("client");
  test::ask(durations, [&](QuerySpec& spec) { spec.groups[0].show = {Measure::kP50}; });
  for (const EngineOptions& options : {by(""), by("hour"), durations}) {
    const auto report = [&](const Aggregate& findings) {
      const Summary summary = findings.summarize(options.query->spec);
      return test::stable_json(summary) + report_text(summary, {});
    };
    const std::string right = report(test::collect_part(file.path(), 0, kLog.size(), options));
    for (std::uint64_t edge = 0; edge <= kLog.size(); ++edge) {
      Aggregate back = test::collect_part(file.path(), edge, test::kToTheEnd, options);
      back.merge(Aggregate::read(test::collect_part(file.path(), 0, edge, options).write()));
      ASSERT_EQ(report(back), right) << edge;
    }
    EngineOptions threads = options;
    threads.threads = 3;
    threads.range_size = 50;
    threads.block_size = 64;
    EXPECT_EQ(report(collect(test::open_all({file.path()}), threads)), right);
  }
}

TEST(UnreadFields, SamplesAreMasked) {
  EngineOptions options = by("client");
  test::ask(options, [&](QuerySpec& spec) { spec.mask.clients = true; });
  const test::TempFile file(kLog);
  const Summary summary = analyse(test::open_all({file.path()}), options);
  EXPECT_EQ(summary.unread[0].first.value().text, "(masked)");
}

}  // namespace
}  // namespace logscan
