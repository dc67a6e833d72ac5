#include "format/pair_line.h"

#include <string>
#include <string_view>
#include <vector>

#include "support/keyed_lines.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using namespace std::string_literals;

struct PairCase {
  std::string line;
  std::string expected;
};

std::string cut_pairs(const std::vector<KeyMap>& maps, std::string_view line) {
  PairParser cutter(maps);
  const std::string first = test::dump_keyed(cutter, maps, line);
  // Bytes after the line are never examined.
  for (const char filler : {'\t', ' ', '=', ':', '\n'}) {
    const test::KeyedText copy(line, filler);
    const KeyedResult verdict = cutter.parse(copy.text());
    const std::string again =
        verdict.mismatch == Mismatch::kNone
            ? maps.at(verdict.map).name + " " + test::dump_keyed(cutter.cut(test::all_fields()))
            : mismatch_name(verdict.mismatch) + (" " + std::to_string(verdict.column));
    EXPECT_EQ(again, first) << line;
  }
  return first;
}

std::string cut_ltsv(std::string_view line) {
  return cut_pairs(known_key_maps(KeySyntax::kLtsv), line);
}

std::string cut_logfmt(std::string_view line) {
  return cut_pairs(known_key_maps(KeySyntax::kLogfmt), line);
}

// Returns a sample for the last map, which accepts any line.
std::string sample(KeySyntax syntax) {
  std::string last;
  for (const KnownMap& known : known_key_maps()) {
    if (known.map.syntax == syntax) last = known.sample;
  }
  return last;
}

TEST(PairLine, GivesEachSampleItsFields) {
  EXPECT_EQ(cut_ltsv(sample(KeySyntax::kLtsv)),
            "ltsv 200 1699967600+0900 host=<www.example.com> client=<192.0.2.1> user=<frank> "
            "request=<GET /a/b?c=d HTTP/1.1> method=<GET> target=</a/b?c=d> path=</a/b> "
            "query=<c=d> protocol=<HTTP/1.1> bytes=<2326> referer=<https://example.com/> "
            "agent=<Tester/1.0> forwarded_for=<198.51.100.7> duration=57000000");
  EXPECT_EQ(cut_logfmt(sample(KeySyntax::kLogfmt)),
            "logfmt 200 1700000000+0000 host=<www.example.com> client=<192.0.2.1> method=<GET> "
            "target=</a/b?c=d> path=</a/b> query=<c=d> bytes=<2326> agent=<Tester 1.0> "
            "duration=12500000");
}

TEST(PairLine, ReadsOddLtsv) {
  const std::vector<PairCase> cases = {
      {"status:200", "ltsv 200 undated"},
      {"status:-", "ltsv - undated"},
      {"status:0", "ltsv 000 undated"},
      {"status:000", "ltsv 000 undated"},
      {"status:999\tsize:-\tuser:-\treferer:\tua:", "ltsv 999 undated"},
      {"status:20", "bad_status 8"},
      {"a:1\tstatus:", "bad_status 12"},
      {"status:2000", "bad_status 8"},
      {"status:200 ", "bad_status 8"},
      {"status: 200", "bad_status 8"},
      {"Status:200", "no_status 0"},
      {"xstatus:200\tstatusx:200", "no_status 0"},
      {"req:GET /?status:200 HTTP/1.1", "no_status 0"},
      {"", "not_pairs 1"},
      {"status", "not_pairs 1"},
      {":200", "not_pairs 1"},
      {"status:200\tabc", "not_pairs 12"},
      {"status:200\t:abc", "not_pairs 12"},
      {"a:1\tb\tc:2", "not_pairs 5"},
      {"\tstatus:200\t\t", "ltsv 200 undated"},
      {"\t\t", "no_status 0"},
      {"status:200\tstatus:500", "ltsv 200 undated"},
      {"status:200\treq:\\x16\\x03", "ltsv 200 undated request=<\\x16\\x03> path=<\\x16\\x03>"},
      {"status:400\treq:-", "ltsv 400 undated path=<->"},
      {"status:200\tua:a \"b\\\" c:d\xff"s + '\0' + "e",
       "ltsv 200 undated agent=<a \"b\\\" c:d\xff"s + '\0' + "e>"},
      {"status:200\tmethod:GET\turi:/a?b=c\tprotocol:HTTP/1.0",
       "ltsv 200 undated method=<GET> target=</a?b=c> path=</a> query=<b=c> protocol=<HTTP/1.0>"},
      {"status:200\treqtime_microsec:57000\tapptime:9", "ltsv 200 undated duration=57000000"},
      {"status:200\treqtime:-\tapptime:0.25", "ltsv 200 undated duration=250000000"},
      {"status:200\ttime:1700000000.5", "ltsv 200 1700000000+0000"},
      {"status:200\ttime:2000-10-10T13:55:36-07:00", "ltsv 200 971211336-0700"},
      {"status:200\thost:198.51.100.7, 192.0.2.1",
       "ltsv 200 undated client=<198.51.100.7, 192.0.2.1>"},
      {"192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 1", "no_status 0"},
  };
  for (const PairCase& c : cases)
    EXPECT_EQ(cut_ltsv(c.line), c.expected) << c.line;
}

