// W3cFields of layouts.h.

#include <string>
#include <string_view>
#include <vector>

#include "format/layouts/layouts.h"
#include "support/layout_rows.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using namespace std::string_view_literals;

constexpr const char* kIis =
    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip "
    "cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status sc-bytes cs-bytes "
    "time-taken";
constexpr const char* kCloudFront =
    "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status "
    "cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id "
    "x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher "
    "x-edge-response-result-type cs-protocol-version";
constexpr const char* kZeek =
    "#fields\tts\tuid\tid.orig_h\tid.orig_p\tmethod\thost\turi\treferrer\tversion\tuser_agent\t"
    "response_body_len\tstatus_code\tusername";
constexpr const char* kAdvanced =
    "#Fields:  date-local time-local  c-ip cs-username cs(User-Agent) cs(Host) sc-status "
    "sc-substatus TimeTakenMS";

std::string cut_dump(const W3cFields& fields, std::string_view line) {
  LogLine out;
  LayoutMismatch mismatch;
  return cut(line, fields, out, mismatch) ? test::full_dump(out) : test::miss_dump(mismatch);
}

struct W3cRow {
  const char* why;
  const char* directive;
  std::string_view line;
  std::string_view expected;
};

constexpr W3cRow kRows[] = {
    {"the ordinary line", kIis,
     "2026-01-12 10:00:00 198.51.100.7 GET /a/b.html x=1&y=2 80 - 192.0.2.1 Mozilla/5.0+(Windows+NT+10.0) https://www.example.com/ 200 0 0 4110 310 15"sv,
     "200 1768212000+0000 client=<192.0.2.1> method=<GET> path=</a/b.html> query=<x=1&y=2> bytes=<4110> referer=<https://www.example.com/> agent=<Mozilla/5.0+(Windows+NT+10.0)> duration=<15000000>"sv},
    {"no query, so the stem is the target", kIis,
     R"(2026-01-12 10:00:00 198.51.100.7 GET /a/b.html - 80 EXAMPLE\frank 2001:db8::1 - - 404 0 2 1405 242 283)"sv,
     R"(404 1768212000+0000 client=<2001:db8::1> user=<EXAMPLE\frank> method=<GET> target=</a/b.html> path=</a/b.html> bytes=<1405> duration=<283000000>)"sv},
    {"the time with a fraction is seconds", kIis,
     "2026-01-12 10:00:00 198.51.100.7 GET / - 80 - 192.0.2.1 - - 500 0 64 0 0 0.283"sv,
     "500 1768212000+0000 client=<192.0.2.1> method=<GET> target=</> path=</> bytes=<0> duration=<283000000>"sv},
    {"a dash where the code was not known", kIis,
     "2026-01-12 10:00:00 198.51.100.7 GET / - 80 - 192.0.2.1 - - - - - - - -"sv,
     "- 1768212000+0000 client=<192.0.2.1> method=<GET> target=</> path=</>"sv},
    {"an agent that begins with a quote", kIis,
     R"(2026-01-12 10:00:00 198.51.100.7 GET / - 80 - 192.0.2.1 "agent "referer" 404 0 2 1405 242 283)"sv,
     R"(404 1768212000+0000 client=<192.0.2.1> method=<GET> target=</> path=</> bytes=<1405> referer=<referer> agent=<"agent> duration=<283000000>)"sv},
    {"quotes that would swallow the status", kIis,
     R"(2026-01-12 10:00:00 198.51.100.7 GET / - 80 - 192.0.2.1 "agent referer 404 0 2 1405 242 283")"sv,
     R"(404 1768212000+0000 client=<192.0.2.1> method=<GET> target=</> path=</> bytes=<1405> referer=<referer> agent=<"agent>)"sv},
    {"bare spaces shift the columns", kIis,
     "2026-01-12 10:00:00 198.51.100.7 GET / - 80 - 192.0.2.1 Mozilla (X11; Linux) 200 0 0 4110 310 15"sv,
     "column 71: a status of three digits"sv},
    {"the shift seen by the sub-status", kIis,
     "2026-01-12 10:00:00 198.51.100.7 GET / - 80 - 192.0.2.1 Mozilla - 200 x 0 4110 310 15"sv,
     "column 71: the digits of a sub-status or win32 status"sv},
    {"no such date", kIis,
     "2026-02-30 10:00:00 198.51.100.7 GET / - 80 - 192.0.2.1 - - 200 0 0 1 2 3"sv,
     "200 undated client=<192.0.2.1> method=<GET> target=</> path=</> bytes=<1> duration=<3000000>"sv},
    {"torn behind the status", kIis,
     "2026-01-12 10:00:00 198.51.100.7 GET / - 80 - 192.0.2.1 - - 200"sv,
     "200 1768212000+0000 client=<192.0.2.1> method=<GET> target=</> path=</>"sv},
    {"torn in the status", kIis, "2026-01-12 10:00:00 198.51.100.7 GET / - 80 - 192.0.2.1 - - 20"sv,
     "column 61: a status of three digits"sv},
    {"torn before it", kIis, "2026-01-12 10:00:00 198.51.100.7 GET /"sv,
     "column 39: a status of three digits"sv},
    {"trailing spaces", kIis,
     "2026-01-12 10:00:00 198.51.100.7 GET / - 80 - 192.0.2.1 - - 200 0 0 1 2 3   "sv,
     "200 1768212000+0000 client=<192.0.2.1> method=<GET> target=</> path=</> bytes=<1> duration=<3000000>"sv},
    {"a directive is never a line", kIis, "#Fields: date time sc-status"sv,
     "column 1: a value, not a directive"sv},
    {"nothing", kIis, ""sv, "column 1: a value, not a directive"sv},
    {"tabs", kCloudFront,
     "2026-01-12\t10:00:00\tSEA19-C1\t4110\t192.0.2.1\tGET\td111.example.net\t/a.png\t200\thttps://www.example.com/\tcurl/8.5.0\tv=1\t-\tHit\tid==\twww.example.com\thttps\t310\t0.001\t198.51.100.9,%20192.0.2.1\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0"sv,
     "200 1768212000+0000 host=<www.example.com> client=<192.0.2.1> method=<GET> path=</a.png> query=<v=1> protocol=<HTTP/2.0> bytes=<4110> referer=<https://www.example.com/> agent=<curl/8.5.0> forwarded_for=<198.51.100.9,%20192.0.2.1> duration=<1000000>"sv},
    {"status 000, whole seconds", kCloudFront,
     "2026-01-12\t10:00:00\tSEA19-C1\t0\t2001:db8::1\tGET\td111.example.net\t/a.png\t000\t-\ta \"b\" c\t-\t-\tError\tid==\t-\thttps\t310\t3\t-\t-\t-\tClientCommError\tHTTP/1.1"sv,
     R"(000 1768212000+0000 client=<2001:db8::1> method=<GET> target=</a.png> path=</a.png> protocol=<HTTP/1.1> bytes=<0> agent=<a "b" c> duration=<3000000000>)"sv},
    {"an empty column stays one", kCloudFront,
     "2026-01-12\t10:00:00\t\t0\t192.0.2.1\tGET\td111.example.net\t/\t502\t-\t-\t-\t-\tError"sv,
     "502 1768212000+0000 client=<192.0.2.1> method=<GET> target=</> path=</> bytes=<0>"sv},
    {"spaces instead", kCloudFront,
     "2026-01-12 10:00:00 SEA19-C1 4110 192.0.2.1 GET d111.example.net /a.png 304 - - - - Hit id== - https 310 0.5"sv,
     "304 1768212000+0000 client=<192.0.2.1> method=<GET> target=</a.png> path=</a.png> bytes=<4110> duration=<500000000>"sv},
    {"the ordinary line", kZeek,
     "1768212000.452687\tCwFs1P2\t192.0.2.1\t52026\tGET\twww.example.com\t/a?b=1\thttp://www.example.com/\t1.1\tMozilla/5.0 (X11)\t109978\t200\tfrank"sv,
     "200 1768212000+0000 host=<www.example.com> client=<192.0.2.1> user=<frank> method=<GET> target=</a?b=1> path=</a> query=<b=1> bytes=<109978> referer=<http://www.example.com/> agent=<Mozilla/5.0 (X11)>"sv},
    {"no answer", kZeek,
     "1768212000.452687\tCwFs1P2\t2001:db8::1\t52026\t-\t-\t-\t-\t-\t\"quoted\"\t0\t-\t-"sv,
     R"(- 1768212000+0000 client=<2001:db8::1> bytes=<0> agent=<"quoted">)"sv},
    {"empty values", kZeek,
     "1768212000\tCwFs1P2\t192.0.2.1\t52026\tGET\t(empty)\t/\t(empty)\t1.1\t\t0\t404\t-"sv,
     "404 1768212000+0000 host=<> client=<192.0.2.1> method=<GET> target=</> path=</> bytes=<0> referer=<> agent=<>"sv},
    {"torn before the status", kZeek, "1768212000.452687\tCwFs1P2\t192.0.2.1\t52026\tGET"sv,
     "column 46: a status of three digits"sv},
    {"no such time", kZeek,
     "never\tCwFs1P2\t192.0.2.1\t52026\tGET\twww.example.com\t/\t-\t1.1\t-\t0\t200\t-"sv,
     "200 undated host=<www.example.com> client=<192.0.2.1> method=<GET> target=</> path=</> bytes=<0>"sv},
    {"quoted values with quotes doubled", kAdvanced,
     R"(2026-01-12 10:00:00.363 "192.0.2.1" - "say ""hi"" 404" "www.example.com" 200 0 109)"sv,
     R"(200 1768212000+0000 host=<www.example.com> client=<192.0.2.1> agent=<say ""hi"" 404> duration=<109000000>)"sv},
    {"an empty one", kAdvanced, R"(2026-01-12 10:00:00.363 192.0.2.1 "" "" - 301 "" 0)"sv,
     "301 1768212000+0000 client=<192.0.2.1> duration=<0>"sv},
    {"words as sub-status", kAdvanced,
     R"(2026-01-12 10:00:00.675 "192.0.2.1" - "a" "b" 404 " ""x"" y " 359)"sv,
     "column 52: the digits of a sub-status or win32 status"sv},
    {"quotes in the middle", kAdvanced, R"(2026-01-12 10:00:00.675 a"b - c"d"e f"g 200 0 1)"sv,
     R"(200 1768212000+0000 host=<f"g> client=<a"b> agent=<c"d"e> duration=<1000000>)"sv},
    {"an absolute URL", "#Fields: c-ip time date cs-method cs-uri sc-status",
     "192.0.2.1 10:00:00 2026-01-12 GET http://www.example.com/a?b=1#c 200"sv,
     "200 1768212000+0000 client=<192.0.2.1> method=<GET> target=<http://www.example.com/a?b=1#c> path=</a> query=<b=1>"sv},
    {"a URL without its scheme", "#Fields: sc-status cs-uri", "200 www.example.com/page"sv,
     "200 undated target=<www.example.com/page> path=<www.example.com/page>"sv},
    {"no date", "#Fields: time c-ip cs-method cs-uri-stem sc-status",
     "10:00:00 192.0.2.1 [2]USER anonymous 331"sv,
     "331 undated client=<192.0.2.1> method=<[2]USER> target=<anonymous> path=<anonymous>"sv},
    {"runs of spaces and tabs", "#Fields: c-ip date time sc-status cs(User-Agent)",
     "  192.0.2.1    2026-01-12 \t 10:00:00   206     \"a b\""sv,
     "206 1768212000+0000 client=<192.0.2.1> agent=<a b>"sv},
    {"quotes between tabs", "#Fields: c-ip\tdate\ttime\tsc-status\tcs(User-Agent)",
     "192.0.2.1\t2026-01-12\t10:00:00\t206\t\"a b\""sv,
     "206 1768212000+0000 client=<192.0.2.1> agent=<a b>"sv},
    {"ASP.NET Core: a question mark, and a fraction of milliseconds",
     "#Fields: date time c-ip s-computername cs-method cs-uri-stem cs-uri-query sc-status "
     "time-taken cs-host",
     "2026-01-12 10:00:00 192.0.2.1 HOST1 GET /a ?b=1 404 59.9171 www.example.com:5000"sv,
     "404 1768212000+0000 host=<www.example.com:5000> client=<192.0.2.1> method=<GET> path=</a> query=<b=1> duration=<59917100>"sv},
    {"Tomcat: seconds", "#Fields: date time c-ip cs-method cs-uri-stem sc-status time-taken",
     "2026-01-12 10:00:00 192.0.2.1 GET /a 200 0.012"sv,
     "200 1768212000+0000 client=<192.0.2.1> method=<GET> target=</a> path=</a> duration=<12000000>"sv},
    {"Akamai: the client is called cs-ip",
     "#Fields: date time cs-ip cs-method cs-uri sc-status cs(Referer) cs(User-Agent)",
     "2026-01-12\t10:00:00\t192.0.2.1\tGET\t/a.example/b/\t000\t\"-\"\t\"x (y)\""sv,
     "000 1768212000+0000 client=<192.0.2.1> method=<GET> target=</a.example/b/> path=</a.example/b/> agent=<x (y)>"sv},
    {"HTTPERR: an idle connection",
     "#Fields: date time c-ip c-port cs-version cs-method cs-uri sc-status s-reason",
     "2026-01-12 10:00:00 192.0.2.1 50134 - - - - Timer_ConnectionIdle"sv,
     "column 43: a method, a target or a status"sv},
    {"HTTPERR: a request without an answer",
     "#Fields: date time c-ip c-port cs-version cs-method cs-uri sc-status s-reason",
     "2026-01-12 10:00:00 192.0.2.1 50134 HTTP/1.1 GET /a - Connection_Abandoned_By_ReqQueue"sv,
     "- 1768212000+0000 client=<192.0.2.1> method=<GET> target=</a> path=</a> protocol=<HTTP/1.1>"sv},
    {"another separator", "#fields,ts,host,status_code", "1768212000.1,www.example.com,204"sv,
     "204 1768212000+0000 host=<www.example.com>"sv},
};

