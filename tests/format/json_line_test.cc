#include "format/json_line.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/json_lines.h"
#include "support/keyed_lines.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using namespace std::string_literals;
using test::cut_by;
using test::cut_known;
using test::JsonCase;

TEST(JsonLine, GivesEachSampleItsFields) {
  // A time without an offset is shown as one of +0000.
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"caddy",
       "200 1700000000+0000 host=<www.example.com> client=<198.51.100.7> user=<frank> "
       "method=<GET> target=</a/b?c=d> path=</a/b> query=<c=d> protocol=<HTTP/2.0> "
       "bytes=<2326> referer=<https://example.com/> agent=<Tester/1.0> "
       "forwarded_for=<198.51.100.7> duration=17557019"},
      {"traefik_json",
       "404 1700000000+0000 host=<www.example.com> client=<192.0.2.1> method=<GET> "
       "target=</a/b?c=d> path=</a/b> query=<c=d> protocol=<HTTP/1.1> bytes=<2326> "
       "referer=<https://example.com/> agent=<Tester/1.0> duration=1250300 "
       "upstream=<http://192.0.2.80:8080>"},
      {"envoy_json",
       "503 1700000000+0000 host=<www.example.com> client=<192.0.2.1:41000> method=<GET> "
       "target=</a/b?c=d> path=</a/b> query=<c=d> protocol=<HTTP/2> bytes=<91> "
       "agent=<Tester/1.0> forwarded_for=<198.51.100.7> duration=15000000 "
       "upstream=<192.0.2.80:8080>"},
      {"cloudflare",
       "200 1700000000+0000 host=<www.example.com> client=<192.0.2.1> method=<GET> "
       "target=</a/b?c=d> path=</a/b> query=<c=d> protocol=<HTTP/2> bytes=<2326> "
       "referer=<https://example.com/> agent=<Tester/1.0> upstream=<203.0.113.9>"},
      {"nginx_json",
       "200 1700000000+0000 host=<www.example.com> client=<192.0.2.1> request=<GET /a/b?c=d "
       "HTTP/1.1> method=<GET> target=</a/b?c=d> path=</a/b> query=<c=d> protocol=<HTTP/1.1>"
       " bytes=<2326> referer=<https://example.com/> agent=<Tester \\\"1\\\"> "
       "forwarded_for=<198.51.100.7> duration=17000000 upstream=<192.0.2.80:8080>"},
      {"json",
       "200 1700000000+0000 client=<192.0.2.1> request=<GET /a/b?c=d HTTP/1.1> method=<GET> "
       "target=</a/b?c=d> path=</a/b> query=<c=d> protocol=<HTTP/1.1> bytes=<2326> "
       "referer=<https://example.com/> agent=<Tester/1.0>"},
      {"json",
       "200 undated client=<192.0.2.1> method=<GET> target=</a/b?c=d> path=</a/b> "
       "query=<c=d> bytes=<2326> referer=<https://example.com/> agent=<Tester/1.0>"},
      {"json",
       "200 1700000000+0000 client=<192.0.2.1> method=<GET> target=</a/b?c=d> path=</a/b> "
       "query=<c=d> bytes=<2326> referer=<https://example.com/> agent=<Tester/1.0>"},
      {"json",
       "200 1700000000+0000 host=<www.example.com> client=<192.0.2.1> method=<GET> "
       "target=</a/b?c=d> path=</a/b> query=<c=d> bytes=<2326> agent=<Tester/1.0> "
       "duration=17000000"},
      {"json",
       "200 1700000000+0000 host=<www.example.com> client=<192.0.2.1> method=<GET> "
       "target=</a/b?c=d> path=</a/b> query=<c=d> bytes=<2326> agent=<Tester/1.0> "
       "duration=17000000"},
      {"json", "200 1700000000+0000 method=<GET> target=</a/b> path=</a/b> duration=17250000"},
      {"json",
       "200 1700000000+0000 host=<www.example.com> client=<192.0.2.1> method=<GET> "
       "target=</a/b?c=d> path=</a/b> query=<c=d> bytes=<2326> agent=<Tester/1.0> "
       "duration=17000000"},
      {"json",
       "200 1700000000+0000 method=<GET> target=</a/b?c=d> path=</a/b> query=<c=d> "
       "agent=<Tester/1.0> duration=17000000"},
      {"json",
       "200 1700000000+0000 client=<192.0.2.1> method=<GET> target=</a/b?c=d> path=</a/b> "
       "query=<c=d> agent=<Tester/1.0> duration=17000000"},
      {"json",
       "200 1700000000+0000 host=<www.example.com> client=<192.0.2.1> method=<GET> "
       "target=</a/b?c=d> path=</a/b> query=<c=d> bytes=<2326> agent=<Tester/1.0> "
       "duration=17000000 upstream=<10.0.0.5>"},
      {"json",
       "200 1700000000+0000 host=<www.example.com> client=<192.0.2.1> method=<GET> "
       "target=</a/b?c=d> path=</a/b> query=<c=d> bytes=<2326> duration=17250000 "
       "upstream=<10.0.0.5:80>"},
      {"json",
       "200 1700000000+0000 host=<www.example.com> client=<192.0.2.1> method=<GET> "
       "target=<https://www.example.com/a/b?c=d> path=</a/b> query=<c=d> bytes=<2326> "
       "agent=<Tester/1.0> duration=17000000"},
      {"json",
       "200 1700000000+0000 host=<www.example.com> client=<192.0.2.1> method=<GET> "
       "target=</a/b?c=d> path=</a/b> query=<c=d> bytes=<2326> agent=<Tester/1.0> "
       "duration=17000000"},
      {"json",
       "200 1700000000+0000 host=<www.example.com> client=<192.0.2.1> method=<GET> "
       "target=</a/b?c=d> path=</a/b> query=<c=d> bytes=<2326> agent=<Tester%2F1.0>"},
      {"json",
       "200 1700000000+0000 client=<192.0.2.1> method=<GET> target=</a/b> path=</a/b> "
       "protocol=<HTTP/1.1> bytes=<2326> duration=17000000"},
      {"json",
       "200 1700000000+0000 host=<www.example.com> client=<192.0.2.1> target=</a/b> "
       "path=</a/b> bytes=<2326> agent=<Tester/1.0> duration=17000000"},
      {"json",
       "200 1700000000+0000 client=<192.0.2.1> user=<frank> method=<list> "
       "target=</api/v1/pods?limit=1> path=</api/v1/pods> query=<limit=1> agent=<Tester/1.0>"},
      {"json", "200 1700000000+0000 method=<GET> target=</a/b> path=</a/b> duration=17250000"},
      {"json", "200 1700000000+0000 method=<GET> target=</a/b> path=</a/b> duration=17250000"},
      {"json",
       "200 undated client=<192.0.2.1> method=<GET> target=</a/b?c=d> path=</a/b> "
       "query=<c=d> bytes=<2326> agent=<Tester/1.0> duration=17000000"},
      {"json",
       "200 1700000000+0000 host=<www.example.com> client=<192.0.2.1> user=<frank> "
       "method=<GET> target=</a/b?c=d> path=</a/b> query=<c=d> agent=<Tester/1.0> "
       "duration=17000000"},
      {"json",
       "200 1700000000+0000 client=<192.0.2.1> method=<GET> target=</a/b?c=d> path=</a/b> "
       "query=<c=d> bytes=<2326> duration=17000000 upstream=<192.0.2.80:8080>"},
      {"json",
       "200 1699967600+0900 client=<192.0.2.1> method=<POST> target=</a/b?c=d> path=</a/b> "
       "query=<c=d> bytes=<12> agent=<Tester/1.0> duration=57000000"},
  };
  std::size_t at = 0;
  for (const KnownMap& known : known_key_maps()) {
    if (known.map.syntax != KeySyntax::kJson) continue;
    ASSERT_LT(at, expected.size());
    EXPECT_EQ(known.map.name, expected[at].first);
    EXPECT_EQ(cut_known(known.sample), known.map.name + " " + expected[at].second);
    ++at;
  }
  EXPECT_EQ(at, expected.size());
}

