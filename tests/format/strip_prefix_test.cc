// strip_prefix of layouts.h.

#include <string>
#include <string_view>
#include <vector>

#include "format/layouts/layouts.h"
#include "support/sample_lines.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

struct PrefixCase {
  PrefixKind kind;
  std::string_view prefix;
};

constexpr PrefixCase kPrefixCases[] = {
    {PrefixKind::kSyslog3164, "Oct 11 22:14:15 web1 nginx: "},
    {PrefixKind::kSyslog3164, "Oct  1 22:14:15 web1 nginx[1234]: "},
    {PrefixKind::kSyslog3164, "<13>Oct 11 22:14:15 web1 nginx: "},
    {PrefixKind::kSyslog3164, "<191>Dec 31 23:59:59 haproxy[7]: "},
    {PrefixKind::kSyslog3164, "<0>Jan 12 10:00:00 2001:db8::1 docker/web[9]: "},
    {PrefixKind::kSyslog3164, "May 12 10:00:00 192.0.2.9 tomcat.log: "},
    {PrefixKind::kSyslog3164, "2026-01-12T10:00:00.123456+01:00 web1 nginx[1]: "},
    {PrefixKind::kSyslog3164, "<30>2026-01-12T10:00:00Z web1 nginx: "},
    {PrefixKind::kSyslog5424, "<165>1 2026-01-12T10:00:00.003Z web1 nginx 8710 ID47 - "},
    {PrefixKind::kSyslog5424, "<0>1 - - - - - - "},
    {PrefixKind::kSyslog5424, "<165>1 2026-01-12T10:00:00-07:00 web1 nginx - - - \xEF\xBB\xBF"},
    {PrefixKind::kSyslog5424,
     "<165>1 2026-01-12T10:00:00Z web1 nginx - - [a@32473 x=\"1\" y=\"\\\"]\\\\\"][b z=\"]\"] "},
    {PrefixKind::kCri, "2026-01-12T10:00:00.000000000Z stdout F "},
    {PrefixKind::kCri, "2026-01-12T10:00:00.5+02:00 stderr P "},
    {PrefixKind::kDockerCompose, "web-1  | "},
    {PrefixKind::kDockerCompose, "my_app.web_1        | "},
    {PrefixKind::kDockerCompose, "web.1.x7@node1 | "},
    {PrefixKind::kDockerCompose, "\x1b[2Kweb-1  | "},
    {PrefixKind::kDockerCompose, "\x1b[36mweb-1  | \x1b[0m"},
    {PrefixKind::kDockerCompose, "\x1b[36mweb-1  |\x1b[0m "},
    {PrefixKind::kDockerCompose,
     "\x1b[2K\x1b[1;32mweb-1  | \x1b[0m2026-01-12T10:00:00.584725130Z "},
    {PrefixKind::kDockerCompose, "web-1  | 2026-01-12T10:00:00.584725130Z "},
};

const std::string kLine =
    "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"curl/8.5.0\"";

TEST(StripPrefix, RemovesEachPrefix) {
  for (const PrefixCase& test : kPrefixCases) {
    for (const std::string& line : {kLine, std::string("{\"status\":200}"), std::string("x")}) {
      const std::string text = std::string(test.prefix) + line;
      PrefixKind kind = PrefixKind::kNone;
      EXPECT_EQ(strip_prefix(text, kind), line) << text;
      EXPECT_EQ(kind, test.kind) << text;
    }
  }
}

// Each prefix after each other one, with each byte of it changed.
TEST(StripPrefix, DoesNotDependOnTheLineBefore) {
  PrefixStripper stripper;
  const auto compare = [&](const std::string& text) {
    PrefixKind right = PrefixKind::kNone;
    PrefixKind found = PrefixKind::kNone;
    const std::string_view rest = strip_prefix(text, right);
    ASSERT_EQ(stripper.strip(text, found), rest) << text;
    ASSERT_EQ(found, right) << text;
  };
  for (const PrefixCase& test : kPrefixCases) {
    const std::string prefix(test.prefix);
    for (std::size_t at = 0; at < prefix.size(); ++at) {
      for (const char byte : std::string_view("09 :-/[]<JaT\x7f\xff")) {
        std::string other = prefix;
        other[at] = byte;
        for (const std::string& text : {prefix + kLine, other + kLine, other})
          compare(text);
      }
      compare(prefix.substr(0, at));
      compare(prefix.substr(0, prefix.size() - 1));
      compare(prefix.substr(0, prefix.size() - 1) + "x");
    }
  }
}

TEST(StripPrefix, RemovesOnlyOnePrefix) {
  for (const PrefixCase& first : kPrefixCases) {
    for (const PrefixCase& second : kPrefixCases) {
      // A stamp of nine digits after the bar belongs to the first.
      if (first.kind == PrefixKind::kDockerCompose && second.kind == PrefixKind::kCri) continue;
      // So do escapes right after the bar.
      if (first.kind == PrefixKind::kDockerCompose && second.prefix.starts_with('\x1b')) continue;
      const std::string rest = std::string(second.prefix) + kLine;
      const std::string text = std::string(first.prefix) + rest;
      PrefixKind kind = PrefixKind::kNone;
      EXPECT_EQ(strip_prefix(text, kind), rest) << text;
      EXPECT_EQ(kind, first.kind) << text;
    }
  }
}

