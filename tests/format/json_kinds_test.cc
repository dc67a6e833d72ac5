// Lines of JSON, LTSV and logfmt as servers, loggers and collectors write them, with the record
// that each must give.

#include <string>
#include <vector>

#include "baseline/reference.h"
#include "baseline/reference_parser.h"
#include "format/line_parser.h"
#include "support/dump.h"
#include "support/keyed_lines.h"
#include "support/overlap.h"
#include "support/sweep.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

/// `json 404 971211336+0000 client=<192.0.2.1> ...`, or `malformed no_request`. The reference
/// parser must judge the line alike.
std::string record_of(const std::string& line) {
  const test::Padded padded(line + "\n", '\n');
  LineIndex index;
  LineParser parser(UINT64_MAX);
  Block block;
  block.data = padded.data();
  block.size = padded.size();
  std::string record;
  parse_lines(block, kernels()[0], index, parser,
              [&](const LineView& view, const ParsedLine& parsed, std::uint32_t) {
                record = test::dump(parsed.verdict());
                EXPECT_EQ(record, test::dump(ReferenceParser().parse(line)));
                if (parsed.kind != LineKind::kParsed) return;
                const LogLine fields = parser.cut(view, parsed, FieldSet::all());
                EXPECT_EQ(test::overlap(fields), "") << line;
                record =
                    std::string(log_format_name(parsed.format)) + " " + test::dump_keyed(fields);
              });
  return record;
}

struct Kind {
  const char* line;
  const char* record;
};

