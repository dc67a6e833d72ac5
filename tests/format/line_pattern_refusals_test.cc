#include <string>

#include "format/line_pattern.h"
#include "support/pattern_dump.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::check_patterns;
using test::cut_dump;
using test::kApacheCombined;
using test::kNginxCombined;

TEST(LinePatternRefusals, SkipsOtherTimesAndSaysSo) {
  const LinePattern pattern = LinePattern::apache("%h [%{%c}t] %>s");
  ASSERT_EQ(pattern.notes().size(), 1u);
  EXPECT_EQ(pattern.notes()[0].column, 5u);
  EXPECT_EQ(pattern.notes()[0].text,
            "%{%c}t is an unsupported time format: the time of a line is unknown unless "
            "another field contains it");
  EXPECT_FALSE(pattern.fields().has(Field::kTime));
  EXPECT_EQ(cut_dump(pattern, "192.0.2.1 [Tue Oct 10 13:55:36 2000] 200"),
            "200 client=<192.0.2.1>");
  // Its own spaces do not end it.
  EXPECT_EQ(
      cut_dump(LinePattern::apache("%{%c}t %h %>s"), "Tue Oct 10 13:55:36 2000 192.0.2.1 200"),
      "200 client=<192.0.2.1>");
  EXPECT_EQ(
      cut_dump(LinePattern::apache("%{%A, %d %B}t %h %>s"), "Tuesday, 10 October 192.0.2.1 200"),
      "200 client=<192.0.2.1>");
}

TEST(LinePatternRefusals, SaysHowToWriteAJavaTime) {
  const LinePattern pattern = LinePattern::apache("[%{yyyy-MM-dd HH:mm:ss}t] %>s");
  ASSERT_EQ(pattern.notes().size(), 1u);
  EXPECT_TRUE(pattern.notes()[0].text.ends_with(
      "; write Java's dd/MMM/yyyy as %d/%b/%Y, and HH:mm:ss as %T"));
}

TEST(LinePatternRefusals, DetectsTheLanguage) {
  EXPECT_EQ(LinePattern::parse(kNginxCombined).kind(), PatternKind::kNginx);
  EXPECT_EQ(LinePattern::parse("${status}").kind(), PatternKind::kNginx);
  EXPECT_EQ(LinePattern::parse("$status 100%").kind(), PatternKind::kNginx);
  EXPECT_EQ(LinePattern::parse(kApacheCombined).kind(), PatternKind::kApache);
  EXPECT_EQ(LinePattern::parse("$5 %>s").kind(), PatternKind::kApache);
  EXPECT_EQ(LinePattern::parse("$name %>s").kind(), PatternKind::kApache);
  EXPECT_EQ(LinePattern::parse(kNginxCombined).text(), kNginxCombined);
}

