#include "format/docker_line.h"

#include <random>
#include <string>
#include <vector>

#include "baseline/reference.h"
#include "format/key_map.h"
#include "format/layouts/layouts.h"
#include "support/dump.h"
#include "support/sample_lines.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace logscan {
namespace {

using namespace std::string_literals;

const std::string kDockerFront = "{\"log\":\"";
const std::string kBack = "\",\"stream\":\"stdout\",\"time\":\"2026-01-12T10:00:00.000000000Z\"}";

/// Returns the text, as the library and the reference extract it; `none` if the line is not
/// docker's.
std::string text_of(const std::string& line) {
  std::string text;
  if (!unpack_docker(line, text)) text = "none";
  std::string plain = detail::docker_text(line).value_or("none");
  EXPECT_EQ(line_text({text.data(), 0, static_cast<std::uint32_t>(text.size()), nullptr, 0}), plain)
      << line;
  return text;
}

TEST(DockerLine, IsUnescaped) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", ""},
      {"a", "a"},
      {R"(a\n)", "a"},
      {R"(a\r\n)", "a"},
      {R"(a\r)", "a"},
      {R"(a\n\n)", "a\n"},
      {R"(\n)", ""},
      {R"(\"\\\/\b\f\n\r\t.)", "\"\\/\b\f\n\r\t."},
      {R"(\u0041\u00e4\u20AC\ud83d\ude00)", "A\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"},
      {R"(\u003c\u0026)", "<&"},
      {R"(\u0000\u0000a)", "\0\0a"s},
      {R"(\ud83d\u0041\udc00)",
       "\xef\xbf\xbd"
       "A"
       "\xef\xbf\xbd"},
      {R"(\ud83d\ud83d\ude00)", "\xef\xbf\xbd\xf0\x9f\x98\x80"},
      {R"(\ud83d)", "\xef\xbf\xbd"},
      {R"(\x41)", "none"},
      {R"(\u12g4)", "none"},
      {R"(\u123)", "none"},
      {"\t", "none"},
      {"a\xff", "a\xff"},
  };
  for (const auto& [packed, text] : rows)
    EXPECT_EQ(text_of(kDockerFront + packed + kBack), text) << packed;
}

TEST(DockerLine, HasTheKeysThatDockerWrites) {
  EXPECT_EQ(text_of(kDockerFront + "a\",\"stream\":\"stderr\",\"time\":\"\"}"), "a");
  EXPECT_EQ(
      text_of(kDockerFront + "a\",\"stream\":\"stdout\",\"attrs\":{\"b\":\"c\"},\"time\":\"\"}"),
      "a");
  for (const std::string& line :
       {""s, kDockerFront, kDockerFront + "a", kDockerFront + "a\"", kDockerFront + "a\"}",
        kDockerFront + "a\\", kDockerFront + "a" + kBack.substr(0, kBack.size() - 1),
        " " + kDockerFront + "a" + kBack, kDockerFront + "a\", \"stream\":\"stdout\"}",
        kDockerFront + "a\",\"stream\":\"stdin\",}", "{\"log\": \"a" + kBack, "{\"log\":1}"s,
        "{\"message\":\"a" + kBack})
    EXPECT_EQ(text_of(line), "none");
}

/// As a JSON writer escapes: what must be, and some bytes that need not.
std::string packed(std::string_view text, std::mt19937_64& random) {
  std::string out;
  for (const char c : text) {
    const unsigned char byte = static_cast<unsigned char>(c);
    constexpr const char* kHex = "0123456789abcdef";
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (byte < 0x20 || (byte < 0x80 && random() % 16 == 0)) {
      out += "\\u00"s + kHex[byte / 16] + kHex[byte % 16];
    } else {
      out += c;
    }
  }
  return out;
}

RC_GTEST_PROP(DockerLine, UnpacksWhatWasPacked, (const std::string& text)) {
  std::mt19937_64 random(*rc::gen::arbitrary<std::uint64_t>());
  const std::string line = kDockerFront + packed(text + "\n", random) + kBack;
  const std::string right = text.ends_with('\r') ? text.substr(0, text.size() - 1) : text;
  RC_ASSERT(text_of(line) == right);
}

RC_GTEST_PROP(DockerLine, AgreesWithTheReference, ()) {
  const std::vector<std::string> pieces = {"\\",   "\\\\", "\\n",     "\\r",     "\\u",
                                           "\\u0", "00e4", "\\ud83d", "\\ude00", "\\\"",
                                           "\"",   "a",    "\\u0000", "\x01",    kBack};
  std::string line = kDockerFront;
  for (const std::string& piece :
       *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)))
    line += piece;
  text_of(line);
  text_of(line + kBack);
}

