// The lines that application servers and frameworks write in text: each with the fields it must
// give, and lines that only look like one.

#include <set>
#include <string>
#include <string_view>

#include "baseline/reference.h"
#include "baseline/reference_parser.h"
#include "format/layouts/layouts.h"
#include "support/dump.h"
#include "support/layout_rows.h"
#include "support/server_rows.h"
#include "support/sweep.h"
#include "text/time_zone.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

std::string dump(std::string_view line) {
  LogLine fields;
  const std::optional<LogFormat> format = find_server_line(line, fields);
  if (fields.time) fields.time = with_offset(*fields.time, TimeZone());
  return format ? std::string(log_format_name(*format)) + ": " + test::full_dump(fields) : "none";
}

TEST(ServerLines, GiveTheFieldsThatTheirServersWrite) {
  for (const test::ServerRow& row : test::server_rows())
    EXPECT_EQ(dump(row.line), std::string(row.format) + ": " + std::string(row.fields)) << row.line;
}

TEST(ServerLines, AreRecognisedAmongAllFormats) {
  ReferenceParser reference;
  std::set<std::string_view> formats;
  for (const test::ServerRow& row : test::server_rows()) {
    const Verdict expected = reference.parse(row.line);
    EXPECT_STREQ(log_format_name(expected.format), row.format) << row.line;
    test::parse_text(std::string(row.line) + "\n", kernels()[0],
                     [&](const LineView&, const ParsedLine& parsed) {
                       EXPECT_EQ(parsed.kind, LineKind::kParsed) << row.line;
                       EXPECT_EQ(parsed.verdict(), expected) << row.line;
                     });
    formats.insert(row.format);
  }
  for (std::size_t i = static_cast<std::size_t>(LogFormat::kPhpFpm);
       i <= static_cast<std::size_t>(LogFormat::kBunny); ++i)
    EXPECT_TRUE(formats.contains(kLogFormatNames[i])) << kLogFormatNames[i];
}

TEST(ServerLines, AreNotTakenFromProse) {
  for (const char* line : {
           "",
           "GET / 200",
           "INFO: 200 GET done",
           "Please GET /foo and see 200 OK",
           "2026-01-12 10:00:00 INFO worker says \"GET /a\" 200 times",
           "GET /a 200 512 - 12.345 s",
           "POST /api/x 500 in 1m 2s",
           "GET /a 200 in 5ms and more",
           "INFO:     192.0.2.7:5000 - \"WebSocket /ws\" [accepted]",
           "xxx GET /x 500 1,23ms -",
           "GET /a b 200 512 - 12.345 ms",
           "FETCH /a 200 512 - 12.345 ms",
           "GET a 200 512 - 12.345 ms",
           "200 GET /x (alice) 3.2ms",
           "HTTP GET /x responded 20 in 3 ms",
           "192.0.2.7:5 - \"GET /x y HTTP/1.1\" 200 OK",
           "192.0.2.7:5 - \"GET /x HTTP/1.1\" 200 and more: 3",
           "time=10:00 msg=\"x\" GET /users 200 512 - 12.345 ms",
           "[GIN-debug] GET    /ping                     --> main.main.func1 (3 handlers)",
           "2026/01/12 10:00:00 [I] router: polling   GET /x for 192.0.2.7:1, elapsed 3.2s @ a.go",
           "2026-01-12T10:00:00.123Z|4f|192.0.2.7|bob|GET|/a|500|1|2|3|x|404|-1|1234|12|JFrog",
           "192.0.2.7 | https | i@1X2x6 | - | 2026-01-12 10:00:00,431 | \"GET /s HTTP/1.1\" | \"\" "
           "\"x\" | - | - | - | - | - | 1irez8i |",
           "172.16.255.255, anonymous, 03/20/01, 23:58:11, MSFTPSVC, S, 172.16.255.255, 60, 275, "
           "0, "
           "0, 0, PASS, /Intro.htm, -,",
       }) {
    EXPECT_EQ(dump(line), "none") << line;
  }
}

TEST(ServerLines, GiveTheSameStatusForATornLineOrNothing) {
  for (const test::ServerRow& row : test::server_rows()) {
    LogLine whole;
    find_server_line(row.line, whole);
    // Here a client wrote what the end of a whole line looks like.
    if (row.fields.find(" 200 ") != std::string_view::npos ||
        row.fields.find(" in ") != std::string_view::npos ||
        row.fields.find("| 500 |") != std::string_view::npos)
      continue;
    for (std::size_t size = 0; size < row.line.size(); ++size) {
      LogLine fields;
      const std::string torn(row.line.substr(0, size));
      if (find_server_line(torn, fields)) {
        EXPECT_EQ(fields.status, whole.status) << torn;
      }
    }
  }
}

}  // namespace
}  // namespace logscan
