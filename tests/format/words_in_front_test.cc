// Collectors, shells and loggers write words before a line. Its record must stay the same.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/layout_rows.h"
#include "support/records_of.h"
#include "support/server_rows.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

std::string record_behind(const std::string& line) {
  const std::vector<std::string> records = test::records_of(line + "\n");
  return records.size() == 1 ? records[0] : std::to_string(records.size()) + " records";
}

constexpr const char* kQuoted[] = {
    R"(192.0.2.5 - - [08/Dec/2024:16:23:33 +0000] "GET /a?b=c HTTP/1.1" 404 95 "-" "Tester 1")",
    R"(192.0.2.5 - frank [08/Dec/2024:16:23:33 +0000] "GET /a HTTP/1.1" 200 12)",
    R"(2001:db8::7 - - [08/Dec/2024:16:23:33 +0000] "GET /a HTTP/1.1" 200 12 "-" "t" "192.0.2.1")",
    R"(192.0.2.7, 192.0.2.8 - - [08/Dec/2024:16:23:33 +0000] "GET /a HTTP/1.1" 200 12 "-" "t")",
    R"(shop.example.com:443 192.0.2.5 - - [08/Dec/2024:16:23:33 +0000] "GET /a HTTP/1.1" 200 12)",
    R"(shop.example.com 192.0.2.5 - - [08/Dec/2024:16:23:33 +0000] "GET /a HTTP/1.1" 200 12 "-" "t")",
    R"(192.0.2.9 - [192.0.2.9] - - [08/Dec/2024:16:23:33 +0000] "GET /a HTTP/2.0" 200 12 "-" "t")"};

constexpr const char* kOthers[] = {
    R"({"time":"2024-12-08T16:23:33Z","remote_addr":"192.0.2.5","request":"GET /a?b=c HTTP/1.1",)"
    R"("status":404,"body_bytes_sent":95})",
    R"(192.0.2.7:44576 [08/Dec/2024:16:23:33.971] web app/s1 0/0/1/2/3 200 119 - - ---- )"
    R"(1/1/0/0/0 0/0 "GET /a HTTP/1.1")"};

constexpr const char* kInFront[] = {
    // grep, with a file name, a line number, or both
    "access.log:", "12:", "/var/log/nginx/access.log.1:", "access.log:123:",
    // kubectl, stern, pm2, docker, docker-compose
    "[pod/web-7d4b9/nginx] ", "web-7d4b9 nginx ", "shop web-7d4b9 nginx ", "0|app  | ",
    "2024-12-08T16:23:33.457957123Z ", "2024-12-08T16:23:33.457957123Z stdout F ", "web-1  | ",
    "nginx.1     | ",
    // syslog in the templates of rsyslog and systemd
    "Dec  8 16:23:33 web1 nginx: ", "Dec  8 16:23:33 web1 nginx[812]: ",
    "Dec  8 16:23:33 web1 nginx[812] ", "Dec 08 16:23:33 web1 apache ",
    "2024-12-08T16:23:33.457957+00:00 web1 nginx: ", "2024-12-08T16:23:33.457957+00:00 web1 nginx ",
    "<190>Dec  8 16:23:33 web1 nginx: ", "<190>Dec  8 16:23:33 nginx: ",
    // and HAProxy's and systemd's for standard output
    "<134>", "<6>", "<190>1 2024-12-08T16:23:33Z web1 nginx 812 - - ",
    "<190>1 2024-12-08T16:23:33Z web1 nginx 812 - -  ",
    "<190>1 2024-12-08T16:23:33Z web1 nginx 812 ID47 [a@1 b=\"c d\"] ",
    // Heroku, Fly
    "2024-12-08T16:23:33.457957+00:00 app[web.1]: ",
    "2024-12-08T16:23:33Z app[148ed726] ams [info] ",
    // loggers of Python, Twisted, gunicorn, Go, Java
    "2024-12-08 16:23:33,457 INFO ", "2024-12-08 16:23:33,457 - INFO - ",
    "2024-12-08 16:23:33,457 - aiohttp.access - INFO - ",
    "2024-12-08 16:23:33,457 aiohttp.access INFO ",
    "INFO:aiohttp.access:", "INFO:     ", "[2024-12-08 16:23:33 +0000] [7] [INFO] ",
    "2024-12-08T16:23:33+0000 [twisted.python.log#info] ", "2024-12-08 16:23:33+0000 [-] ",
    "[INFO] 2024/12/08 16:23:33 ",
    "2024-12-08 10:00:00,667 INFO  [io.quarkus.http.access-log] (executor-thread-1) ",
    "2024-12-08 10:00:00.667  INFO 1 --- [nio-8080-exec-1] o.a.c.valves.AccessLogValve : ",
    "2024-12-08T16:23:33+00:00\tnginx.access\t", "   "};

