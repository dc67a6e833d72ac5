#include "engine/log_check.h"

#include <optional>
#include <string>
#include <string_view>

#include "format/given_format.h"
#include "support/ask.h"
#include "support/compressors.h"
#include "support/read_input.h"
#include "support/temp_folder.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using namespace std::string_literals;

constexpr std::string_view kLogLine =
    "192.0.2.1 - - [10/Oct/2023:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5\n";

std::string repeat(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i)
    all += text;
  return all;
}

class LogCheckTest : public testing::Test {
 protected:
  // The reason for which a file with these bytes is left out; empty: it is read.
  std::string reason(std::string_view bytes) {
    const std::string path = folder_.write("a.log", bytes);
    return check_.why_left_out(Input::open_found(path)).value_or("");
  }

  test::TempFolder folder_;
  EngineOptions options_;
  LogCheck check_{options_};
};

TEST_F(LogCheckTest, OneParsedLineIsEnough) {
  const std::string line(kLogLine);
  EXPECT_EQ(reason(line), "");
  EXPECT_EQ(reason(line.substr(0, line.size() - 1)), "");
  EXPECT_EQ(reason(repeat("junk\n", LogCheck::kSureLines - 1) + line), "");
  EXPECT_EQ(reason("\xEF\xBB\xBF" + line), "");
  EXPECT_EQ(reason(std::string(5000, '\0') + line), "");
  EXPECT_EQ(reason("\n\n# comment\n" + line), "");
  EXPECT_EQ(reason("#Fields: date time cs-method cs-uri-stem sc-status\n"
                   "2026-01-15 10:00:00 GET / 200\n"),
            "");
}

// Wherever the first reads end.
TEST_F(LogCheckTest, LongLinesAreReadWhole) {
  for (const std::size_t length : {8000u, 8191u, 8192u, 8193u, 20000u, 60000u}) {
    const std::string path(length, 'a');
    EXPECT_EQ(
        reason("192.0.2.1 - - [10/Oct/2023:13:55:36 +0000] \"GET /" + path + " HTTP/1.1\" 200 5\n"),
        "")
        << length;
  }
  EXPECT_EQ(reason(std::string(LogCheck::kBytes, 'x') + "\n" + std::string(kLogLine)),
            "its first line is longer than 65536 bytes");
  EXPECT_EQ(reason(std::string(LogCheck::kBytes - 1, 'x')),
            "its first line is not of an access log (closest: combined)");
}

TEST_F(LogCheckTest, SaysWhatIsWrong) {
  EXPECT_EQ(reason(""), "is empty");
  EXPECT_EQ(reason("junk\n"), "its first line is not of an access log (closest: combined)");
  EXPECT_EQ(reason("junk\nmore\n"),
            "no line of its first 2 is of an access log (closest: combined)");
  EXPECT_EQ(reason(repeat("junk\n", LogCheck::kLines) + std::string(kLogLine)),
            "no line of its first 200 is of an access log (closest: combined)");
  EXPECT_EQ(reason("{\"level\":\"info\"}\njunk\n"),
            "no line of its first 2 is of an access log (closest: json)");
  EXPECT_EQ(reason("#Software: x\n#Fields: time sc-status\n\n"),
            "has only blank lines and comments so far");
  EXPECT_EQ(reason("\x7f"
                   "ELF\x02\0\0\0\n\0\0"s),
            "is binary");
  EXPECT_EQ(reason("\xff\xfeG\0E\0T\0"s).find("UTF-16 is not supported"), 0u);
}

// uWSGI writes some forty lines before the first request.
TEST_F(LogCheckTest, ALogMayBeginWithALongBanner) {
  const std::string line(kLogLine);
  for (const std::size_t lines : {20u, 45u, 199u})
    EXPECT_EQ(reason(repeat("*** Starting the server ***\n", lines) + line), "") << lines;
  EXPECT_EQ(reason(repeat(std::string(300, 'x') + "\n", 150) + line + line), "");
  EXPECT_EQ(reason(repeat("banner\n", 60) + repeat(line + line + "worker 1 busy\n", 40)), "");
}

TEST_F(LogCheckTest, ATextThatQuotesALogIsNotALog) {
  const std::string line(kLogLine);
  EXPECT_EQ(reason(repeat("How to read logs\n", 50) + line + line + repeat("and so on\n", 5)),
            "only 2 of its first 57 lines are of an access log, after other text");
  // Seen beyond what is read first, too.
  EXPECT_EQ(reason(repeat(std::string(100, 'x') + "\n", 60) + line + line +
                   repeat(std::string(200, 'y') + "\n", 60)),
            "only 2 of its first 122 lines are of an access log, after other text");
}

TEST_F(LogCheckTest, AnArchiveOfLogsIsNotALog) {
  std::string header(512, '\0');
  header.replace(0, 5, "a.log");
  header.replace(257, 5, "ustar");
  const std::string archive = header + std::string(kLogLine);
  EXPECT_EQ(reason(archive), "unsupported format (tar); run: tar -xOf FILE | logscan");
  EXPECT_EQ(reason(test::gzip(archive)),
            "contains tar data within gzip; decompress it, then run: tar -xOf FILE | logscan");
}

TEST_F(LogCheckTest, AFileThatCannotBeCheckedIsRead) {
  EXPECT_EQ(check_.why_left_out(Input::open_found(folder_.path("gone"))), std::nullopt);
  EXPECT_EQ(reason(std::string(LogCheck::kBytes + 1, '\0')), "");
}

TEST_F(LogCheckTest, AFileCanBeReadAfterwards) {
  for (const std::string& bytes : {std::string(kLogLine), test::gzip(kLogLine)}) {
    const Input input = Input::open_found(folder_.write("a.log", bytes));
    EXPECT_EQ(check_.why_left_out(input), std::nullopt);
    EXPECT_EQ(test::read_input(input).text, kLogLine);
  }
}

// A directive of one file says nothing about the next.
TEST_F(LogCheckTest, FilesAreCheckedSeparately) {
  EXPECT_EQ(reason("#Fields: date time cs-method cs-uri-stem sc-status\n"
                   "2026-01-15 10:00:00 GET / 200\n"),
            "");
  EXPECT_EQ(reason("2026-01-15 10:00:00 GET / 200\n"),
            "its first line is not of an access log (closest: combined)");
}

TEST_F(LogCheckTest, AGivenFormatDecides) {
  EngineOptions options;
  test::ask(options, [&](QuerySpec& spec) {
    spec.log_format = GivenFormat::parse("json:status=code,time=ts").spec();
  });
  LogCheck check(options);
  const auto reason = [&](std::string_view bytes) {
    return check.why_left_out(Input::open_found(folder_.write("a.log", bytes)));
  };
  EXPECT_NE(reason(kLogLine), std::nullopt);
  EXPECT_EQ(reason("{\"code\":200,\"ts\":1768471200}\n"), std::nullopt);
}

}  // namespace
}  // namespace logscan
