// Puts a secret in the place of every word of lines of all known formats, and looks for it in
// everything that a run prints.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "format/key_map.h"
#include "format/layouts/layouts.h"
#include "logscan/engine.h"
#include "query/mask.h"
#include "support/asked_lines.h"
#include "support/layout_rows.h"
#include "support/sample_lines.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

constexpr Mask kAll = {true, true, true};

// A line, and the lines that its format requires before it.
struct Sample {
  std::string directive;
  std::string line;
};

std::vector<Sample> known_lines() {
  std::vector<Sample> samples;
  for (const test::SampleLine& sample : test::sample_lines())
    samples.push_back({"", sample.text});
  for (const auto rows : {test::proxy_rows(), test::cloud_rows()}) {
    for (const test::LayoutRow& row : rows)
      samples.push_back({"", std::string(row.text)});
  }
  for (const KnownMap& known : known_key_maps())
    samples.push_back({"", known.sample});
  const std::string iis =
      "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip "
      "cs(User-Agent) cs(Cookie) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n";
  samples.push_back({iis,
                     "2026-01-12 10:00:00 192.0.2.80 GET /a b=c 443 jane 203.0.113.77 curl/8 "
                     "id=17 https://example.com/?d=e 404 0 2 15"});
  samples.push_back(
      {iis, "2026-01-12 10:00:00 192.0.2.80 GET /a - 443 - 203.0.113.77 curl/8 - - 404 0 0 15"});
  samples.push_back(
      {"#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status "
       "cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-forwarded-for\n",
       "2026-01-12\t10:00:00\tFRA2\t5\t203.0.113.77\tGET\twww.example.com\t/a\t404\t"
       "https://example.com/?d=e\tcurl/8\tb=c\tid=17\tError\t203.0.113.78"});
  samples.push_back(
      {"#fields\tts\tid.orig_h\tusername\tmethod\thost\turi\treferrer\tuser_agent\t"
       "response_body_len\tstatus_code\tpassword\n",
       "1768212000.5\t203.0.113.77\tjane\tGET\twww.example.com\t/a?b=c\t"
       "https://example.com/?d=e\tcurl/8\t5\t404\tpw"});
  return samples;
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// The line with `secret` in the place of each of its words in turn.
std::vector<std::string> with_secret(const std::string& line, std::string_view secret) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at;
    while (end < line.size() && is_word_byte(line[end]))
      ++end;
    if (end > at) lines.push_back(line.substr(0, at) + std::string(secret) + line.substr(end));
    at = end + 1;
  }
  return lines;
}

// Returns what a mask leaves of a URL, except its credentials.
std::string shown_of_url(std::string_view url) {
  std::string shown(url.substr(0, url.find_first_of("?#")));
  const std::size_t question = url.find('?');
  std::size_t at = question == std::string_view::npos ? url.size() : question;
  for (std::size_t end = at; at < url.size(); at = end) {
    end = std::min(url.find('&', at + 1), url.size());
    const std::size_t equals = url.substr(at, end - at).find('=');
    if (equals != std::string_view::npos) shown += url.substr(at, equals);
  }
  return shown;
}

// The texts of a line that masks are known to leave.
std::string shown_by_contract(const LogLine& line) {
  std::string shown;
  for (const std::string_view text : {line.host, line.method, line.protocol, line.agent})
    shown += std::string(text) + '\n';
  for (const std::string_view text : {line.request, line.target, line.path, line.upstream})
    shown += shown_of_url(text) + '\n';
  if (line.referer.find("://") != std::string_view::npos)
    shown += shown_of_url(line.referer) + '\n';
  return shown + shown_of_url("?" + std::string(line.query));
}

bool same_numbers(const LogLine& a, const LogLine& b) {
  return a.time == b.time && a.bytes == b.bytes && a.duration == b.duration;
}

std::string records_of(const std::string& path, QuerySpec query, RecordFormat format) {
  std::string records;
  query.records.emplace();
  query.records->format = format;
  for (std::size_t i = 0; i < kFields; ++i)
    query.records->fields.push_back(static_cast<Field>(i));
  EngineOptions options = test::one_thread();
  options.write_records = [&](std::string_view bytes) { records += bytes; };
  options.query = test::compiled(std::move(query));
  analyse(test::open_all({path}), options);
  return records;
}

