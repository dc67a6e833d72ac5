#include "format/line_pattern.h"

#include <string>

#include "baseline/reference_parser.h"
#include "support/pattern_dump.h"
#include "support/sample_lines.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::check_patterns;
using test::cut_dump;
using test::kApacheCombined;
using test::kIngress;
using test::kNginxCombined;

TEST(LinePattern, CutsTheFormatsOfNginx) {
  check_patterns({
      {kNginxCombined,
       R"(192.0.2.1 - frank b [10/Oct/2000:13:55:36 -0700] "GET /a?b=c HTTP/1.1" 200 12 "http://r/" "A \"b\"")",
       R"(200 971211336-0700 client=<192.0.2.1> user=<frank b> request=<GET /a?b=c HTTP/1.1> method=<GET> target=</a?b=c> path=</a> query=<b=c> protocol=<HTTP/1.1> bytes=<12> referer=<http://r/> agent=<A \"b\">)"},
      {R"($remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for")",
       R"(2001:db8::1 - - [10/Oct/2000:13:55:36 -0700] "-" 400 0 "-" "-" "203.0.113.7, 192.0.2.9")",
       R"(400 971211336-0700 client=<2001:db8::1> path=<-> bytes=<0> forwarded_for=<203.0.113.7, 192.0.2.9>)"},
      {kIngress,
       R"(192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/2.0" 502 157 "-" "curl/8" 312 0.007 [default-web-80] [] 198.51.100.1:8080, 198.51.100.2:8080 0, 157 0.003, 0.004 502, 502 5f1e)",
       R"(502 971211336-0700 client=<192.0.2.1> request=<GET / HTTP/2.0> method=<GET> target=</> path=</> protocol=<HTTP/2.0> bytes=<157> agent=<curl/8> upstream=<198.51.100.2:8080> duration=7000000)"},
      {kIngress,
       R"(192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/2.0" 200 157 "-" "curl/8" 312 1.5 [] [] - - - - 5f1e)",
       R"(200 971211336-0700 client=<192.0.2.1> request=<GET / HTTP/2.0> method=<GET> target=</> path=</> protocol=<HTTP/2.0> bytes=<157> agent=<curl/8> duration=1500000000)"},
      {"time:$time_iso8601\\thost:$remote_addr\\tmethod:$request_method\\turi:$request_uri\\t"
       "status:$status\\tsize:$body_bytes_sent\\treqtime:$request_time\\tapptime:$upstream_"
       "response_"
       "time\\tvhost:$host",
       "time:2000-10-10T13:55:36-07:00\thost:192.0.2.1\tmethod:POST\turi:/a b?q\tstatus:201\t"
       "size:5\treqtime:0.250\tapptime:-\tvhost:www.example.com",
       "201 971211336-0700 host=<www.example.com> client=<192.0.2.1> method=<POST> target=</a b?q> "
       "path=</a b> query=<q> bytes=<5> duration=250000000"},
      {R"("$time_local","$status","${remote_addr}","$request_method $scheme://$host$request_uri $server_protocol")",
       R"("10/Oct/2000:13:55:36 -0700","404","192.0.2.1","GET https://www.example.com/a HTTP/1.1")",
       "404 971211336-0700 host=<www.example.com> client=<192.0.2.1> method=<GET> target=</a> "
       "path=</a> protocol=<HTTP/1.1>"},
      {"$msec $status $uri$is_args$args $bytes_sent $upstream_response_time",
       "1700000000.123 200 /a?b=c 7 0.001, 0.002 : 0.003",
       "200 1700000000+0000 target=</a?b=c> path=</a> query=<b=c> bytes=<7> duration=6000000"},
      {"$time_local $status $host:$server_port $http_x_forwarded_for $uri $args",
       "10/Oct/2000:13:55:36 -0700 200 a.example:443 203.0.113.7, 192.0.2.9 /a b=c",
       "200 971211336-0700 host=<a.example:443> client=<203.0.113.7, 192.0.2.9> path=</a> "
       "query=<b=c> "
       "forwarded_for=<203.0.113.7, 192.0.2.9>"},
  });
}

