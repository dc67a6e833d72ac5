#include "report/html_page.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/report.h"
#include "report/report_assets.h"
#include "support/summaries.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace logscan::detail {
namespace {

using logscan::testing::small_summary;
using ::testing::HasSubstr;
using ::testing::Not;

/// What logs hold to break out of text, of attributes, and of elements.
const std::vector<std::string> kInjections = {
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)\" x=\"",
    "' onfocus='alert(1)' autofocus='",
    "x onclick=alert(1) ",
    "<!--<script>",
    "--><svg onload=alert(1)>",
    "]]><svg/onload=alert(1)>",
    "</title><base href=//evil.example/>",
    "</details></main><meta http-equiv=refresh content=0;url=//evil.example>",
    "javascript:alert(1)",
    "&lt;script&gt;&#60;b&#62;",
    "<a href=\"javascript:alert(1)\">x</a>",
    "\xC0\xBCscript\xC0\xBE",
    std::string("<\0script>", 9),
    "+ADw-script+AD4-",
    "\xE2\x80\xAE<b>\r\n\t\x1b[31m",
    "</pre></code></td></table><iframe srcdoc=x>",
};

/// The page without what the build puts in: style, scripts, and the licence.
std::string without_assets(std::string page) {
  for (const Asset& each : {kReportStyle, kReportScript, kDygraphs}) {
    const std::string asset = text_of(each);
    const std::size_t at = page.find(asset);
    EXPECT_NE(at, std::string::npos);
    if (at != std::string::npos) page.erase(at, asset.size());
  }
  return page;
}

const std::set<std::string> kElements = {
    "!DOCTYPE", "html",   "head",       "meta",    "title",  "style", "body", "a",       "header",
    "h1",       "h2",     "h3",         "nav",     "ul",     "li",    "main", "section", "div",
    "dl",       "dt",     "dd",         "b",       "span",   "small", "code", "abbr",    "time",
    "table",    "thead",  "tbody",      "tfoot",   "tr",     "th",    "td",   "caption", "p",
    "details",  "figure", "figcaption", "summary", "pre",    "svg",   "i",    "g",       "rect",
    "line",     "text",   "path",       "desc",    "footer", "script"};
const std::set<std::string> kAttributes = {"lang",
                                           "charset",
                                           "http-equiv",
                                           "content",
                                           "name",
                                           "class",
                                           "id",
                                           "href",
                                           "role",
                                           "aria-label",
                                           "aria-labelledby",
                                           "aria-hidden",
                                           "tabindex",
                                           "scope",
                                           "data-v",
                                           "data-every",
                                           "data-marks",
                                           "datetime",
                                           "title",
                                           "height",
                                           "width",
                                           "x",
                                           "y",
                                           "x1",
                                           "x2",
                                           "y1",
                                           "y2",
                                           "viewBox",
                                           "preserveAspectRatio",
                                           "d",
                                           "fill",
                                           "html"};

/// Returns what is not of logscan's own making: elements, attributes, and values with an odd `<`.
std::vector<std::string> foreign(const std::string& page) {
  static const std::regex kName(R"(^/?([!a-zA-Z0-9]+))");
  static const std::regex kAttribute(R"re(\s+([^\s=<>"/]+)(=("[^"<>]*"|[^\s"'<>=`]+))?)re");
  std::vector<std::string> found;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    const std::size_t end = page.find('>', at);
    if (end == std::string::npos) return {"<"};
    const std::string tag = page.substr(at + 1, end - at - 1);
    std::smatch name;
    if (!std::regex_search(tag, name, kName) || !kElements.contains(name[1])) {
      found.push_back(tag);
      continue;
    }
    const std::string rest = name.suffix();
    std::string left = std::regex_replace(rest, kAttribute, "");
    std::erase_if(left, [](char each) { return each == ' ' || each == '/'; });
    if (!left.empty()) found.push_back(tag);
    for (std::sregex_iterator each(rest.begin(), rest.end(), kAttribute), last; each != last;
         ++each) {
      if (!kAttributes.contains((*each)[1])) found.push_back((*each)[1]);
    }
  }
  return found;
}