TEST(W3c, CutsEachRowAsTheTableSays) {
  for (const W3cRow& row : kRows) {
    const std::optional<W3cFields> fields = parse_fields_directive(row.directive);
    ASSERT_TRUE(fields) << row.why;
    EXPECT_EQ(cut_dump(*fields, row.line), row.expected) << row.why;
  }
}

TEST(W3c, NamesItsFlavour) {
  EXPECT_STREQ(parse_fields_directive(kIis)->name(), "w3c");
  EXPECT_STREQ(parse_fields_directive(kAdvanced)->name(), "w3c");
  EXPECT_STREQ(parse_fields_directive(kCloudFront)->name(), "cloudfront");
  EXPECT_STREQ(parse_fields_directive(kZeek)->name(), "zeek");
}

TEST(W3c, ReadsADirectiveWhateverItsSpacesAndCase) {
  const std::optional<W3cFields> right = parse_fields_directive("#Fields: date time sc-status");
  ASSERT_TRUE(right && right->has_status);
  EXPECT_EQ(right->columns, 3u);
  for (const char* same : {"#Fields:date time sc-status", "#Fields:  date  time\tsc-status  ",
                           "#FIELDS: Date Time SC-Status", "#fields: date time sc-status"}) {
    EXPECT_EQ(parse_fields_directive(same), right) << same;
  }
}