TEST(JsonLine, ReadsTheOddLinesOfEachServer) {
  const std::vector<JsonCase> cases = {
      // Caddy: before 2.7 no client_ip; no headers; 0 as status of a client that went away.
      {R"({"ts":1700000000,"request":{"remote_ip":"192.0.2.1","method":"GET","uri":"/"},)"
       R"("duration":1e-05,"size":0,"status":0})",
       "caddy 000 1700000000+0000 client=<192.0.2.1> method=<GET> target=</> path=</> bytes=<0> "
       "duration=10000"},
      {R"({"ts":"2023-11-14T22:13:20.250+0100","request":{"remote_addr":"[2001:db8::1]:4711",)"
       R"("method":"GET","uri":"/","headers":{"User-Agent":[]}},"duration":"1m2.5s","size":null,)"
       R"("status":499})",
       "caddy 499 1699996400+0100 client=<[2001:db8::1]:4711> method=<GET> target=</> path=</> "
       "duration=62500000000"},
      // Its error lines repeat the status of a request that has an access line, too.
      {R"({"level":"error","ts":1700000000.1,"logger":"http.log.error","msg":"dial tcp: refused",)"
       R"("request":{"method":"GET","uri":"/"},"duration":0.0012,"status":502,"err_id":"ab"})",
       "no_status 0"},
      {R"({"level":"info","ts":1700000000.1,"msg":"serving initial configuration"})",
       "no_status 0"},
      // Traefik: an URL as an object; only the entry's name.
      {R"({"DownstreamStatus":200,"ServiceURL":{"Scheme":"http"},"ServiceAddr":"192.0.2.8:80",)"
       R"("ClientAddr":"192.0.2.1:51020","RequestPath":"/a"})",
       "traefik_json 200 undated client=<192.0.2.1:51020> target=</a> path=</a> "
       "upstream=<192.0.2.8:80>"},
      {R"({"DownstreamStatus":0,"RouterName":"web@file","time":"2023-11-14T22:13:20Z"})",
       "traefik_json 000 1700000000+0000 upstream=<web@file>"},
      // Envoy: the path before it was rewritten; no answer at all.
      {R"({"response_code":0,"start_time":"2023-11-14T22:13:20.250Z","method":null,"path":"/new",)"
       R"("x-envoy-original-path":"/old?a=1","duration":"15","upstream_host":"-"})",
       "envoy_json 000 1700000000+0000 target=</old?a=1> path=</old> query=<a=1> "
       "duration=15000000"},
      // Cloudflare's three ways to write a time.
      {R"({"EdgeResponseStatus":200,"EdgeStartTimestamp":"2023-11-14T22:13:20Z"})",
       "cloudflare 200 1700000000+0000"},
      {R"({"EdgeResponseStatus":200,"EdgeStartTimestamp":1700000000})",
       "cloudflare 200 1700000000+0000"},
      {R"({"EdgeResponseStatus":200,"EdgeEndTimestamp":1700000000999999999})",
       "cloudflare 200 1700000000+0000"},
      // nginx: $msec, lists, target and arguments apart, an empty request, bytes of TLS.
      {R"({"msec":"1700000000.250","remote_addr":"2001:db8::1","status":"404","uri":"/a",)"
       R"("args":"b=1","request_method":"GET","upstream_addr":"192.0.2.8:80, 192.0.2.9:80",)"
       R"("request_time":0.1})",
       "nginx_json 404 1700000000+0000 client=<2001:db8::1> method=<GET> target=</a?b=1> path=</a> "
       "query=<b=1> duration=100000000 upstream=<192.0.2.9:80>"},
      {R"({"remote_addr":"192.0.2.1","status":"400","request":"","bytes_sent":"-"})",
       "nginx_json 400 undated client=<192.0.2.1> path=<>"},
      {R"({"remote_addr":"192.0.2.1","status":"400","request":"\u0016\u0003\u0001"})",
       R"(nginx_json 400 undated client=<192.0.2.1> request=<\u0016\u0003\u0001> )"
       R"(path=<\u0016\u0003\u0001>)"},
      {R"({"remote_addr":"192.0.2.1","status":"200","request":"GET http://example.com HTTP/1.1"})",
       "nginx_json 200 undated client=<192.0.2.1> request=<GET http://example.com HTTP/1.1> "
       "method=<GET> target=<http://example.com> path=</> protocol=<HTTP/1.1>"},
      // The first key of a list that holds a value, whatever their order in the line.
      {R"({"code":"x","status_code":null,"status":201,"url":"/"})",
       "json 201 undated target=</> path=</>"},
      {R"({"code":500,"status":"success","url":"/"})", "json 500 undated target=</> path=</>"},
      {R"({"path":"/b","uri":"-","status":200})", "json 200 undated target=</b> path=</b>"},
      {R"({"client_ip":"192.0.2.1, 192.0.2.2","status":200,"method":"GET"})",
       "json 200 undated client=<192.0.2.1, 192.0.2.2> method=<GET>"},
      {R"({"status":200,"latency_ms":12.5,"user":42,"host":true,"method":"GET"})",
       "json 200 undated host=<true> user=<42> method=<GET> duration=12500000"},
  };
  for (const JsonCase& c : cases)
    EXPECT_EQ(cut_known(c.line), c.expected) << c.line;
}