/// A document that holds the bytes in each place that can hold text.
Document document_of(const std::string& bytes) {
  const std::vector<LogTime> starts = {{1696939200, 60}, {1696942800, 60}, {1696946400, 60}};
  const std::vector<Cell> cells = {Words{bytes}, LogBytes{bytes},           Count{12345, true},
                                   Share{1, 3},  ByteCount{99999},          Span{1'234'567'890},
                                   Decimal{0.5}, Moment{{1696939200, 120}}, StatusCell{503},
                                   Cell()};
  Table table;
  table.name = bytes;
  table.label = bytes;
  for (std::size_t i = 0; i < cells.size(); ++i)
    table.columns.push_back({bytes + std::to_string(i), bytes, i > 1, i > 1, i == 9});
  table.rows = {{cells, Severity::kError}, {cells, Severity::kWarning}};
  table.others = {{cells, Severity::kNone}};
  table.total = {{cells, Severity::kNone}};
  table.notes = {bytes};
  const Chart chart{bytes,           3600,   starts, {{bytes, {1, 2, 30}, Severity::kError}},
                    {{1, 2, bytes}}, {bytes}};
  const Facts facts{{{bytes, cells, Severity::kError}, {bytes, {Count{1}, LogBytes{bytes}}}}};
  const Quote quote{bytes, {bytes, 1, 2, Reason::kNone, bytes}};
  const std::vector<Part> parts = {facts, table, chart, quote};
  Document document;
  document.title = bytes;
  document.clock.zone = bytes;
  document.accounting = bytes;
  document.sections = {{bytes, bytes, parts, {{bytes, bytes, parts, {}}}},
                       {"two", bytes, parts, {}}};
  return document;
}

TEST(HtmlPage, LetsNoBytesBecomeMarkup) {
  for (const std::string& bytes : kInjections) {
    EXPECT_THAT(foreign(without_assets(html_page(document_of(bytes)))), ::testing::IsEmpty())
        << bytes;
    EXPECT_THAT(foreign(without_assets(report_html(small_summary(bytes)))), ::testing::IsEmpty())
        << bytes;
  }
}

RC_GTEST_PROP(HtmlPage, LetsNoBytesAtAllBecomeMarkup, (const std::string& bytes)) {
  RC_ASSERT(foreign(without_assets(html_page(document_of(bytes)))).empty());
}

TEST(HtmlPage, ShowsWhatTheLogHolds) {
  const std::string page = report_html(small_summary("/a?<b>&c='\"\x01"));
  EXPECT_THAT(page, HasSubstr("<code>/a?&lt;b&gt;&amp;c=&#39;&quot;\\x01</code>"));
}

TEST(HtmlPage, ShowsEachPart) {
  const std::string page = html_page(document_of("/x"));
  for (const char* const part :
       {"<dl class=cards>", "<table", "<figure class=chart", "<figure class=quote>",
        "<details class=drill", "12,345", "33.33 %", "100.0 kB", "1.23 s", "2023-10-10",
        ">503</span>", "(none)"})
    EXPECT_THAT(page, HasSubstr(part));
}

TEST(HtmlPage, LoadsNothing) {
  const std::string page = without_assets(report_html(small_summary()));
  for (const char* const word : {"src=", "url(", "@import", "<link", "href=\"http", "//"}) {
    std::string text = page;
    const std::size_t licence = text.find("<details class=licence>");
    text.resize(licence);
    EXPECT_THAT(text, Not(HasSubstr(word)));
  }
}

TEST(HtmlPage, IsSmall) {
  EXPECT_LT(report_html(small_summary()).size(), 200'000u);
}

// --- The hashes, against another implementation (FIPS 180-4) ---

std::string sha256(std::string_view text) {
  const auto root_bits = [](double root) {
    return static_cast<std::uint32_t>((root - static_cast<double>(static_cast<int>(root))) *
                                      4294967296.0);
  };
  std::vector<int> primes;
  for (int i = 2; primes.size() < 64; ++i) {
    if (std::none_of(primes.begin(), primes.end(), [i](int prime) { return i % prime == 0; }))
      primes.push_back(i);
  }
  std::array<std::uint32_t, 8> state{};
  for (std::size_t i = 0; i < 8; ++i)
    state[i] = root_bits(std::sqrt(primes[i]));
  std::string message(text);
  message += '\x80';
  while (message.size() % 64 != 56)
    message += '\0';
  for (int shift = 56; shift >= 0; shift -= 8)
    message += static_cast<char>(text.size() * 8 >> shift);
  for (std::size_t block = 0; block < message.size(); block += 64) {
    std::array<std::uint32_t, 64> w{};
    for (std::size_t i = 0; i < 64; ++i)
      w[i / 4 % 16] = w[i / 4 % 16] << 8 | static_cast<unsigned char>(message[block + i]);
    for (std::size_t i = 16; i < 64; ++i) {
      const std::uint32_t a = w[i - 15];
      const std::uint32_t b = w[i - 2];
      w[i] = w[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3) + w[i - 7] +
             (std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10);
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t i = 0; i < 64; ++i) {
      const std::uint32_t one = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
                                ((e & f) ^ (~e & g)) + root_bits(std::cbrt(primes[i])) + w[i];
      const std::uint32_t two =
          (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      h = g, g = f, f = e, e = d + one, d = c, c = b, b = a, a = one + two;
    }
    const std::array<std::uint32_t, 8> sum = {a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < 8; ++i)
      state[i] += sum[i];
  }
  std::string bytes;
  for (const std::uint32_t word : state) {
    for (int shift = 24; shift >= 0; shift -= 8)
      bytes += static_cast<char>(word >> shift);
  }
  return bytes;
}

std::string base64_of(const std::string& bytes) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char byte : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(byte);
    for (count += 8; count >= 6; count -= 6)
      text += kLetters[bits >> (count - 6) & 63u];
  }
  if (count > 0) text += kLetters[bits << (6 - count) & 63u];
  while (text.size() % 4 != 0)
    text += '=';
  return text;
}

TEST(HtmlPage, AllowsItsOwnStyleAndScriptsAlone) {
  ASSERT_EQ(base64_of(sha256("abc")), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  for (const Asset& asset : {kReportStyle, kReportScript, kDygraphs})
    EXPECT_EQ(asset.hash, "sha256-" + base64_of(sha256(text_of(asset))));
  EXPECT_THAT(
      report_html(small_summary()),
      HasSubstr("content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src '" +
                std::string(kReportStyle.hash) + "'; script-src '" + std::string(kDygraphs.hash) +
                "' '" + std::string(kReportScript.hash) + "'\""));
}

TEST(HtmlPage, HoldsTheLicenceOfWhatItHolds) {
  EXPECT_THAT(report_html(small_summary()),
              HasSubstr("Permission is hereby granted, free of charge"));
}

}  // namespace
}  // namespace logscan::detail