/// Each line's verdict, and of parsed ones the fields; the same with every kernel.
std::vector<std::string> dumps(const std::string& text) {
  std::vector<std::string> first;
  for (const Kernel& kernel : kernels()) {
    const test::Padded padded(text, '\n');
    LineIndex index;
    LineParser parser(UINT64_MAX);
    Block block;
    block.data = padded.data();
    block.size = padded.size();
    std::vector<std::string> out;
    parse_lines(block, kernel, index, parser,
                [&](const LineView& line, const ParsedLine& parsed, std::uint32_t) {
                  out.push_back(test::dump(parsed.verdict()));
                  if (parsed.kind != LineKind::kParsed) return;
                  out.back() +=
                      " | " + test::dump_with_proxy(parser.cut(line, parsed, FieldSet::all()));
                });
    if (first.empty()) first = out;
    EXPECT_EQ(out, first) << kernel.name;
  }
  return first;
}

// A line that is parsed in a container's own file is parsed in docker's file.
TEST(DockerLine, IsParsedByTheTextInIt) {
  std::mt19937_64 random(1);
  std::vector<std::string> texts;
  for (const test::SampleLine& sample : test::sample_lines())
    texts.push_back(sample.text);
  for (const Layout& layout : kLayouts)
    texts.push_back(layout.sample);
  for (const KnownMap& map : known_key_maps())
    texts.push_back(map.sample);
  texts.push_back(
      "Jan 12 10:00:00 web nginx: 192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"\" 404 1");
  for (const std::string& text : texts) {
    SCOPED_TRACE(text);
    if (text.starts_with(kDockerFront) || text.find('\n') != std::string::npos) continue;
    const std::string line = kDockerFront + packed(text + "\r\n", random) + kBack;
    const std::vector<std::string> plain = dumps(text + "\r\n");
    const std::vector<std::string> got = dumps(line + "\n");
    ASSERT_EQ(plain.size(), 1u);
    ASSERT_EQ(got.size(), 1u);
    std::string expected = plain[0].starts_with("parsed") ? plain[0] : "malformed no_request";
    // The time of docker counts if the line has none.
    const std::size_t at = expected.find(" undated");
    if (at != std::string::npos && !expected.starts_with("parsed clf"))
      expected.replace(at, 8, " 1768212000+0000");
    EXPECT_EQ(got[0], expected);
    EXPECT_EQ(got[0].substr(0, got[0].find(" | ")), test::dump(ReferenceParser().parse(line)));
  }
}

TEST(DockerLine, IsOrdinaryJsonIfTheTextIsNotALogLine) {
  const std::string behind = "\",\"stream\":\"stdout\",\"status\":404,\"method\":\"GET\"}\n";
  EXPECT_EQ(dumps(kDockerFront + "hello" + behind).at(0), "parsed json 404 undated | method=<GET>");
  EXPECT_EQ(dumps(kDockerFront + "" + kBack + "\n").at(0), "malformed no_request");
  EXPECT_EQ(dumps(kDockerFront + "#Fields: sc-status\\n" + kBack + "\n404\n"),
            (std::vector<std::string>{"malformed no_request", "malformed no_request"}));
}

// Lines of all kinds between docker's: none changes the next, in blocks and ranges of any size.
TEST(DockerLine, IsCountedAlikeInEveryRange) {
  std::mt19937_64 random(2);
  std::string text;
  for (const test::SampleLine& sample : test::sample_lines()) {
    text += sample.text + "\n";
    text += kDockerFront + packed(sample.text + "\n", random) + kBack + "\n";
  }
  const test::TempFile file(text);
  const test::PlainCounts right = test::plain_counts(text, 1 << 20);
  std::string first;
  for (const std::size_t size : {64u, 1000u, 8192u}) {
    for (const Kernel& kernel : kernels()) {
      EngineOptions options;
      options.block_size = size;
      options.range_size = size * 3;
      options.threads = 2;
      options.kernel = &kernel;
      const Summary summary = analyse(test::open_all({file.path()}), options);
      EXPECT_TRUE(test::counts_of(summary) == right) << size << kernel.name;
      if (first.empty()) first = test::stable_json(summary);
      EXPECT_EQ(test::stable_json(summary), first) << size << kernel.name;
    }
  }
}

}  // namespace
}  // namespace logscan