TEST(JsonLine, DetectsFormatsByTheirKeysInTheOrderOfTheTable) {
  const std::vector<JsonCase> cases = {
      {R"({"status":200,"size":1,"duration":1,"request":{"method":"GET"}})", "caddy"},
      {R"({"status":200,"size":1,"duration":1,"request":"GET / HTTP/1.1"})", "json"},
      {R"({"status":200,"size":1,"request":{"method":"GET"}})", "json"},
      {R"({"DownstreamStatus":200,"EdgeResponseStatus":300})", "traefik_json"},
      {R"({"response_code":200,"start_time":null})", "envoy_json"},
      {R"({"response_code":200,"path":"/"})", "json"},
      {R"({"response_code":200})", "no_request"},
      {R"({"EdgeResponseStatus":200,"status":404,"remote_addr":"192.0.2.1"})", "cloudflare"},
      {R"({"status":404,"remote_addr":"192.0.2.1","request":""})", "nginx_json"},
      {R"({"status":404,"remote_addr":"192.0.2.1"})", "no_request"},
      {R"({"EdgeResponseStatus":null,"status":404})", "no_status"},
      {R"({"version":6,"timestamp":1446249499322,"requests":{"total":1},"responses":{"2xx":1}})",
       "no_status"},
      {R"({"message":"status 200","level":30})", "no_status"},
      {"{}", "no_status"},
  };
  for (const JsonCase& c : cases) {
    const std::string got = cut_known(c.line);
    EXPECT_EQ(got.substr(0, got.find(' ')), c.expected) << c.line;
  }
}