TEST(LinePatternRefusals, NamesTheLanguageOfAnotherProgram) {
  struct Row {
    std::string_view pattern;
    std::size_t column;
    std::string_view begin;  // of the message
  };
  constexpr Row kRows[] = {
      {"%ci:%cp [%tr] %ft %b/%s %ST %B %{+Q}r", 1, "%ci is a field of HAProxy"},
      {"%{+Q}r %s", 1, "%{+Q} is a field of HAProxy"},
      {"client=%[src] %s", 8, "%[ is a field of HAProxy"},
      {"%h - %u %t \"%m %r%Q%q\" %s", 18, "%Q is a field of PHP-FPM"},
      {"%R - %u %t \"%m %r\" %s", 1, "%R is a field of PHP-FPM"},
      {"{\"took\":\"%{milli}d\",\"code\":\"%s\"}", 10, "%d is a field of PHP-FPM"},
      {"%h %u [%t] \"%r\" %s \"%i{Referer}\"", 21, "%i{ is a field of Logback"},
      {"%clientHost [%date] \"%requestURL\" %statusCode", 1, "%clientHost is a field of Logback"},
      {"%h \"%requestURL\" %s", 5, "%requestURL is a field of Logback"},
      {"%>a [%tl] \"%rm %ru\" %>Hs", 1, "%>a is a field of Squid"},
      {"%9ts.%03tu %6tr %03>Hs", 6, "%tu is a field of Squid"},
      {"%(h)s %(s)s", 1, "%( is a field of gunicorn"},
      {"[%START_TIME%] %RESPONSE_CODE%", 2, "%START_TIME is a field of Envoy"},
      {"%h %^[%d:%t %^] \"%r\" %s", 4, "%^ is a field of GoAccess"},
      {"[%d:%t %^] %h \"%r\" %s", 8, "%^ is a field of GoAccess"},
      {"%host %time1 %methodurl %code", 1, "%host is a field of AWStats"},
      {":method :url :status", 1, ":method is a field of morgan"},
      {"{common_log}", 1, "{common_log} is a field of Caddy"},
      {"c-ip cs-method sc-status", 6, "cs-method is a field of W3C logs"},
  };
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.pattern);
    try {
      LinePattern::parse(row.pattern);
      ADD_FAILURE() << "not refused";
    } catch (const PatternError& error) {
      EXPECT_EQ(error.column(), row.column);
      EXPECT_EQ(std::string_view(error.what()).substr(0, row.begin.size()), row.begin);
    }
  }
}

TEST(LinePatternRefusals, AcceptsWhatOnlyLooksLikeAnotherLanguage) {
  for (const std::string_view pattern :
       {"%h %^FB %>s", "%h %{x}^ti %>s", "%{VCL_Log:key}x %>s", "%h handled by %R: %>s",
        "%t{%{Referer}i{%>s}", "%h [%{%d/%b/%Y:%H:%M:%S %z}t] %>s",
        "{\"sc-status\":%>s,\":method\":\"%m\"}", "%h %Dms %>s", "100%% %%ci %>s",
        "$remote_addr sc-status=$status :method", "%!200,304,302{Referer}i %>s"}) {
    EXPECT_NO_THROW(LinePattern::parse(pattern)) << pattern;
  }
}

TEST(LinePatternRefusals, RefusesInvalidPatterns) {
  struct Row {
    std::string_view pattern;
    std::size_t column;
    std::string_view part;  // of the message
  };
  constexpr Row kRows[] = {
      {"", 1, "no field in the pattern"},
      {"hello", 1, "no field in the pattern"},
      {"$remote_addr - $request_time", 29, "put $status in its place"},
      {"%h %l %b", 9, "put %>s in its place"},
      {"%h %>s %y", 8, "%y is not a directive of Apache's log formats"},
      {"%h %>s %{min}T", 8, "write %{s}T, %{ms}T or %{us}T"},
      {"%h %>s %{Referer i", 9, "%{ is not closed"},
      {"%h %>s %", 8, "% does not end in a letter"},
      {"%h %>s %!200", 8, "%!200 does not end in a letter"},
      {"%h %>s %{a}", 8, "%{a} does not end in a letter"},
      {"%h %>s %^F", 8, "%^F is not a directive"},
      {"$status ${host", 9, "write ${host}"},
      {"$status ${}", 9, "$ has no name after it"},
      {"$status $", 9, "$ has no name after it"},
      {"$status $-", 9, "$ has no name after it"},
      {"$remote_addr$status", 13, "$remote_addr and $status have nothing between them"},
      {"$status $a$host", 11, "$a and $host have nothing between them"},
      {"$status $request_method$request_uri", 24, "have nothing between them"},
      {"%>s%O", 4, "%>s and %O have nothing between them"},
      {"%>s %{%A}t%{%B}t", 11, "have nothing between them"},
      {"$request $remote_addr $status", 1, "$request contains spaces"},
      {"%>s %{User-Agent}i %h", 5, "%{User-Agent}i contains spaces"},
      {"$host\n$status", 6, "the pattern contains a line end"},
      {"%h\\n%>s", 3, "the pattern contains a line end"},
      {"log_format main '$status';", 1, "log_format starts a whole directive"},
      {"LogFormat \"%>s\" a", 1, "LogFormat starts a whole directive"},
  };
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.pattern);
    try {
      LinePattern::parse(row.pattern);
      ADD_FAILURE() << "not refused";
    } catch (const PatternError& error) {
      EXPECT_EQ(error.column(), row.column) << error.what();
      EXPECT_NE(std::string(error.what()).find(row.part), std::string::npos) << error.what();
    }
  }
  try {
    LinePattern::apache("%>s %\x1b");
    ADD_FAILURE() << "not refused";
  } catch (const PatternError& error) {
    EXPECT_EQ(std::string(error.what()).find('\x1b'), std::string::npos);
  }
}