/// All that a run prints: reports in every format, with groups by every key, and records.
std::string all_outputs(const std::string& text) {
  const test::TempFile file(text);
  QuerySpec query;
  query.mask = kAll;
  for (const std::string_view name : GroupKey::names()) {
    if (name == "country") continue;  // needs a table
    GroupSpec groups;
    groups.by = split_group_keys(name);
    groups.top = 100;
    query.groups.push_back(groups);
  }
  EngineOptions options = test::one_thread();
  options.query = test::compiled(query);
  const Summary summary = analyse(test::open_all({file.path()}), options);
  std::string outputs = test::stable_json(summary) + report_text(summary, ReportStyle()) +
                        report_openmetrics(summary);
  for (const RecordFormat format :
       {RecordFormat::kJsonLines, RecordFormat::kCsv, RecordFormat::kTsv})
    outputs += records_of(file.path(), query, format);
  return outputs;
}

std::string example_of(const test::OwnedLine& line) {
  std::string example;
  return append_masked_line(kAll, line.line, line.raw, example) ? example : std::string();
}

// A secret in a column that a mask does not hide as a field, or in none, is never shown.
TEST(MaskFormats, HideEveryWordOfOtherColumns) {
  std::size_t hidden = 0;
  std::size_t shown = 0;
  for (const std::string secret : {"SECRET", "7391846205"}) {
    for (const Sample& sample : known_lines()) {
      const std::vector<test::OwnedLine> before =
          test::parsed_lines(sample.directive + sample.line + "\n");
      for (const std::string& line : with_secret(sample.line, secret)) {
        const std::string text = sample.directive + line + "\n";
        const std::vector<test::OwnedLine> parsed = test::parsed_lines(text);
        const bool may_be_shown =
            !parsed.empty() &&
            (shown_by_contract(parsed.at(0).line).find(secret) != std::string::npos ||
             before.empty() || !same_numbers(parsed.at(0).line, before.at(0).line));
        if (may_be_shown) continue;
        const std::string example = parsed.empty() ? "" : example_of(parsed.at(0));
        EXPECT_EQ(example.find(secret), std::string::npos) << text << example;
        ++(example.empty() ? hidden : shown);
      }
    }
  }
  EXPECT_GT(hidden, 1000u);
  EXPECT_GT(shown, 500u);
}

// Credentials in a URL are never shown, in any column.
TEST(MaskFormats, ShowNoCredentials) {
  constexpr std::string_view kUrl = "http://SECRET:SECRET@h.example/p";
  std::string text;
  for (const Sample& sample : known_lines()) {
    for (const std::string& line : with_secret(sample.line, kUrl)) {
      text += sample.directive + line + "\n";
      for (const test::OwnedLine& parsed : test::parsed_lines(sample.directive + line + "\n"))
        EXPECT_EQ(example_of(parsed).find("SECRET"), std::string::npos) << line;
    }
  }
  const std::string outputs = all_outputs(text);
  const std::size_t at = outputs.find("SECRET");
  EXPECT_EQ(at, std::string::npos) << outputs.substr(at < 200 ? 0 : at - 200, 400);
}

struct Columns {
  const char* format;
  std::string line;  // S marks a secret
};