TEST(JsonLine, FollowsPaths) {
  const std::string map = "json:status=a.b[1].c,user=a.b[0],host=a\\.b,agent=h.x[0][1],referer=[0";
  EXPECT_FALSE(parse_key_map(map).map);
  const std::string good = map.substr(0, map.rfind(','));
  EXPECT_EQ(cut_by(good, R"({"a":{"b":["u",{"c":200,"d":[1]},{"c":300}]},"a.b":"host"})"),
            "json 200 undated host=<host> user=<u>");
  EXPECT_EQ(cut_by(good, R"({"h":{"x":[[0,"agent",2],[3]],"y":{}},"a":{"b":[null,{"c":200}]}})"),
            "json 200 undated agent=<agent>");
  EXPECT_EQ(cut_by(good, R"({"a":{"b":"x"},"h":[{"x":1}]})"), "no_status 0");
  EXPECT_EQ(cut_by(good, R"({"a":[{"b":[1,{"c":200}]}]})"), "no_status 0");
  EXPECT_EQ(cut_by(good, R"({"a":{"b":{"1":{"c":200}}}})"), "no_status 0");
  // If two objects have the same name, only the first counts.
  EXPECT_EQ(cut_by(good, R"({"a":{},"a":{"b":["u",{"c":200}]}})"), "no_status 0");
  EXPECT_EQ(cut_by("json:status=s.t|s", R"({"s":{"t":201}})"), "json 201 undated");
  EXPECT_EQ(cut_by("json:status=s.t|s", R"({"s":202})"), "json 202 undated");
}

TEST(JsonLine, CutsOnlyWhatIsAskedFor) {
  const std::vector<KeyMap> maps = known_key_maps(KeySyntax::kJson);
  JsonParser cutter(maps);
  for (const KnownMap& known : known_key_maps()) {
    if (known.map.syntax != KeySyntax::kJson) continue;
    const test::KeyedText copy(known.sample);
    ASSERT_EQ(cutter.parse(copy.text()).mismatch, Mismatch::kNone);
    const LogLine all = cutter.cut(test::all_fields());
    const std::string target(all.target);
    EXPECT_EQ(test::dump_keyed(cutter.cut({})), status_name(all.status) + " undated");
    for (std::size_t i = 0; i < kFields; ++i) {
      const Field field = static_cast<Field>(i);
      const LogLine one = cutter.cut({field});
      EXPECT_EQ(field_text(one, field), field == Field::kTarget ? target : field_text(all, field));
      EXPECT_EQ(one.time, field == Field::kTime ? all.time : std::nullopt);
      EXPECT_EQ(one.bytes, field == Field::kBytes ? all.bytes : std::nullopt);
      EXPECT_EQ(one.duration, field == Field::kDuration ? all.duration : std::nullopt);
      EXPECT_EQ(one.status, all.status);
    }
  }
}

}  // namespace
}  // namespace logscan