TEST(PairLine, ReadsOddLogfmt) {
  const std::string get = "method=GET ";
  const std::vector<PairCase> cases = {
      {"status=200", "no_request 0"},  // nothing says that it is about a request
      {get + "status=200", "logfmt 200 undated method=<GET>"},
      {get + "status=\"200\"", "logfmt 200 undated method=<GET>"},
      {get + "code=404", "logfmt 404 undated method=<GET>"},
      {get + "code=1 status=404", "logfmt 404 undated method=<GET>"},
      {get + "status=Pending", "bad_status 19"},
      {get + "status=\"2 0\"", "bad_status 20"},
      {get + "status=", "bad_status 19"},
      {get + "msg=status=200", "no_status 0"},
      {get + "msg=\"status=200 code=300\"", "no_status 0"},
      {get + "msg=\"a \\\" status=500 \" status=200", "logfmt 200 undated method=<GET>"},
      {get + "msg=\"a\\\\\" status=200", "logfmt 200 undated method=<GET>"},
      {get + "status=200 status=500", "logfmt 200 undated method=<GET>"},
      {"  " + get + "  flag   status=200  ", "logfmt 200 undated method=<GET>"},
      {get + "status=200 path=/a?b=\"c\"",
       "logfmt 200 undated method=<GET> target=</a?b=\"c\"> "
       "path=</a> query=<b=\"c\">"},
      {get + "status=200 ua=\"\" user=\"-\" bytes=- ip=", "logfmt 200 undated method=<GET>"},
      {get + "status=200 ua=\"\\\"\"", "logfmt 200 undated method=<GET> agent=<\\\">"},
      {"", "not_pairs 1"},
      {"   ", "not_pairs 1"},
      {"=200", "not_pairs 1"},
      {get + "=200", "not_pairs 12"},
      {"word method=GET status=200", "not_pairs 1"},
      {" word", "not_pairs 2"},
      {get + "msg=\"a", "not_pairs 16"},
      {get + "msg=\"a\\\"", "not_pairs 16"},
      {get + "msg=\"", "not_pairs 16"},
      {get + "msg=\"a\"b status=200", "not_pairs 19"},
      {"at=info method=GET path=\"/a\" host=www.example.com fwd=\"198.51.100.7\" dyno=web.1 "
       "connect=1ms service=18ms status=503 bytes=13 protocol=https",
       "logfmt 503 undated host=<www.example.com> client=<198.51.100.7> method=<GET> target=</a> "
       "path=</a> bytes=<13> forwarded_for=<198.51.100.7> "
       "duration=18000000 upstream=<web.1>"},
      {"ts=1700000000.25 uri=/ status=200 elapsed=1.5 remote=192.0.2.1:80",
       "logfmt 200 1700000000+0000 client=<192.0.2.1:80> target=</> path=</>"},
      {"url=https://example.com/a?b code=200 duration_ms=3 size=0",
       "logfmt 200 undated target=<https://example.com/a?b> path=</a> query=<b> bytes=<0> "
       "duration=3000000"},
      // Lograge's number counts milliseconds; of others it is not known what they count.
      {"method=GET path=/a controller=A action=b status=200 duration=1.5",
       "logfmt 200 undated method=<GET> target=</a> path=</a> duration=1500000"},
      {"method=GET path=/a status=200 duration=1.5",
       "logfmt 200 undated method=<GET> target=</a> path=</a>"},
      {"method=GET path=/a status=200 duration=1.5 elapsed_us=7 took=3ms",
       "logfmt 200 undated method=<GET> target=</a> path=</a> duration=7000"},
      {"path=/select params={q=*:*} hits=0 status=0 QTime=12", "bad_status 43"},
      {"method=GET path=/a http.response.status=404 http.response.written=5", "no_status 0"},
      {"http.request.method=GET http.request.path=/a http.request.ip=192.0.2.1:80 "
       "http.response.status=200 http.response.latency=100ms http.response.length=7",
       "logfmt 200 undated client=<192.0.2.1:80> method=<GET> target=</a> path=</a> bytes=<7> "
       "duration=100000000"},
      {"path=/\xff"s + '\0' + "\t status=200",
       "logfmt 200 undated target=</\xff"s + '\0' + "\t> path=</\xff"s + '\0' + "\t>"},
  };
  for (const PairCase& c : cases)
    EXPECT_EQ(cut_logfmt(c.line), c.expected) << c.line;
}

}  // namespace
}  // namespace logscan