TEST(JsonKinds, KnowTheKeysOfManyLoggers) {
  const std::vector<Kind> kinds = {
      // Synonyms, and a value that does not look like its field.
      {R"({"ts":"2023-11-14T22:13:20Z","verb":"PUT","url":"https://example.com:8443/a?b","responseCode":201})",
       "json 201 1700000000+0000 host=<example.com:8443> method=<PUT> "
       "target=<https://example.com:8443/a?b> path=</a> query=<b>"},
      {R"({"method":"GET","path":"/a","queryString":"?b=1","status":200,"ip":"::FFFF:192.0.2.1"})",
       "json 200 undated client=<192.0.2.1> method=<GET> target=</a?b=1> path=</a> query=<b=1>"},
      {R"({"method":"GET","path":"/a","query":"","status":200,"client":"mobile-app","protocol":"https"})",
       "json 200 undated method=<GET> target=</a> path=</a>"},
      {R"({"status":200,"url":"/a","target":"tower_http::trace","version":"1","user":"-"})",
       "json 200 undated target=</a> path=</a>"},
      {R"({"status":200,"url":"/a","time":12,"xff":"TLSv1.3","remote_host":"crawl.example.net"})",
       "json 200 undated client=<crawl.example.net> target=</a> path=</a>"},
      // Nested keys, and the same ones flat.
      {R"({"http":{"request":{"method":"GET"},"response":{"status_code":503}},"url":{"path":"/a","query":"b=1"},"client":{"ip":"192.0.2.1"},"event":{"duration":1500}})",
       "json 503 undated client=<192.0.2.1> method=<GET> target=</a?b=1> path=</a> query=<b=1> "
       "duration=1500"},
      {R"({"http.request.method":"GET","http.response.status_code":503,"url.path":"/a","client.ip":"192.0.2.1"})",
       "json 503 undated client=<192.0.2.1> method=<GET> target=</a> path=</a>"},
      {R"({"httpRequest":{"requestMethod":"GET","requestUrl":"http://example.com/a","status":404,"latency":"1.5s","remoteIp":"192.0.2.1"}})",
       "json 404 undated host=<example.com> client=<192.0.2.1> method=<GET> "
       "target=<http://example.com/a> path=</a> duration=1500000000"},
      // The request line goes before other keys.
      {R"({"request":"GET /old?a=1 HTTP/1.1","uri":"/index.php","method":"POST","status":200})",
       "json 200 undated request=<GET /old?a=1 HTTP/1.1> method=<GET> target=</old?a=1> "
       "path=</old> query=<a=1> protocol=<HTTP/1.1>"},
      {R"({"request":"/a","query":"?b=1","method":"GET","status":"404"})",
       "json 404 undated method=<GET> target=</a?b=1> path=</a> query=<b=1>"},
      // Fluentd's keys, and those of Fluent Bit for Apache.
      {R"({"remote":"192.0.2.1","host":"-","user":"-","method":"GET","path":"/a","code":"404","size":"9","referer":"-","agent":"curl/8"})",
       "json 404 undated client=<192.0.2.1> method=<GET> target=</a> path=</a> bytes=<9> "
       "agent=<curl/8>"},
      {R"({"host":"192.0.2.1","method":"GET","path":"/a","code":404,"size":9})",
       "json 404 undated client=<192.0.2.1> method=<GET> target=</a> path=</a> bytes=<9>"},
      {R"({"host":"192.0.2.1","method":"GET","path":"/a","status":404,"size":9})",
       "json 404 undated host=<192.0.2.1> method=<GET> target=</a> path=</a> bytes=<9>"},
      // Zeek.
      {R"({"ts":1700000000.25,"uid":"C1","id.orig_h":"192.0.2.1","id.orig_p":4711,"id.resp_h":"198.51.100.7","method":"GET","host":"example.com","uri":"/a","version":"1.1","user_agent":"curl/8","response_body_len":9,"status_code":404})",
       "json 404 1700000000+0000 host=<example.com> client=<192.0.2.1> method=<GET> target=</a> "
       "path=</a> bytes=<9> agent=<curl/8>"},
      // WildFly.
      {R"({"eventSource":"web-access","hostName":"default-host","bytesSent":9,"dateTime":"2023-11-14T22:13:20Z","remoteHost":"192.0.2.1","requestLine":"GET /a HTTP/1.1","responseCode":200})",
       "json 200 1700000000+0000 host=<default-host> client=<192.0.2.1> request=<GET /a HTTP/1.1> "
       "method=<GET> target=</a> path=</a> protocol=<HTTP/1.1> bytes=<9>"},
      // Fastify: the second of its two lines has the status.
      {R"({"level":30,"time":1700000000250,"pid":7,"reqId":"req-1","req":{"method":"GET","url":"/a"},"msg":"incoming request"})",
       "malformed no_request"},
      {R"({"level":30,"time":1700000000250,"pid":7,"reqId":"req-1","res":{"statusCode":404},"responseTime":1.5,"msg":"request completed"})",
       "json 404 1700000000+0000 duration=1500000"},
      // Kubernetes: a watch has a line when its answer begins as well.
      {R"({"auditID":"a","stage":"ResponseStarted","requestURI":"/api","verb":"watch","responseStatus":{"code":200}})",
       "malformed no_request"},
      {R"({"auditID":"a","stage":"RequestReceived","requestURI":"/api","verb":"watch"})",
       "malformed no_request"},
      // A Docker registry writes each request twice.
      {R"({"go.version":"go1.20","http.request.method":"GET","http.request.uri":"/v2/","http.response.status":404,"http.response.written":9})",
       "malformed no_request"},
      // LTSV: beside another label for the client the host is the server.
      {"status:200\thost:192.0.2.1\turi:/a",
       "ltsv 200 undated client=<192.0.2.1> target=</a> path=</a>"},
      {"status:200\thost:example.com\tremote_addr:192.0.2.1\turi:/a\tresponse_time:5",
       "ltsv 200 undated host=<example.com> client=<192.0.2.1> target=</a> path=</a>"},
      // Behind words of a logger.
      {"[0a1b-2c] method=GET path=/a format=html controller=A action=b status=200 duration=1.5",
       "logfmt 200 undated method=<GET> target=</a> path=</a> duration=1500000"},
  };
  for (const Kind& kind : kinds)
    EXPECT_EQ(record_of(kind.line), kind.record) << kind.line;
}