TEST(W3c, KnowsWhatIsNoDirective) {
  for (const char* line :
       {"", "#", "#Field: date", "#Version: 1.0", "# Fields: date", "#Fields", "#Fields date time",
        "#fields of wheat", "#fields", "#fields\t", "#fieldstatus_code", "#fields\tno\tsuch",
        "Fields: date", "#types\ttime\tstring", "#Date: 2026-01-12 10:00:00",
        "#Fields: date time sc-status \"GET /"}) {
    EXPECT_FALSE(parse_fields_directive(line)) << line;
  }
}

TEST(W3c, WithoutAStatusColumnParsesNothing) {
  for (const char* directive : {"#Fields:", "#Fields: date time c-ip", "#fields\tts\thost"}) {
    const std::optional<W3cFields> fields = parse_fields_directive(directive);
    ASSERT_TRUE(fields) << directive;
    EXPECT_FALSE(fields->has_status);
    EXPECT_EQ(cut_dump(*fields, "2026-01-12 10:00:00 200"),
              "column 1: a sc-status in the #Fields directive");
  }
}

TEST(W3c, LooksAtTheFirstColumnsOnly) {
  std::string directive = "#Fields:";
  std::string line;
  for (std::size_t i = 0; i + 1 < W3cFields::kMaxColumns; ++i) {
    directive += " x";
    line += "- ";
  }
  const std::optional<W3cFields> last = parse_fields_directive(directive + " sc-status y z");
  ASSERT_TRUE(last);
  EXPECT_EQ(cut_dump(*last, line + "404 a b"), "404 undated");
  const std::optional<W3cFields> behind = parse_fields_directive(directive + " x sc-status");
  ASSERT_TRUE(behind);
  EXPECT_FALSE(behind->has_status);
}