TEST(WordsInFront, LeaveTheRecordAsItIs) {
  for (const char* line : kQuoted) {
    const std::string right = record_behind(line);
    EXPECT_NE(right, "0 records") << line;
    for (const char* words : kInFront)
      EXPECT_EQ(record_behind(std::string(words) + line), right) << words << line;
  }
  for (const char* line : kOthers) {
    const std::string right = record_behind(line);
    EXPECT_NE(right, "0 records") << line;
    for (const std::string_view words : kInFront)
      EXPECT_EQ(record_behind(std::string(words) + line), right) << words << line;
  }
}

// The first line of each format in the tables of the other formats.
std::vector<std::string> first_lines() {
  std::vector<std::string> lines = {
      "time=2026-01-12T10:00:00Z level=info method=GET path=/a status=404"};
  std::set<std::string_view> seen;
  for (const auto& rows : {test::proxy_rows(), test::cloud_rows()}) {
    for (const test::LayoutRow& row : rows) {
      if (seen.insert(row.layout).second) lines.emplace_back(row.text);
    }
  }
  for (const test::ServerRow& row : test::server_rows()) {
    if (seen.insert(row.format).second) lines.emplace_back(row.line);
  }
  return lines;
}

TEST(WordsInFront, OfGrepLeaveEveryRecordAsItIs) {
  for (const std::string& line : first_lines()) {
    const std::string right = record_behind(line);
    EXPECT_NE(right, "0 records") << line;
    for (const char* words : {"access.log:", "/var/log/app/access.log.1:", "12:", "access.log:12:"})
      EXPECT_EQ(record_behind(words + line), right) << words << line;
  }
}

std::string without_time(const std::string& record) {
  return record.starts_with("{\"time\"") ? "{" + record.substr(record.find(',') + 1) : record;
}

// The first stamp before a line without a time of its own is its time.
TEST(WordsInFront, LeaveTheRecordsOfApplicationServersAsTheyAre) {
  const std::set<std::string_view> alone = {"iis", "bitbucket", "artifactory", "glassfish",
                                            "bunny"};
  std::set<std::string_view> seen;
  for (const test::ServerRow& row : test::server_rows()) {
    if (alone.contains(row.format) || !seen.insert(row.format).second) continue;
    const std::string right = without_time(record_behind(std::string(row.line)));
    for (const std::string words : kInFront) {
      if (words.find('\t') != std::string::npos) continue;  // Fluentd's, before JSON
      EXPECT_EQ(without_time(record_behind(words + std::string(row.line))), right)
          << words << row.line;
    }
  }
}

TEST(WordsInFront, GiveTheirTimeToALineWithoutOne) {
  for (
      const char* line : {
          R"(2024-01-01T10:00:00.123456789Z stdout F INFO:     192.0.2.5:500 - "GET / HTTP/1.1" 200 OK)",
          "2024-01-01T10:00:00.123456789Z stdout F GET /a 500 12.3 ms - 12",
          R"(2024-01-01T10:00:00.123456789Z stdout F {"status":200,"method":"GET","path":"/a"})",
          R"(2024-01-01T10:00:00.123456789Z {"status":200,"method":"GET","path":"/a"})",
          R"(access.log:2024-01-01T10:00:00Z {"status":200,"method":"GET","path":"/a"})",
          "2024-01-01T10:00:00.123456+00:00 web node[12]: GET /a 500 12.3 ms - 12",
          "<13>2024-01-01T10:00:00.123456+00:00 web node[12]: GET /a 500 12.3 ms - 12",
          "<13>1 2024-01-01T10:00:00.123456+00:00 web node 12 - - GET /a 500 12.3 ms - 12",
          "web-1  | 2024-01-01T10:00:00.123456789Z GET /a 500 12.3 ms - 12",
          "Mon, 01 Jan 2024 10:00:00 GMT GET /a 200 12 - 1.234 ms",
          "2024/01/01 10:00:00.524\tINFO\thttp.log.access.log0\thandled request\t"
          R"({"request": {"remote_ip": "192.0.2.5", "method": "GET", "uri": "/"}, )"
          R"("duration": 0.000929675, "size": 10900, "status": 200})",
          R"({"log":"INFO:     192.0.2.5:500 - \"GET / HTTP/1.1\" 200 OK\n","stream":"stdout",)"
          R"("time":"2024-01-01T10:00:00.123456789Z"})",
          R"({"log":"{\"status\":200,\"path\":\"/a\"}\n","stream":"stderr","attrs":{"a":"b"},)"
          R"("time":"2024-01-01T10:00:00.123456789Z"})",
          R"({"log":"2024-01-01T10:00:00Z stdout F GET /a 500 12.3 ms - 12\n","stream":"stdout",)"
          R"("time":"2024-01-01T11:00:00.123456789Z"})",
          R"({"__REALTIME_TIMESTAMP":"1704103200123456","MESSAGE":"GET /a 500 12.3 ms - 12",)"
          R"("_HOSTNAME":"h","SYSLOG_IDENTIFIER":"node"})",
          R"(2024-01-01T10:00:00Z stdout F {"msg":"GET /a 500 12.3 ms - 12","level":30})",
      })
    EXPECT_TRUE(record_behind(line).starts_with(R"({"time":"2024-01-01T10:00:00+00:00",)")) << line;
}