TEST(JsonKinds, DoNotGuessUnits) {
  const auto line = [](const std::string& members) {
    return R"({"method":"GET","path":"/a","status":200,)" + members + "}";
  };
  const std::vector<std::pair<std::string, std::string>> rows = {
      {R"("duration":12)", ""},
      {R"("latency":12000)", ""},
      {R"("response_time":0.012)", ""},
      {R"("elapsed":"12")", ""},
      {R"("request_time":12)", ""},
      {R"("duration":"12ms")", "12000000"},
      {R"("took":"1m2.5s")", "62500000000"},
      {R"("elapsed":"12.5 ms")", "12500000"},
      {R"("duration_ms":12)", "12000000"},
      {R"("latency_s":"0.5")", "500000000"},
      {R"("time_us":7)", "7000"},
      {R"("elapsedNanos":7)", "7"},
      {R"("responseTimeMs":1.5)", "1500000"},
      {R"("duration":12,"elapsed_seconds":2)", "2000000000"},
      {R"("time_ms":1700000000250)", ""},  // a time stamp
      {R"("latency":1500,"latency_human":"1.5µs")", "1500"},
      {R"("controller":"A","action":"b","duration":1.5)", "1500000"},
      {R"("request_time":0.012,"body_bytes_sent":0)", "12000000"},
      {R"("remote_addr":"192.0.2.1","duration_ms":12)", "12000000"},
      {R"("remote_addr":"192.0.2.1","duration":12)", ""},
  };
  for (const auto& [members, duration] : rows) {
    const std::string record = record_of(line(members));
    const std::size_t at = record.find(" duration=");
    EXPECT_EQ(at == std::string::npos ? "" : record.substr(at + 10), duration) << members;
  }
}

TEST(JsonKinds, ArePrecededByARequest) {
  const std::vector<Kind> kinds = {
      {R"({"status":502})", "malformed no_request"},
      {R"({"status":502,"msg":"GET /a"})", "malformed no_request"},
      {R"({"status":502,"method":null,"path":null})", "malformed no_request"},
      {R"({"status":502,"method":"","url":""})", "malformed no_request"},
      {R"({"status":502,"method":{"a":"GET"},"path":["/a"]})", "malformed no_request"},
      {R"({"status":502,"target":"app::client"})", "malformed no_request"},
      {R"({"status":502,"url":"/a"})", "json 502 undated target=</a> path=</a>"},
      {R"({"status":502,"method":"GET"})", "json 502 undated method=<GET>"},
      {R"({"status":400,"request":""})", "json 400 undated path=<>"},
      // Keys that only an access log has, though the client sent no request that could be read.
      {R"({"response_code":400,"response_flags":"DPE","method":null,"path":null})",
       "envoy_json 400 undated"},
      // A member within a string, or within another object, is no member.
      {R"({"msg":"{\"status\":200,\"path\":\"/\"}","level":"info"})",
       "json 200 undated target=</> path=</>"},
      {R"({"user":"\",\"status\":200,\"path\":\"/","level":"info"})", "malformed no_request"},
      {R"({"a":{"status":200,"path":"/"}})", "malformed no_request"},
  };
  for (const Kind& kind : kinds)
    EXPECT_EQ(record_of(kind.line), kind.record) << kind.line;
}

TEST(JsonKinds, AreEnvelopesAroundALine) {
  const std::string inner =
      R"(192.0.2.1 - - [14/Nov/2023:22:13:20 +0000] \"GET /a HTTP/1.1\" 404 12)";
  const std::string record =
      "common 404 1700000000+0000 client=<192.0.2.1> request=<GET /a HTTP/1.1> method=<GET> "
      "target=</a> path=</a> protocol=<HTTP/1.1> bytes=<12>";
  for (const std::string key : {"message", "log", "line", "MESSAGE", "msg", "textPayload"}) {
    const std::string member = "\"" + key + "\":\"" + inner;
    EXPECT_EQ(record_of("{" + member + "\"}"), record) << key;
    EXPECT_EQ(record_of("{ \"a\" : {\"status\":1} , " + member + "\\n\", \"b\":[\"c\"] }"), record);
    EXPECT_EQ(record_of("{\"a\":\"b\"," + member + "\\r\\n\"}"), record);
    EXPECT_EQ(record_of("Jan 12 10:00:00 web app[7]: {" + member + "\"}"), record);
    EXPECT_EQ(record_of("{\"status\":\"info\"," + member + "\"}"), record);
    // An object with a status of its own is no envelope.
    EXPECT_EQ(record_of("{\"status\":502," + member + "\"}"), "malformed no_request");
    EXPECT_EQ(record_of("{\"status\":502,\"path\":\"/b\"," + member + "\"}"),
              "json 502 undated target=</b> path=</b>");
    EXPECT_EQ(record_of("{\"a\":{" + member + "\"}}"), "malformed no_request");
    EXPECT_EQ(record_of("{" + member + "\\x22\"}"), "malformed no_request");
  }
  EXPECT_EQ(record_of("{\"message\":\"started\",\"log\":\"" + inner + "\"}"), record);
  EXPECT_EQ(record_of(R"({"message":"\u001b[32m{\"status\":404,\"path\":\"/a\"}\u001b[0m"})"),
            "json 404 undated target=</a> path=</a>");
  EXPECT_EQ(record_of(R"({"log":"{\"status\":404,\"path\":\"/a\"}\n","kubernetes":{"host":"n"}})"),
            "json 404 undated target=</a> path=</a>");
  EXPECT_EQ(record_of(R"({"log":{"file":"a"},"message":")" + inner + "\"}"), record);
}