// Lines with a secret in each column for clients, users, queries, cookies and credentials, and in
// columns of their own.
std::vector<Columns> lines_with_secrets() {
  const std::string time = "[12/Jan/2026:10:00:00 +0000]";
  return {
      {"combined",
       "203.0.113.77 S S " + time + R"( "GET /a?S=S HTTP/1.1" 404 5 "http://S:S@h/?q=S" "x")"},
      {"nginx_main",
       "203.0.113.77 - S " + time +
           R"( "GET http://S:S@h/a?q=S HTTP/1.1" 404 5 "/?q=S#S" "x" "203.0.113.77")"},
      {"cookie as the referer", "203.0.113.77 - - " + time + R"( "GET / HTTP/1.1" 404 5 "id=S")"},
      {"cookie as the list",
       "203.0.113.77 - - " + time + R"( "GET / HTTP/1.1" 404 5 "-" "x" "id=S")"},
      {"further columns",
       "203.0.113.77 - - " + time + R"( "GET / HTTP/1.1" 404 5 "-" "x" "-" "S" "id=S" S)"},
      {"vhost_combined",
       "www.example.com 203.0.113.77 S S " + time + R"( "GET /?q=S HTTP/1.1" 404 5 "-" "x")"},
      {"a host that is an address",
       "192.0.2.10:443 203.0.113.77 - S " + time + R"( "GET / HTTP/1.1" 404 5 "-" "x")"},
      {"a lower-case method",
       "203.0.113.77 - - " + time + R"( "get http://S:S@h/?q=S HTTP/1.1" 404 5 "-" "x")"},
      {"no request line", "203.0.113.77 - - " + time + R"( "http://S:S@h/ ?q=S" 404 5 "-" "x")"},
      {"json",
       R"({"status":404,"client_ip":"203.0.113.77","user":"S","uri":"/a?q=S","cookie":"S"})"},
      {"json, two users",
       R"({"status":404,"client_ip":"203.0.113.77","user":"S","remote_user":"S","uri":"/a"})"},
      {"json, query",
       R"({"status":404,"client_ip":"203.0.113.77","args":"q=S","uri":"http:\/\/S:S@h\/"})"},
      {"json, numbers",
       R"({"status":404,"client_ip":"203.0.113.77","user_id":7391846205,"id":7391846205,"uri":"/"})"},
      {"caddy",
       R"({"level":"info","ts":1768212000.25,"request":{"remote_ip":"203.0.113.77","method":"GET",)"
       R"("uri":"/a?q=S","headers":{"Authorization":["Basic S"],"Cookie":["id=S"]}},"user_id":"S",)"
       R"("duration":0.01,"size":5,"status":404})"},
      {"traefik_json",
       R"({"ClientAddr":"203.0.113.77:1","ClientUsername":"S","DownstreamStatus":404,)"
       R"("RequestPath":"/?q=S","RequestMethod":"GET","request_Cookie":"S"})"},
      {"ltsv",
       "status:404\thost:203.0.113.77\turi:/a?q=S\tuser:S\tremote_user:S\targs:q=S\tcookie:S"},
      {"logfmt",
       "method=GET path=/a?q=S status=404 ip=203.0.113.77 user=S account=S cookie=\"a S\""},
      {"squid",
       "1768212000.123 180 203.0.113.77 TCP_MISS/404 5 GET http://S:S@h/?q=S S HIER_DIRECT/h "
       "text/html"},
      {"haproxy",
       "203.0.113.77:1 [12/Jan/2026:10:00:00.655] www app/web2 12/0/31/64/109 404 5 S S ---- "
       R"(1/1/1/1/0 0/0 {S} {S} "GET /a?q=S HTTP/1.1")"},
      {"envoy",
       R"([2026-01-12T10:00:00.000Z] "GET /a?q=S HTTP/1.1" 404 - 0 5 15 12 "203.0.113.77" "x" "S" "h" "192.0.2.80:80")"},
      {"uwsgi",
       "[pid: 1|app: 0|req: 1/1] 203.0.113.77 (S) {40 vars in 500 bytes} [Mon Jan 12 10:00:00 "
       "2026] "
       "GET /a?q=S => generated 5 bytes in 15 msecs (HTTP/1.1 404) 2 headers in 70 bytes (1 "
       "switches on core 0)"},
      {"aws_elb",
       "2026-01-12T10:00:00.000000Z lb 203.0.113.77:1 192.0.2.80:80 0.1 0.1 0.1 404 404 0 5 "
       R"("GET http://S:S@h:80/a?q=S HTTP/1.1" "x" S S)"},
      {"aws_s3",
       "S bucket " + time +
           R"( 203.0.113.77 S S REST.GET.OBJECT key "GET /key?q=S HTTP/1.1" 404 NoSuchKey )"
           R"(5 - 15 15 "http://S:S@h/?q=S" "x" - S SigV4 S AuthHeader h TLSv1.2)"},
      {"gcs",
       R"("1768212000000000","203.0.113.77","1","S","GET","/a?q=S","404","0","5","15000","h","http://S:S@h/?q=S","x","S","S","S","S")"},
      {"docker",
       R"({"log":"203.0.113.77 - S [12/Jan/2026:10:00:00 +0000] \"GET /?q=S HTTP/1.1\" 404 5\n","stream":"stdout","time":"2026-01-12T10:00:00Z"})"},
      {"malformed", "203.0.113.77 - S " + time + " \"GET /?q=S HTTP/1.1"},
      {"w3c",
       "#Fields: date time c-ip cs-username cs-uri-stem cs-uri-query cs(Cookie) cs(Referer) "
       "x-other sc-status\n"
       "2026-01-12 10:00:00 203.0.113.77 S /a q=S S http://S:S@h/?q=S S 404"},
      {"cloudfront",
       "#Fields: date time x-edge-location c-ip cs-method cs-uri-stem cs(Cookie) cs-uri-query "
       "x-edge-request-id sc-status\n"
       "2026-01-12\t10:00:00\tFRA2\t203.0.113.77\tGET\t/a\tid=S\tq=S\tS\t404"},
  };
}

TEST(MaskFormats, HideEverySecretColumn) {
  for (const Columns& each : lines_with_secrets()) {
    std::string text = each.line + "\n";
    for (std::size_t at = 0; (at = text.find('S', at)) != std::string::npos; ++at) {
      const bool alone = (at == 0 || !is_word_byte(text[at - 1])) && !is_word_byte(text[at + 1]);
      if (alone) text.replace(at, 1, "SECRET");
    }
    EXPECT_EQ(test::parsed_lines(text).size(),
              each.format == std::string_view("malformed") ? 0u : 1u)
        << each.format;
    std::string outputs = all_outputs(text);
    // The names of a query stay.
    for (std::size_t at; (at = outputs.find("?SECRET=")) != std::string::npos;)
      outputs.erase(at, 8);
    for (std::size_t at; (at = outputs.find("SECRET=")) != std::string::npos &&
                         each.format == std::string_view("combined");)
      outputs.erase(at, 7);
    for (const std::string_view secret : {"SECRET", "203.0.113.77", "7391846205"}) {
      const std::size_t at = outputs.find(secret);
      EXPECT_EQ(at, std::string::npos)
          << each.format << ": " << outputs.substr(at < 200 ? 0 : at - 200, 400);
    }
  }
}

// A mask is of no use if it hides every example.
TEST(MaskFormats, ShowTheExamplesOfOrdinaryLines) {
  const std::string time = "[12/Jan/2026:10:00:00 +0000]";
  for (
      const std::string& text : {
          "203.0.113.7 - jane " + time + R"( "GET /a?b=c HTTP/1.1" 404 5)",
          "203.0.113.7 - jane " + time + R"( "GET /a?b=c HTTP/1.1" 404 5 "https://h/?d=e" "x")",
          "203.0.113.7 - jane " + time +
              R"( "GET /a HTTP/1.1" 404 5 "-" "x" "203.0.113.8, 10.0.0.1")",
          "h:80 203.0.113.7 - - " + time + R"( "GET /a HTTP/1.1" 404 5 "-" "x")",
          std::string(
              R"({"status":404,"client_ip":"203.0.113.7","user":"jane","uri":"/a","duration":0.015})"),
          std::string("status:404\thost:203.0.113.7\turi:/a?b=c\tuser:jane\ttime:") + time,
          std::string(
              "level=info time=2026-01-12T10:00:00Z method=GET path=/a status=404 ip=203.0.113.7"),
          std::string(
              "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip "
              "cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n"
              "2026-01-12 10:00:00 192.0.2.80 GET /a b=c 443 jane 203.0.113.7 x - 404 0 0 15"),
      }) {
    const std::vector<test::OwnedLine> lines = test::parsed_lines(text + "\n");
    ASSERT_EQ(lines.size(), 1u) << text;
    const std::string example = example_of(lines.at(0));
    EXPECT_NE(example, "") << text;
    EXPECT_EQ(example.find("jane"), std::string::npos) << example;
    EXPECT_EQ(example.find("113.7"), std::string::npos) << example;
  }
}

}  // namespace
}  // namespace logscan
