#include <optional>
#include <string>
#include <vector>

#include "format/given_format.h"
#include "logscan/engine.h"
#include "logscan/report.h"
#include "support/ask.h"
#include "support/temp_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The columns of the last line of a text that are left over.
std::vector<std::string> left_over(const std::string& text, const std::string& format = {}) {
  const test::TempFile file(text + "\n");
  QuerySpec spec;
  if (!format.empty()) spec.log_format = GivenFormat::parse(format).spec();
  EngineOptions options;
  options.query = test::compiled(spec);
  std::vector<std::string> columns;
  bool is_parsed = false;
  explain_lines(Input::open(file.path()), 100, options, [&](const ExplainedLine& line) {
    columns = line.left_over;
    is_parsed = line.verdict.kind == LineKind::kParsed;
  });
  EXPECT_TRUE(is_parsed) << text;
  return columns;
}

const std::string kCommon =
    R"(192.0.2.1 - - [10/Oct/2023:13:55:36 +0000] "GET /a?b=1 HTTP/1.1" 200 5)";

TEST(LeftOver, IsNothingInUsualLines) {
  for (const char* rest : {"", R"( "-" "curl/8.0")", R"( "https://a.example/" "a, b | c 1")"})
    EXPECT_THAT(left_over(kCommon + rest), IsEmpty()) << rest;
  EXPECT_THAT(left_over("Jan 12 10:00:00 web1 nginx[17]: " + kCommon), IsEmpty());
}

TEST(LeftOver, AreColumnsOfText) {
  EXPECT_THAT(left_over(kCommon + " 0.012"), ElementsAre("0.012"));
  EXPECT_THAT(left_over(kCommon + R"( "-" "curl/8.0" "-" 17 - "a b" [main])"),
              ElementsAre("17", "\"a b\"", "[main]"));
  EXPECT_THAT(
      left_over("192.0.2.1 ident7 frank [10/Oct/2023:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5"),
      ElementsAre("ident7"));
}

TEST(LeftOver, AreKeysOfJson) {
  EXPECT_THAT(
      left_over(R"({"ts":1696946136,"status":404,"path":"/a","took":12,"tls":true,"x":null})"),
      ElementsAre("took=12", "tls=true"));
  EXPECT_THAT(
      left_over(
          R"({"level":"info","request":{"method":"GET","uri":"/a","id":7},"status":404,"n":[1,{"o":2}]})"),
      ElementsAre("level=\"info\"", "request.id=7", "n=1", "n.o=2"));
}

TEST(LeftOver, AreColumnsOfPairs) {
  EXPECT_THAT(left_over("status=404 method=GET path=/a dyno=web.1 note=\"a b\""),
              ElementsAre("dyno=web.1", "note=\"a b\""));
  EXPECT_THAT(
      left_over("time:10/Oct/2023:13:55:36 +0000\tstatus:404\tmethod:GET\turi:/a\tnote:a b"),
      ElementsAre("note:a b"));
}

TEST(LeftOver, DependOnTheGivenFormat) {
  EXPECT_THAT(
      left_over(R"({"s":404,"u":"/a","up":"hit","q":"1"})", "json:status=s,path=u,x.cache=up"),
      ElementsAre("q=\"1\""));
  EXPECT_THAT(left_over("#Fields: date time cs-method cs-uri-stem sc-status s-extra\n"
                        "2026-01-12 10:00:00 GET /a 404 more"),
              ElementsAre("more"));
}

// A line may hold many columns, or be long.
TEST(LeftOver, AreBounded) {
  std::string line = R"({"status":404,"path":"/a")";
  for (int i = 0; i < 400; ++i)
    line += ",\"k" + std::to_string(i) + "\":12345";
  EXPECT_EQ(left_over(line + "}").size(), 31u);  // and the status is examined
  EXPECT_THAT(left_over(line + ",\"long\":\"" + std::string(8192, 'a') + "\"}"), IsEmpty());
  for (const char* odd : {"\"", "{", "[[", "\"\\", "{\"", "{\"a\":", "]]}}"})
    left_over(kCommon + " " + odd);
}

}  // namespace
}  // namespace logscan