TEST(JsonKinds, HaveAStatusOfThreeDigits) {
  for (const char* line : {R"({"status":1,"path":"/a","msg":"job done"})",
                           R"({"code":12,"url":"http://x/y"})", R"({"status":"1","path":"/a"})",
                           R"({"statusCode":42,"path":"/a"})", R"({"status":1000,"path":"/a"})"})
    EXPECT_EQ(record_of(line), "malformed no_request") << line;
  EXPECT_EQ(record_of(R"({"method":"POST","path":"/a","http_status":503,"status":1})"),
            "json 503 undated method=<POST> target=</a> path=</a>");
  EXPECT_EQ(record_of(R"({"path":"/a","status":0})"), "json 000 undated target=</a> path=</a>");
}

TEST(JsonKinds, NameTheServerOrTheHostOfTheRequest) {
  const std::vector<Kind> kinds = {
      {R"({"@timestamp":"2023-11-14T22:13:20Z","host":"10.9.9.9","clientip":"203.0.113.9","size":1234,"responsetime":0.222,"upstreamtime":"0.111","upstreamhost":"10.0.0.1:8080","http_host":"www.shop.example","url":"/a/b","xff":"198.51.100.7","referer":"-","agent":"t","status":"404"})",
       "json 404 1700000000+0000 host=<www.shop.example> client=<203.0.113.9> target=</a/b> "
       "path=</a/b> bytes=<1234> agent=<t> forwarded_for=<198.51.100.7> duration=222000000 "
       "upstream=<10.0.0.1:8080>"},
      {R"({"domain":"www.shop.example","host":"10.9.9.9","url":"/a","status":404})",
       "json 404 undated host=<www.shop.example> target=</a> path=</a>"},
      {R"({"host":"10.9.9.9","http_host":"203.0.113.80:8080","url":"/a","status":404})",
       "json 404 undated host=<203.0.113.80:8080> target=</a> path=</a>"},
      {R"({"host":"203.0.113.80","server_name":"www.shop.example","url":"/a","status":404})",
       "json 404 undated host=<203.0.113.80> target=</a> path=</a>"},
      {R"({"host":"a.example","http_host":"A.example:80","url":"/a","status":404})",
       "json 404 undated host=<a.example> target=</a> path=</a>"},
      {R"({"timestamp":1700000000250,"host":"my-app-0a1b.vercel.app","proxy":{"method":"GET","host":"www.example.com","path":"/a","statusCode":200,"clientIp":"192.0.2.1"}})",
       "json 200 1700000000+0000 host=<www.example.com> client=<192.0.2.1> method=<GET> "
       "target=</a> path=</a>"},
      {R"({"host":"127.0.0.1","time":"[14/Nov/2023:22:13:20 +0000]","request":"GET /a?b HTTP/1.1","statusCode":"200","size":"12","elapsedTime":"34"})",
       "json 200 1700000000+0000 client=<127.0.0.1> request=<GET /a?b HTTP/1.1> method=<GET> "
       "target=</a?b> path=</a> query=<b> protocol=<HTTP/1.1> bytes=<12>"},
  };
  for (const Kind& kind : kinds)
    EXPECT_EQ(record_of(kind.line), kind.record) << kind.line;
}

