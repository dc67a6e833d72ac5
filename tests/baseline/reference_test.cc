#include "baseline/reference.h"

#include <memory>
#include <set>

#include "baseline/reference_parser.h"
#include "support/dump.h"
#include "support/sample_lines.h"
#include "text/client_text.h"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace logscan {
namespace {

using test::dump;

/// A line in memory of exactly its size, so that a sanitizer detects reads past its end.
struct Alone {
  explicit Alone(const std::string& line) : size(line.size()), bytes(new char[line.size()]) {
    line.copy(bytes.get(), size);
  }
  std::string_view view() const { return {bytes.get(), size}; }

  std::size_t size;
  std::unique_ptr<char[]> bytes;
};

TEST(Reference, AgreesWithTheSampleLines) {
  for (const test::SampleLine& sample : test::sample_lines()) {
    SCOPED_TRACE(sample.name + ": " + sample.why);
    const Alone line(sample.text);
    const Verdict verdict = ReferenceParser().parse(line.view());
    EXPECT_EQ(dump(verdict), sample.verdict);
    if (verdict.kind != LineKind::kParsed || !is_quote_delimited(verdict.format)) continue;
    if (detail::docker_text(line.view())) continue;
    const LogLine fields = reference_cut(line.view());
    EXPECT_EQ(test::dump_with_proxy(fields), sample.fields);
    EXPECT_EQ(fields.status, verdict.status);
    EXPECT_EQ(fields.time, verdict.time);
  }
}

TEST(Reference, SampleLinesHaveNamesOfTheirOwn) {
  std::set<std::string> names;
  for (const test::SampleLine& sample : test::sample_lines())
    names.insert(sample.name);
  EXPECT_EQ(names.size(), test::sample_lines().size());
}

TEST(Reference, SurvivesEveryCutOfTheSampleLines) {
  for (const test::SampleLine& sample : test::sample_lines()) {
    for (std::size_t from = 0; from <= sample.text.size(); from += 7) {
      for (std::size_t size = 0; size <= sample.text.size() - from; ++size) {
        const Alone line(sample.text.substr(from, size));
        const Verdict verdict = reference_parse(line.view());
        const bool malformed = verdict.kind == LineKind::kMalformed;
        ASSERT_EQ(verdict.reason != Reason::kNone, malformed) << line.view();
        reference_cut(line.view());
      }
    }
  }
}

TEST(Reference, KnowsAddresses) {
  for (const char* text : {"0.0.0.0",
                           "255.255.255.255",
                           "010.001.000.099",
                           "192.0.2.1:80",
                           "[192.0.2.1]:80",
                           "::",
                           "::1",
                           "1::",
                           "2001:db8::1",
                           "2001:DB8::a:1",
                           "1:2:3:4:5:6:7:8",
                           "1:2:3:4:5:6:7::",
                           "::2:3:4:5:6:7:8",
                           "1:2:3::5:6:7:8",
                           "1:2:3:4:5:6:192.0.2.1",
                           "::ffff:192.0.2.1",
                           "fe80::1%eth0",
                           "fe80::1%eth0:80",
                           "[::1]",
                           "[::1]:443",
                           "[fe80::1%2]:443"}) {
    EXPECT_TRUE(detail::is_ip_address(text)) << text;
  }
  for (const char* text : {"",
                           ".",
                           ":",
                           ":::",
                           "-",
                           "1.2.3",
                           "1.2.3.4.5",
                           "1.2.3.256",
                           "1.2.3.0004",
                           "1..3.4",
                           "1.2.3.",
                           ".1.2.3.4",
                           "1.2.3.4:",
                           "1.2.3.4:x",
                           "1.2.3.4%eth0",
                           "1.2.3.4,",
                           "a.b.c.d",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "1:2:3:4:5:6:7:8::",
                           "::1::",
                           "1::2::3",
                           "12345::",
                           "g::",
                           "1:",
                           "::1:",
                           "192.0.2.1::",
                           "::1.2.3",
                           "fe80::1%",
                           "[",
                           "[]",
                           "[::1",
                           "[::1]x",
                           "[::1]:",
                           "[::1]:x",
                           "::1]",
                           "example.com:80",
                           "1:2:3:4:5:6:7:192.0.2.1"}) {
    EXPECT_FALSE(detail::is_ip_address(text)) << text;
  }
}

/// A text of the bytes that the rule looks at, and a few others.
rc::Gen<std::string> hostile_text() {
  return rc::gen::container<std::string>(rc::gen::weightedElement<char>({{6, '"'},
                                                                         {6, ' '},
                                                                         {4, '\\'},
                                                                         {3, '['},
                                                                         {3, ']'},
                                                                         {3, '4'},
                                                                         {3, '0'},
                                                                         {2, '-'},
                                                                         {2, ':'},
                                                                         {2, '.'},
                                                                         {1, ','},
                                                                         {1, '#'},
                                                                         {1, '\t'},
                                                                         {1, '\r'},
                                                                         {1, '\0'},
                                                                         {1, 'a'},
                                                                         {1, '\xff'}}));
}

rc::Gen<std::string> word() {
  return rc::gen::nonEmpty(
      rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcxyzABCXYZ0189_-~/%+"))));
}

/// As Apache and nginx write what a client sent.
std::string escaped(const std::string& text) {
  std::string out;
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string status_text() {
  return status_name(*rc::gen::inRange<StatusCode>(0, kStatusDash + 1));
}

RC_GTEST_PROP(Reference, FieldsPutTogetherAreCutAgain, ()) {
  const std::string client = *word();
  const std::string user = "a" + *word() + " b" + *word();
  const std::string method = *rc::gen::element<std::string>("GET", "POST", "PROPFIND", "X_1");
  const std::string path = "/" + *word();
  const std::string query = *word();
  const std::string referer =
      *rc::gen::element<std::string>("", "-", "/" + escaped(*hostile_text()));
  const std::string agent =
      *rc::gen::element<std::string>("", "-", "a/" + escaped(*hostile_text()));
  const std::string status = status_text();
  const std::string target = path + "?" + query;
  const std::string line = client + " - " + user + " [10/Oct/2000:13:55:36 -0700] \"" + method +
                           " " + target + " HTTP/2.0\" " + status + " 42 \"" + referer + "\" \"" +
                           agent + "\"";
  const LogLine fields = reference_cut(line);
  const Verdict verdict = reference_parse(line);
  RC_ASSERT(dump(verdict) == "parsed combined " + status + " 971211336-0700");
  const auto or_empty = [](const std::string& text) { return text == "-" ? "" : text; };
  RC_ASSERT(fields.client == plain_client(client));
  RC_ASSERT(fields.user == user);
  RC_ASSERT(fields.method == method);
  RC_ASSERT(fields.target == target);
  RC_ASSERT(fields.path == path);
  RC_ASSERT(fields.query == or_empty(query));
  RC_ASSERT(fields.protocol == "HTTP/2.0");
  RC_ASSERT(fields.bytes == std::optional<std::uint64_t>(42));
  RC_ASSERT(fields.referer == or_empty(referer));
  RC_ASSERT(fields.agent == or_empty(agent));
}

RC_GTEST_PROP(Reference, NoTextInAnEscapedRequestIsTakenForTheStatus, ()) {
  const std::string request = escaped(*hostile_text());
  const std::string status = status_text();
  const std::string line =
      "a - - [0:] \"" + request + "\" " + status + *rc::gen::element<std::string>("", " 1", " \"a");
  RC_ASSERT(dump(reference_parse(line)).starts_with("parsed clf " + status + " "));
  RC_ASSERT(reference_cut(line).request == (request == "-" ? "" : request));
}

RC_GTEST_PROP(Reference, WhatFollowsTheStatusDoesNotChangeIt, ()) {
  const std::string line = "a - - [0:] \"" + *hostile_text() + "\" " + status_text();
  const Verdict bare = reference_parse(line);
  RC_PRE(bare.kind == LineKind::kParsed);
  const Verdict more = reference_parse(line + " " + *hostile_text());
  RC_ASSERT(more.kind == LineKind::kParsed);
  RC_ASSERT(more.status == bare.status);
}

RC_GTEST_PROP(Reference, WhatPrecedesTheFirstBracketDoesNotChangeTheStatus, ()) {
  std::string front = *hostile_text();
  for (char& c : front)
    c = c == '[' ? 'b' : c;
  const std::string line = "[10/Oct/2000:13:55:36 -0700] \"" + *hostile_text() + "\" 404 1";
  const Verdict bare = reference_parse(line);
  const Verdict more = reference_parse("x" + front + line);
  RC_ASSERT(more.kind == bare.kind);
  RC_ASSERT(more.status == bare.status);
  RC_ASSERT(more.time == bare.time);
}

// But for an address that the line writes in another form than reports do.
RC_GTEST_PROP(Reference, CutsViewsIntoTheLine, ()) {
  const Alone line(*hostile_text() + *rc::gen::element<std::string>("", "[0:] \"") +
                   *hostile_text() + *rc::gen::element<std::string>("", "\" 404 1 ") +
                   *hostile_text());
  const LogLine fields = reference_cut(line.view());
  const auto is_in_line = [&line](std::string_view field) {
    return field.data() == nullptr || (field.data() >= line.bytes.get() &&
                                       field.data() + field.size() <= line.bytes.get() + line.size);
  };
  RC_ASSERT(is_in_line(fields.client) || plain_address(fields.client) == fields.client);
  for (const std::string_view field :
       {fields.host, fields.user, fields.request, fields.method, fields.target, fields.path,
        fields.query, fields.protocol, fields.referer, fields.agent, fields.forwarded_for})
    RC_ASSERT(is_in_line(field));
}

}  // namespace
}  // namespace logscan