TEST(LinePattern, TakesTheLastColonBeforeThePortOfAClient) {
  check_patterns({
      {"$remote_addr:$remote_port - $remote_user [$time_local] $status",
       "192.0.2.7:4431 - - [10/Oct/2000:13:55:36 -0700] 200",
       "200 971211336-0700 client=<192.0.2.7>"},
      {"$remote_addr:$remote_port - $remote_user [$time_local] $status",
       "2001:db8::1:4431 - - [10/Oct/2000:13:55:36 -0700] 200",
       "200 971211336-0700 client=<2001:db8::1>"},
      {"$status $realip_remote_addr:$realip_remote_port", "200 2001:db8::1:80",
       "200 client=<2001:db8::1>"},
      {"%h:%{remote}p %>s", "2001:db8::1:80 404", "404 client=<2001:db8::1>"},
  });
}

TEST(LinePattern, LetsAUserHoldSpacesAndBrackets) {
  const std::string pattern = R"(%h %l %u %t "%r" %>s)";
  for (const char* name : {"bob", "bob [x]", "bob [x] [y] z", "[]", "a [b",
                           R"(bob [01/Jan/2000:00:00:00 +0000] \"-\" 200 [x)"}) {
    EXPECT_EQ(cut_dump(LinePattern::apache(pattern), "192.0.2.1 - " + std::string(name) +
                                                         " [10/Oct/2000:13:55:36 -0700] \"-\" 403"),
              "403 971211336-0700 client=<192.0.2.1> user=<" + std::string(name) + "> path=<->");
  }
}

TEST(LinePattern, ReadsWhatTomcatAloneWrites) {
  check_patterns({
      {"%t %{X-AUSERNAME}o %I %h %r %s %Dms %b",
       "[10/Oct/2000:13:55:36 -0700] admin http-1 192.0.2.1 GET /i?x=1 HTTP/1.1 200 45ms 12",
       "200 971211336-0700 client=<192.0.2.1> user=<admin> request=<GET /i?x=1 HTTP/1.1> "
       "method=<GET> target=</i?x=1> path=</i> query=<x=1> protocol=<HTTP/1.1> bytes=<12> "
       "duration=45000000"},
      {R"(%a %{jira.request.id}r %{jira.request.username}r %t "%m %U%{sanitized.query}r %H" %s %b %D "%{sanitized.referer}r" "%{User-Agent}i")",
       R"(192.0.2.1 1x2 admin [10/Oct/2000:13:55:36 -0700] "GET /b?x=y HTTP/1.1" 404 9 75 "http://r/" "M")",
       "404 971211336-0700 client=<192.0.2.1> user=<admin> request=<GET /b?x=y HTTP/1.1> "
       "method=<GET> target=</b?x=y> path=</b> query=<x=y> protocol=<HTTP/1.1> bytes=<9> "
       "referer=<http://r/> agent=<M>"},
      {R"(%h "%r" %s %F %{id}s %T)", R"(192.0.2.1 "-" 200 5 a 0.5)",
       "200 client=<192.0.2.1> path=<-> duration=500000000"},
  });
  EXPECT_EQ(LinePattern::apache("%{a}r %s %D").notes().size(), 1u);
  EXPECT_EQ(LinePattern::apache("%s %D").notes().size(), 0u);
}