TEST(JsonKinds, HaveListsOfAddressesAndServers) {
  const std::vector<Kind> kinds = {
      {R"({"auditID":"a","stage":"ResponseComplete","requestURI":"/api","verb":"get","sourceIPs":["203.0.113.6","192.0.2.1","10.0.0.1"],"responseStatus":{"code":200}})",
       "json 200 undated client=<10.0.0.1> method=<get> target=</api> path=</api> "
       "forwarded_for=<203.0.113.6, 192.0.2.1, 10.0.0.1>"},
      {R"({"status":200,"path":"/a","x_forwarded_for":[ "198.51.100.7" , "192.0.2.8" ]})",
       "json 200 undated target=</a> path=</a> forwarded_for=<198.51.100.7, 192.0.2.8>"},
      {R"({"status":200,"path":"/a","xff":["198.51.100.7"]})",
       "json 200 undated target=</a> path=</a> forwarded_for=<198.51.100.7>"},
      {R"({"status":200,"path":"/a","xff":["198.51.100.7",1]})",
       "json 200 undated target=</a> path=</a>"},
      {R"({"status":200,"path":"/a","xff":[]})", "json 200 undated target=</a> path=</a>"},
      {R"({"status":200,"path":"/a","upstream_addr":"10.0.0.5:80, 10.0.0.6:80"})",
       "json 200 undated target=</a> path=</a> upstream=<10.0.0.6:80>"},
      {R"({"status":200,"path":"/a","upstream_addr":"10.0.0.5:80 : 10.0.0.6:80"})",
       "json 200 undated target=</a> path=</a> upstream=<10.0.0.6:80>"},
  };
  for (const Kind& kind : kinds)
    EXPECT_EQ(record_of(kind.line), kind.record) << kind.line;
}

// PHP escapes slashes.
TEST(JsonKinds, MayHaveEscapedSlashes) {
  const std::vector<Kind> kinds = {
      {R"({"time":"14\/Nov\/2023:22:13:20 +0000","status":200,"request":"GET \/a\/b?c=\/d HTTP\/1.1","referer":"https:\/\/r.example\/","user_agent":"Mozilla\/5.0 \\\/"})",
       R"(json 200 1700000000+0000 request=<GET /a/b?c=/d HTTP/1.1> method=<GET> target=</a/b?c=/d> path=</a/b> query=<c=/d> protocol=<HTTP/1.1> referer=<https://r.example/> agent=<Mozilla/5.0 \\/>)"},
      {R"({"status":200,"uri":"\/a","args":"b=\/c","method":"GET","protocol":"HTTP\/1.1"})",
       "json 200 undated method=<GET> target=</a?b=/c> path=</a> query=<b=/c> protocol=<HTTP/1.1>"},
      {R"({"time":"2023-11-14T22:13:20Z","category":"ApplicationGatewayAccessLog","properties":{"clientIP":"192.0.2.1","httpMethod":"GET","originalRequestUriWithArgs":"\/a?x=1","requestUri":"\/b","requestQuery":"y=2","userAgent":"Mozilla\/5.0","httpStatus":200,"httpVersion":"HTTP\/1.1","originalHost":"www.example.com","host":"10.0.0.4"}})",
       "json 200 1700000000+0000 host=<www.example.com> client=<192.0.2.1> method=<GET> "
       "target=</a?x=1> path=</a> query=<x=1> protocol=<HTTP/1.1> agent=<Mozilla/5.0>"},
  };
  for (const Kind& kind : kinds)
    EXPECT_EQ(record_of(kind.line), kind.record) << kind.line;
}

TEST(JsonKinds, MayBeNearlyJson) {
  const std::vector<Kind> kinds = {
      {R"({"remote_addr":"192.0.2.1","request":"GET /a HTTP/1.1","status":200,"t":-,"u":,"body_bytes_sent":-})",
       "nginx_json 200 undated client=<192.0.2.1> request=<GET /a HTTP/1.1> method=<GET> "
       "target=</a> path=</a> protocol=<HTTP/1.1>"},
      {R"({"remote_addr":"192.0.2.1","request_uri":"/a","status":200,"upstream_response_time":0.001, 0.002,"request_time":0.003,})",
       "nginx_json 200 undated client=<192.0.2.1> target=</a> path=</a> duration=3000000"},
      {R"({"remote_addr":"192.0.2.1","request_uri":"/a","status":000,"http_user_agent":"\x22a\x22"})",
       R"(nginx_json 000 undated client=<192.0.2.1> target=</a> path=</a> agent=<\x22a\x22>)"},
      {R"({"url":"/a","status":200,"x":yes})", "malformed no_request"},
      {R"({"url":"/a","status":200,"x":"a"b"})", "malformed no_request"},
      {R"({"url":"/a","status":200)", "malformed no_request"},
      {R"("url":"/a","status":200})", "malformed no_request"},
  };
  for (const Kind& kind : kinds)
    EXPECT_EQ(record_of(kind.line), kind.record) << kind.line;
}

}  // namespace
}  // namespace logscan