TEST(LinePatternRefusals, AcceptsValidPatternsThatLookWrong) {
  check_patterns({
      {"$status $a$b $host\n", "200 x a.example", "200 host=<a.example>"},
      {"$STATUS ${Host}", "200 a.example", "200 host=<a.example>"},
      {"$request $status", "GET /a HTTP/1.1 200",
       "200 request=<GET /a HTTP/1.1> method=<GET> target=</a> path=</a> protocol=<HTTP/1.1>"},
      {"{$status} \\x", "{200} \\x", "200"},
      {"$status \\\"$host\\\" \\\\", "200 \"a\" \\", "200 host=<a>"},
      {"[$status]", "[200", "200"},
  });
}

TEST(LinePatternRefusals, SaysWhereALineDoesNotFit) {
  const std::string front = "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" ";
  const std::string request = "miss 45 '\" ' after $request, and a status";
  const LinePattern pattern = LinePattern::nginx(kNginxCombined);
  EXPECT_EQ(cut_dump(pattern, ""), "miss 1 ' - ' after $remote_addr");
  EXPECT_EQ(cut_dump(pattern, "192.0.2.1 frank"), "miss 1 ' - ' after $remote_addr");
  EXPECT_EQ(cut_dump(pattern, "a.example 192.0.2.1 - - [x] \"y\" 200 5"),
            "miss 1 ' - ' after $remote_addr");
  EXPECT_EQ(cut_dump(pattern, "203.0.113.7, 192.0.2.1 - - [x] \"-\" 200 5"),
            "200 client=<203.0.113.7, 192.0.2.1> path=<->");
  EXPECT_EQ(cut_dump(pattern, "192.0.2.1 - frank"), "miss 13 ' [' after $remote_user");
  EXPECT_EQ(cut_dump(pattern, "192.0.2.1 - - [x]"), "miss 16 '] \"' after $time_local");
  for (const char* rest : {"", "20", "2000 5", "200x", "0000 5", "x", "\"-\" 200 5", "-1 5"})
    EXPECT_EQ(cut_dump(pattern, front + rest), request) << rest;
  EXPECT_EQ(cut_dump(LinePattern::nginx("$status $host"), "20x a"), "miss 1 a status ($status)");
  EXPECT_EQ(cut_dump(LinePattern::nginx("$status"), "200 "), "miss 1 a status ($status)");
  EXPECT_EQ(cut_dump(LinePattern::nginx("LOG[$status]"), "LOG(200]"),
            "miss 4 'LOG[' at the start of the line");
  EXPECT_EQ(cut_dump(LinePattern::nginx("LOG[$status]"), "LO"),
            "miss 3 'LOG[' at the start of the line");
  EXPECT_EQ(cut_dump(LinePattern::nginx("$host$uri $status"), "a 200"), "miss 1 '/' after $host");
  EXPECT_EQ(cut_dump(LinePattern::nginx("\x1b$status"), "a"),
            "miss 1 '\\x1b' at the start of the line");
  LogLine out;
  EXPECT_FALSE(pattern.cut(std::string_view(), out, nullptr));
}

}  // namespace
}  // namespace logscan