// Output of servers that need not be JSON: a missing value, a non-standard escape.
TEST(LinePattern, CutsPatternsThatWriteJson) {
  constexpr std::string_view kNginx =
      R"({"time":"$time_iso8601","r":{"client": "$remote_addr","user":"$remote_user"},"request":"$request","status":$status,"took":$request_time,"up":$upstream_response_length,"agent":"$http_user_agent"})";
  constexpr std::string_view kApache =
      R"({ \"status\": \"%>s\", \"client\": \"%a\", \"ua\": \"%{User-Agent}i\" })";
  check_patterns({
      {kNginx,
       R"({"time":"2000-10-10T13:55:36-07:00","r":{"client": "192.0.2.1","user":""},"request":"GET /\",\"status\":200 HTTP/1.1","status":404,"took":0.250,"up":,"agent":"a \" \u0001"})",
       R"(404 971211336-0700 client=<192.0.2.1> request=<GET /\",\"status\":200 HTTP/1.1> method=<GET> target=</\",\"status\":200> path=</\",\"status\":200> protocol=<HTTP/1.1> agent=<a \" \u0001> duration=250000000)"},
      {kNginx,
       R"({"time":"2000-10-10T13:55:36-07:00","r":{"client": "192.0.2.1","user":"-"},"request":"","status":400,"took":0.000,"up":0,"agent":""})",
       "400 971211336-0700 client=<192.0.2.1> duration=0"},
      {kNginx, R"({"time":"","r":{"client":"192.0.2.1"},"status":404})",
       "miss 10 '\",\"r\":{\"client\": \"' after $time_iso8601"},
      {kApache, R"({ "status": "503", "client": "192.0.2.1", "ua": "a\\\" \x1b" })",
       R"(503 client=<192.0.2.1> agent=<a\\\" \x1b>)"},
      {kApache, R"({ "status": "503", "client": "192.0.2.1", "ua": "" })",
       "503 client=<192.0.2.1>"},
  });
}

TEST(LinePattern, CutsTheFormatsOfApache) {
  const std::string front = R"(192.0.2.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" )";
  const std::string fields =
      " 971211336-0700 client=<192.0.2.1> user=<frank> request=<GET /a HTTP/1.0> method=<GET> "
      "target=</a> path=</a> protocol=<HTTP/1.0>";
  const auto apache = [](std::string_view pattern, const std::string& line) {
    return cut_dump(LinePattern::apache(pattern), line);
  };
  EXPECT_EQ(apache(R"(%h %l %u %t "%r" %>s %b)", front + "304 -"), "304" + fields);
  EXPECT_EQ(apache(std::string(kApacheCombined) + " %D", front + R"(200 5 "http://r/" "a" 1500)"),
            "200" + fields + " bytes=<5> referer=<http://r/> agent=<a> duration=1500000");
  EXPECT_EQ(apache(std::string(kApacheCombined) + " %I %O", front + R"(200 5 "-" "-" 300 400)"),
            "200" + fields + " bytes=<5>");
  EXPECT_EQ(apache("%v:%p " + std::string(kApacheCombined),
                   "www.example.com:443 " + front + R"(500 5 "-" "a")"),
            "500 971211336-0700 host=<www.example.com:443>" +
                fields.substr(fields.find(" client")) + " bytes=<5> agent=<a>");
  // As Varnish writes it, with a note of its own.
  EXPECT_EQ(apache(std::string(kApacheCombined) + " %{Varnish:hitmiss}x %{ms}T",
                   front + R"(200 5 "-" "a" hit 12)"),
            "200" + fields + " bytes=<5> agent=<a> duration=12000000");
  check_patterns({
      {R"(%{X-Forwarded-For}i %{c}h %>s %s %T/%D %{HOST}i %!200,304{User-agent}i)",
       "203.0.113.7, 192.0.2.9 198.51.100.1 404 200 3/3000123 www.example.com Mozilla/5.0 (X11)",
       "404 host=<www.example.com> client=<198.51.100.1> agent=<Mozilla/5.0 (X11)> "
       "forwarded_for=<203.0.113.7, 192.0.2.9> duration=3000123000"},
      {R"("%m %U%q %H" %>s)", R"("GET /a b?c=d HTTP/1.1" 200)",
       "200 request=<GET /a b?c=d HTTP/1.1> method=<GET> target=</a b?c=d> path=</a b> "
       "query=<c=d> protocol=<HTTP/1.1>"},
      {R"("%m %U%q %H" %>s)", R"("- - -" 408)", "408 request=<- - ->"},
      {"%m %U%q %H %>s", "GET /a?c=d HTTP/1.1 200",
       "200 method=<GET> target=</a?c=d> path=</a> query=<c=d> protocol=<HTTP/1.1>"},
      {"%m|%U|%q|%>s", "GET|/a|?c=d|200", "200 method=<GET> path=</a> query=<c=d>"},
      {"%m|%U|%q|%>s", "GET|/a||200", "200 method=<GET> path=</a>"},
      {R"(%>s 100%% "%{Foo}C" %p %{us}T)", R"(200 100% "x" 80 7)", "200 duration=7000"},
  });
}