TEST(WordsInFront, AreNoTimeWithoutAYear) {
  for (const std::string words : {"Jan  1 10:00:00 web node[12]: ", "10:00:00 ", "INFO "})
    EXPECT_TRUE(record_behind(words + "GET /a 500 12.3 ms - 12").starts_with(R"({"method":)"));
}

TEST(WordsInFront, OfPythonLeaveUvicornItsClient) {
  const std::string line = R"(192.0.2.5:4711 - "GET /a?b=c HTTP/1.1" 404)";
  EXPECT_NE(record_behind(line).find("192.0.2.5"), std::string::npos);
  for (const char* words : {"INFO:uvicorn.access:", "INFO:     ", "[INFO] uvicorn.access:"})
    EXPECT_EQ(record_behind(words + line), record_behind(line)) << words;
}

// Clients choose their user name, their request and everything after it, and their own name if the
// server looks up names. None of them may look like another client.
TEST(WordsInFront, AreNothingThatAClientCanWrite) {
  struct Case {
    const char* line;
    const char* client;
  };
  constexpr Case kCases[] = {
      {R"(192.0.2.5 - 203.0.113.9 - - [08/Dec/2024:16:23:33 +0000] "GET / HTTP/1.1" 401 1)",
       R"("192.0.2.5")"},
      {R"(192.0.2.5 - INFO - 203.0.113.9 [08/Dec/2024:16:23:33 +0000] "GET / HTTP/1.1" 401 1)",
       R"("192.0.2.5")"},
      {R"(dsl7.example.net - 203.0.113.9 [08/Dec/2024:16:23:33 +0000] "GET / HTTP/1.1" 401 1)",
       R"("dsl7.example.net")"},
      {R"(dsl7.example.net - INFO - 203.0.113.9 [08/Dec/2024:16:23:33 +0000] "GET / HTTP/1.1" 401 1)",
       R"("dsl7.example.net")"},
      {R"(dsl7.example.net - [203.0.113.9] - [08/Dec/2024:16:23:33 +0000] "GET / HTTP/1.1" 401 1)",
       R"("dsl7.example.net")"},
  };
  for (const Case& each : kCases) {
    const std::string record = record_behind(each.line);
    EXPECT_NE(record.find(std::string("\"client\":") + each.client), std::string::npos) << record;
  }
}

TEST(ColoursAround, ALineAreNoPartOfItsFields) {
  for (const std::string line : kQuoted) {
    const std::string plain = record_behind(line);
    EXPECT_EQ(record_behind("\x1b[36m" + line + "\x1b[0m"), plain) << line;
    EXPECT_EQ(record_behind("\x1b[1;36m" + line), plain) << line;
    const std::size_t quote = line.find('"');
    EXPECT_EQ(record_behind("\x1b[36m" + line.substr(0, quote) + "\x1b[0m" + line.substr(quote)),
              plain)
        << line;
  }
}

TEST(UnixSocket, OfHaproxyIsNoClient) {
  const std::string line = kOthers[1];
  const auto has_client = [](const std::string& record) {
    return record.find("\"client\"") != std::string::npos;
  };
  EXPECT_TRUE(has_client(record_behind(line)));
  const std::string record = record_behind("unix:1" + line.substr(line.find(' ')));
  EXPECT_FALSE(has_client(record)) << record;
}

}  // namespace
}  // namespace logscan
