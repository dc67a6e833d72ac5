#include "report/mail_text.h"

#include <string>
#include <string_view>

#include "logscan/report.h"
#include "support/summaries.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace logscan::detail {
namespace {

using logscan::testing::small_summary;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

unsigned hex_value(char digit) {
  return static_cast<unsigned>(digit <= '9' ? digit - '0' : digit - 'A' + 10);
}

std::string decoded(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '=') {
      bytes += text[at];
    } else if (text[at + 1] == '\n') {
      ++at;
    } else {
      bytes += static_cast<char>(hex_value(text[at + 1]) << 4 | hex_value(text[at + 2]));
      at += 2;
    }
  }
  return bytes;
}

void expect_lines(std::string_view mail) {
  std::size_t length = 0;
  for (const char each : mail) {
    length = each == '\n' ? 0 : length + 1;
    ASSERT_LT(length, 78u);
    ASSERT_TRUE(each == '\n' || (each >= ' ' && each <= '~'));
  }
}

TEST(MailText, EncodesWhatLinesCannotHold) {
  EXPECT_EQ(quoted_printable("a=b \xC3\xA4\t\n.\nFrom x\n. end"),
            "a=3Db =C3=A4=09\n=2E\n=46rom x\n=2E end");
  EXPECT_EQ(quoted_printable("ends in \n"), "ends in=20\n");
  EXPECT_EQ(quoted_printable(std::string(80, 'x')), std::string(75, 'x') + "=\nxxxxx");
}

RC_GTEST_PROP(MailText, ComesBackFromQuotedPrintable, (const std::string& bytes)) {
  const std::string text = quoted_printable(bytes);
  expect_lines(text);
  RC_ASSERT(decoded(text) == bytes);
  RC_ASSERT(text.find(kMailBoundary) == std::string::npos);
}

TEST(MailText, FoldsHeaders) {
  EXPECT_EQ(mail_header("Subject", "two words"), "Subject: two words\n");
  std::string words;
  for (int i = 0; i < 30; ++i)
    words += (words.empty() ? "word" : " word");
  const std::string header = mail_header("Subject", words);
  expect_lines(header);
  EXPECT_THAT(header, HasSubstr("word\n word"));
}

TEST(MailText, LetsNoByteBeginAnotherHeader) {
  EXPECT_EQ(mail_header("Subject", "a\r\nBcc: x@example.com"),
            "Subject: =?utf-8?B?YVx4MGRceDBhQmNjOiB4QGV4YW1wbGUuY29t?=\n");
  EXPECT_EQ(mail_header("Subject", "\xC3\xA4"), "Subject: =?utf-8?B?w6Q=?=\n");
  EXPECT_EQ(mail_header("Subject", "=?utf-8?B?w6Q=?="),
            "Subject: =?utf-8?B?PT91dGYtOD9CP3c2UT0/PQ==?=\n");
}

RC_GTEST_PROP(MailText, HeadersAreLinesOfTheirOwn, (const std::string& bytes)) {
  const std::string header = mail_header("Subject", bytes);
  expect_lines(header);
  RC_ASSERT(header.starts_with("Subject: ") || header == "Subject:\n");
  for (std::size_t end = header.find('\n'); end + 1 < header.size();
       end = header.find('\n', end + 1))
    RC_ASSERT(header[end + 1] == ' ');
}

TEST(ReportMail, SaysWhatHappened) {
  const std::string mail = report_mail(small_summary("access.log"), "ops@example.com");
  EXPECT_THAT(
      mail, StartsWith("To: ops@example.com\nSubject: logscan: 2 of 3 requests failed (66.67 %) in "
                       "access.log\n"));
  EXPECT_THAT(mail, Not(HasSubstr("\nDate:")));
  EXPECT_THAT(decoded(mail),
              HasSubstr("lines 4 = parsed 3 + malformed 1 + blank 0 + comment 0 + filtered 0"));
  EXPECT_THAT(report_mail(small_summary(), ""), StartsWith("Subject: "));
}

TEST(ReportMail, HoldsHostileBytesHarmlessly) {
  for (const std::string bytes : {"x\r\nBcc: victim@example.com\r\n\r\n<script>",
                                  "--=_logscan_=\nContent-Type: text/html\n\n<b>",
                                  "<img src=//evil.example/x.png onerror=alert(1)>",
                                  "\" style=\"background:url(//evil.example)\" x=\""}) {
    const std::string mail = report_mail(small_summary(bytes), "ops@example.com");
    expect_lines(mail);
    std::size_t boundaries = 0;
    for (std::size_t at = mail.find("\n--=_logscan_="); at != std::string::npos;
         at = mail.find("\n--=_logscan_=", at + 1))
      ++boundaries;
    EXPECT_EQ(boundaries, 3u);
    EXPECT_THAT(mail, Not(HasSubstr("\nBcc:")));
    const std::string html = decoded(mail.substr(mail.find("Content-Type: text/html")));
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, Not(HasSubstr("<img")));
    EXPECT_THAT(html, Not(HasSubstr("\" style=\"background:url(")));
  }
}

}  // namespace
}  // namespace logscan::detail