TEST(LinePattern, ReadsTheTimesOfLogs) {
  struct Row {
    std::string_view format;
    std::string_view text;
    std::string_view expected;
  };
  constexpr Row kRows[] = {
      {"%t", "[10/Oct/2000:13:55:36 -0700]", "200 971211336-0700"},
      {"%{begin}t", "[10/Oct/2000:13:55:36 -0700]", "200 971211336-0700"},
      {"%{%d/%b/%Y:%H:%M:%S %z}t", "10/Oct/2000:13:55:36 -0700", "200 971211336-0700"},
      {"%{%d/%b/%Y:%T}t", "10/Oct/2000:13:55:36", "200 971186136+0000"},
      {"%{%d/%b/%Y %T}t.%{msec_frac}t %{%z}t", "10/Oct/2000 13:55:36.123 -0700",
       "200 971211336-0700"},
      {"%{end:%Y-%m-%dT%H:%M:%S%z}t", "2000-10-10T13:55:36-0700", "200 971211336-0700"},
      {"%{%F %T}t,%{usec_frac}t %{%z}t", "2000-10-10 13:55:36,123456 -0700", "200 971211336-0700"},
      {"%{%FT%TZ}t", "2000-10-10T20:55:36Z", "200 971211336+0000"},
      {"%{begin:sec}t", "971211336", "200 971211336+0000"},
      {"%{msec}t", "971211336123", "200 971211336+0000"},
      {"%{usec}t", "971211336123456", "200 971211336+0000"},
      {"%{sec}t.%{usec_frac}t", "971211336.123456", "200 971211336+0000"},
      // A time with an offset says more than one without, and so does an epoch.
      {"%{%FT%T}t %{sec}t", "2000-10-10T13:55:36 971211336", "200 971211336+0000"},
      {"%{sec}t %t", "5 [10/Oct/2000:13:55:36 -0700]", "200 971211336-0700"},
      {"%{msec}t", "253402300799999", "200 253402300799+0000"},
      {"%{msec}t", "253402300800000", "200"},
      {"%{sec}t", "-5", "200"},
      {"%{sec}t", "99999999999999999999", "200"},
      {"%{%d/%b/%Y %T}t", "10/Oct/2000:13:55:36", "miss 1 ' ' after %{%d/%b/%Y %T}t, and a status"},
      {"%{%F %T}t", "2000-13-10 13:55:36", "200"},
  };
  for (const Row& row : kRows) {
    const LinePattern pattern = LinePattern::apache(std::string(row.format) + " %>s");
    EXPECT_TRUE(pattern.notes().empty()) << row.format;
    EXPECT_EQ(cut_dump(pattern, std::string(row.text) + " 200"), row.expected) << row.format;
  }
}