TEST(StripPrefix, KeepsOtherText) {
  for (const std::string_view front : {
           "Oct 11 22:14:15 ",                           // no tag
           "Oct 11 22:14:15 web1 ",                      //
           "Oct 11 22:14:15 web1 nginx ",                // no colon
           "Oct 11 22:14:15 web1 nginx[12: ",            //
           "Oct 11 22:14:15 web1 nginx[]: ",             //
           "Oct 11 22:14:15 web1 nginx:",                // no space
           "oct 11 22:14:15 web1 nginx: ",               //
           "ctN 11 22:14:15 web1 nginx: ",               // between two months
           "Oct x1 22:14:15 web1 nginx: ",               //
           "Oct 11 22-14-15 web1 nginx: ",               //
           "<192>Oct 11 22:14:15 web1 nginx: ",          // no such priority
           "<1x>Oct 11 22:14:15 web1 nginx: ",           //
           "<>Oct 11 22:14:15 web1 nginx: ",             //
           "2026-01-12T10:00:00Z web1 ",                 //
           "2026-01-12T10:00:00Z nginx: ",               // rsyslog always has a host
           "2026-13-12T10:00:00Z web1 nginx: ",          //
           "2026-01-12T10:00:00Z - nginx: ",             // a client named so, in a common log
           "<13>Oct 11 22:14:15 - nginx: ",              //
           "2026-01-12 10:00:00 web1 nginx: ",           //
           "2026-01-12T10:00:00Z example.com fe80:: ",   // an address, no tag
           "1 2026-01-12T10:00:00Z web1 nginx - - - ",   // no priority
           "<165>2 2026-01-12T10:00:00Z web1 n - - - ",  //
           "<165>1 2026-01-12T10:00:00Z web1 n - - ",    // one word too few
           "2026-01-12T10:00:00Z stdin F ",              //
           "2026-01-12T10:00:00Z stdout X ",             //
           "stdout F ",                                  //
           "web-1 ",                                     //
           "web-1| ",                                    // no space before the bar
           "web-1  |",                                   // nothing after it
           "web 1  | ",                                  //
           "  | ",                                       //
           "\x1b[36 web-1 | ",                           //
       }) {
    const std::string text = std::string(front) + kLine;
    PrefixKind kind = PrefixKind::kCri;
    EXPECT_EQ(strip_prefix(text, kind), text);
    EXPECT_EQ(kind, PrefixKind::kNone) << text;
  }
}

TEST(StripPrefix, KeepsAnElementThatIsNotClosed) {
  for (const char* text : {"<165>1 2026-01-12T10:00:00Z web1 nginx - - [a x=\"1\" hello",
                           "<165>1 2026-01-12T10:00:00Z web1 nginx - - [a x=\"1] hello",
                           "<165>1 2026-01-12T10:00:00Z web1 nginx - - [a x=\"1\\"}) {
    PrefixKind kind = PrefixKind::kCri;
    EXPECT_EQ(strip_prefix(text, kind), text);
    EXPECT_EQ(kind, PrefixKind::kNone) << text;
  }
}

TEST(StripPrefix, KeepsAnEmptyMessage) {
  struct Empty {
    PrefixKind kind;
    const char* text;
  };
  for (const Empty& test : {Empty{PrefixKind::kSyslog3164, "Oct 11 22:14:15 web1 nginx:"},
                            Empty{PrefixKind::kSyslog5424, "<1>1 - - - - - -"},
                            Empty{PrefixKind::kCri, "2026-01-12T10:00:00Z stdout F "},
                            Empty{PrefixKind::kDockerCompose, "web-1  |"},
                            Empty{PrefixKind::kDockerCompose, "web-1  | "}}) {
    PrefixKind kind = PrefixKind::kNone;
    EXPECT_EQ(strip_prefix(test.text, kind), "") << test.text;
    EXPECT_EQ(kind, test.kind) << test.text;
  }
  PrefixKind kind = PrefixKind::kCri;
  EXPECT_EQ(strip_prefix("", kind), "");
  EXPECT_EQ(kind, PrefixKind::kNone);
}

TEST(StripPrefix, KeepsAStampThatIsTheMessages) {
  PrefixKind kind = PrefixKind::kNone;
  EXPECT_EQ(strip_prefix("web-1  | 2026-01-12T10:00:00Z hello", kind),
            "2026-01-12T10:00:00Z hello");
}

TEST(StripPrefix, NeverTouchesTheNamedLines) {
  for (const test::SampleLine& line : test::sample_lines()) {
    if (!line.verdict.starts_with("parsed")) continue;
    for (const std::string& front :
         {std::string(), std::string("www.example.com "), std::string("www.example.com:443 ")}) {
      const std::string text = front + line.text;
      PrefixKind kind = PrefixKind::kCri;
      EXPECT_EQ(strip_prefix(text, kind), text);
      EXPECT_EQ(kind, PrefixKind::kNone) << text;
    }
  }
}

TEST(StripPrefix, ReadsNoBytePastTheLine) {
  for (const PrefixCase& test : kPrefixCases) {
    for (std::size_t size = 0; size <= test.prefix.size(); ++size) {
      const std::vector<char> bytes(test.prefix.begin(),
                                    test.prefix.begin() + static_cast<std::ptrdiff_t>(size));
      const std::string_view text(bytes.data(), size);
      PrefixKind kind = PrefixKind::kNone;
      const std::string_view rest = strip_prefix(text, kind);
      EXPECT_TRUE(text.ends_with(rest));
      EXPECT_TRUE(kind != PrefixKind::kNone || rest.size() == size);
    }
  }
}

}  // namespace
}  // namespace logscan