TEST(W3c, TakesTheBetterKnownOfTwoColumnsAndTheFirstOfTwoAlike) {
  for (const char* directive :
       {"#Fields: cs(Host) x-host-header cs-host sc-status sc-status bytes sc-bytes",
        "#Fields: cs-host x-host-header x-host-header sc-status x bytes sc-bytes"}) {
    const std::optional<W3cFields> fields = parse_fields_directive(directive);
    ASSERT_TRUE(fields);
    EXPECT_EQ(cut_dump(*fields, "a b c 404 500 1 2"), "404 undated host=<b> bytes=<2>");
  }
}

TEST(W3c, FollowsADirectiveThatComesAgainInAnotherOrder) {
  std::optional<W3cFields> fields;
  std::vector<std::string> statuses;
  for (const char* line :
       {"#Fields: date time sc-status c-ip", "2026-01-12 10:00:00 200 192.0.2.1",
        "#Fields: c-ip sc-status time date", "192.0.2.1 404 10:00:00 2026-01-12"}) {
    if (line[0] == '#') {
      fields = parse_fields_directive(line);
      continue;
    }
    statuses.push_back(cut_dump(*fields, line));
  }
  EXPECT_EQ(statuses, (std::vector<std::string>{"200 1768212000+0000 client=<192.0.2.1>",
                                                "404 1768212000+0000 client=<192.0.2.1>"}));
}

TEST(W3c, OfATornLineGivesItsStatusOrNothing) {
  for (const W3cRow& row : kRows) {
    const std::optional<W3cFields> fields = parse_fields_directive(row.directive);
    LogLine whole;
    LayoutMismatch mismatch;
    if (!fields || !cut(row.line, *fields, whole, mismatch)) continue;
    for (std::size_t size = 0; size < row.line.size(); ++size) {
      const std::vector<char> bytes(row.line.begin(),
                                    row.line.begin() + static_cast<std::ptrdiff_t>(size));
      LogLine out;
      if (!cut({bytes.data(), size}, *fields, out, mismatch)) continue;
      EXPECT_EQ(out.status, whole.status) << std::string_view(bytes.data(), size);
    }
  }
}

}  // namespace
}  // namespace logscan