TEST(LinePattern, ParsesUpToTheStatusAndLeavesTheRestNull) {
  const std::string front = R"(192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" )";
  const std::string fields =
      " 971211336-0700 client=<192.0.2.1> request=<GET /a HTTP/1.0> method=<GET> target=</a> "
      "path=</a> protocol=<HTTP/1.0>";
  const LinePattern pattern = LinePattern::nginx(kNginxCombined);
  struct Row {
    std::string_view rest;
    std::string_view status;
    std::string_view fields;
  };
  constexpr Row kRows[] = {
      {"200", "200", ""},
      {"200 ", "200", ""},
      {"200 5", "200", ""},
      {"200 5 \"r", "200", " bytes=<5>"},
      {"200 5 \"r\" ", "200", " bytes=<5>"},
      {"200 5 \"r\" \"a", "200", " bytes=<5> referer=<r>"},
      {"200 5 \"r\" \"a\" more", "200", " bytes=<5> referer=<r> agent=<a>"},
      {"200 5 \"r \"x\" y\" \"a\"", "200", " bytes=<5> referer=<r \"x\" y> agent=<a>"},
      {"200 5 \"\" \"\\\\\"", "200", " bytes=<5> referer=<> agent=<\\\\>"},
      {"200 99999999999999999999 \"-\" \"-\"", "200", ""},
      {"- - \"-\" \"-\"", "-", ""},
      {"0 - \"-\" \"-\"", "000", ""},
      {"000 - \"-\" \"-\"", "000", ""},
      {"999 - \"-\" \"-\"", "999", ""},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(cut_dump(pattern, front + std::string(row.rest)),
              std::string(row.status) + fields + std::string(row.fields))
        << row.rest;
  }
}

// Clients choose the content of the request. If the server escapes quotes, they cannot choose the
// status.
TEST(LinePattern, IsNotFooledByWhatAClientSends) {
  const LinePattern pattern = LinePattern::nginx(kNginxCombined);
  const auto status = [&](const std::string& request) {
    const std::string text = cut_dump(pattern, "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"" +
                                                   request + "\" 404 5 \"-\" \"-\"");
    return text.substr(0, text.find(' '));
  };
  EXPECT_EQ(status("GET /\\\" 200 1 \\\"-\\\" HTTP/1.0"), "404");
  EXPECT_EQ(status("GET /\" b HTTP/1.0"), "404");
  EXPECT_EQ(status("GET /\\\\"), "404");
  EXPECT_EQ(status(""), "404");
  EXPECT_EQ(status("\\x16\\x03\\x01"), "404");
  EXPECT_EQ(status("\\"), "miss");  // the quote after it looks escaped
  // Servers that escape nothing let clients choose.
  EXPECT_EQ(status("GET /\" 200 1"), "200");
  EXPECT_EQ(status("a\" \"b"), "miss");
}

TEST(LinePattern, ReadsDurationsExactly) {
  const auto duration = [](std::string_view field, const std::string& text) {
    const std::string all =
        cut_dump(LinePattern::parse(std::string("%>s|").append(field)), "200|" + text);
    return all.size() > 13 ? all.substr(13) : "null";
  };
  EXPECT_EQ(duration("%D", "0"), "0");
  EXPECT_EQ(duration("%D", "-"), "null");
  EXPECT_EQ(duration("%D", "-1"), "null");
  EXPECT_EQ(duration("%D", ""), "null");
  EXPECT_EQ(duration("%D", "1.5"), "1500");
  EXPECT_EQ(duration("%D", "9223372036854775"), "9223372036854775000");
  EXPECT_EQ(duration("%D", "9223372036854775.807"), "9223372036854775807");
  EXPECT_EQ(duration("%D", "9223372036854775.808"), "null");
  EXPECT_EQ(duration("%D", "9223372036854776"), "null");
  EXPECT_EQ(duration("%D", "99999999999999999999"), "null");
  EXPECT_EQ(duration("%T", "0.123456789123"), "123456789");
  EXPECT_EQ(duration("%T", "1."), "null");
  EXPECT_EQ(duration("%T", ".5"), "null");
  EXPECT_EQ(duration("%T", "1e3"), "null");

  const auto sum = [](const std::string& text) {
    const std::string all =
        cut_dump(LinePattern::nginx("$status|$upstream_response_time"), "200|" + text);
    return all.size() > 13 ? all.substr(13) : "null";
  };
  EXPECT_EQ(sum("0.001, 0.002 : 0.003"), "6000000");
  EXPECT_EQ(sum("-, 0.002"), "2000000");
  EXPECT_EQ(sum("-"), "null");
  EXPECT_EQ(sum("-, -"), "null");
  EXPECT_EQ(sum("0.001, x"), "null");
  EXPECT_EQ(sum("9223372036, 9223372036"), "null");
}

TEST(LinePattern, NamesTheFieldsItHas) {
  const auto names = [](FieldSet fields) {
    std::string text;
    for (std::size_t i = 0; i < kFields; ++i) {
      if (fields.has(static_cast<Field>(i))) text += std::string(kFieldNames[i]) + " ";
    }
    return text;
  };
  EXPECT_EQ(names(LinePattern::nginx("$status").fields()), "status ");
  EXPECT_EQ(
      names(LinePattern::nginx(kNginxCombined).fields()),
      "time client user request method target path query protocol status bytes referer agent ");
  EXPECT_EQ(names(LinePattern::apache("%>s %U").fields()), "path status ");
  EXPECT_EQ(names(LinePattern::nginx("$status|$http_x_forwarded_for|$upstream_addr").fields()),
            "client status forwarded_for upstream ");
  EXPECT_EQ(names(LinePattern::nginx(kIngress).only({Field::kDuration}).fields()),
            "status duration ");
}

TEST(LinePattern, CutsOnlyWhatIsAskedFor) {
  const LinePattern pattern = LinePattern::nginx(kNginxCombined);
  const std::string line =
      R"(192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 404 5 "http://r/" "a")";
  EXPECT_EQ(cut_dump(pattern.only({}), line), "404");
  EXPECT_EQ(cut_dump(pattern.only({Field::kReferer}), line), "404 referer=<http://r/>");
  EXPECT_EQ(cut_dump(pattern.only({Field::kClient, Field::kBytes}), line),
            "404 client=<192.0.2.1> bytes=<5>");
  EXPECT_EQ(cut_dump(pattern.only(FieldSet::all()), line), cut_dump(pattern, line));
  EXPECT_EQ(cut_dump(pattern.only({}), "192.0.2.1 - - [x] \"y\" 4040 5"),
            "miss 20 '\" ' after $request, and a status");
}

// If a line fits nginx's combined, its status is the one found by the quote-delimited rule, in a
// parser that shares nothing with this one.
TEST(LinePattern, AgreesWithTheReferenceOnTheNamedLines) {
  const LinePattern pattern = LinePattern::nginx(kNginxCombined);
  const LinePattern apache = LinePattern::apache(kApacheCombined);
  std::size_t fitting = 0;
  for (const test::SampleLine& sample : test::sample_lines()) {
    SCOPED_TRACE(sample.name);
    // That rule requires a time in the brackets.
    if (sample.name == "time_unreadable" || sample.name == "time_empty") continue;
    LogLine out;
    const Verdict verdict = reference_parse(sample.text);
    if (apache.cut(sample.text, out, nullptr)) {
      EXPECT_EQ(verdict.kind, LineKind::kParsed);
      EXPECT_EQ(verdict.status, out.status);
    }
    if (!pattern.cut(sample.text, out, nullptr)) continue;
    ++fitting;
    EXPECT_EQ(verdict.kind, LineKind::kParsed);
    EXPECT_EQ(verdict.status, out.status);
    // A bracket in the user ends it here, and does not end it there.
    if (sample.name == "bracket_in_time" || sample.name == "request_opened_in_user") continue;
    EXPECT_EQ(verdict.time, out.time);
    const LogLine expected = reference_cut(sample.text);
    EXPECT_EQ(out.request, expected.request);
    EXPECT_EQ(out.method, expected.method);
    EXPECT_EQ(out.target, expected.target);
    EXPECT_EQ(out.path, expected.path);
    EXPECT_EQ(out.query, expected.query);
    EXPECT_EQ(out.protocol, expected.protocol);
  }
  EXPECT_GT(fitting, 60u);
}

}  // namespace
}  // namespace logscan
