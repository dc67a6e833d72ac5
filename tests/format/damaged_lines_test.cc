// Lines of all formats with bytes changed, removed and added at random: what decides quickly must
// not differ from what tries everything.

#include <cstdint>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "baseline/reference_parser.h"
#include "format/layouts/layouts.h"
#include "format/line_parser.h"
#include "format/unquoted_parser.h"
#include "support/dump.h"
#include "support/keyed_lines.h"
#include "support/layout_rows.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

constexpr std::string_view kDirective =
    "#Fields: date time cs-method cs-uri-stem c-ip sc-status sc-substatus time-taken";

std::vector<std::string> ordinary_lines() {
  std::vector<std::string> lines = {
      "2026-01-12 10:00:00 GET /a.png 192.0.2.1 200 0 83",
      "2026-01-12\t10:00:01\tGET\t/b.png\t192.0.2.1\t404\t0\t83",
      "time:[12/Jan/2026:00:00:00 +0000]\thost:192.0.2.1\treq:GET /a HTTP/1.1\tstatus:200\tsize:1",
      "host:192.0.2.1\ttime:2026-01-12T10:00:00Z\tstatus:500\tmethod:GET\turi:/a\tua:curl",
      "2026-01-12 00:00:00,083 INFO shop.orders.Cart stored the basket in 83 ms",
      "2026-01-12 00:00:00,083 ERROR [worker-1] shop.Mailer: no answer for Mozilla/5.0 a=b",
      "# 2026-01-12 00:00:00,083 flushed 13885 bytes in 83 ms",
      "2026-01-12 10:00:00 \"GET\" \"/a b.png\" 192.0.2.1 200 0 83",
      "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /a HTTP/1.1\" 200 12 \"-\" \"curl\"",
      "192.0.2.1:41204 [12/Jan/2026:10:00:00.655] www app/web2 1/0/31/64/109 200 18 - - ---- 1/1",
      "<134>Jan 12 10:00:00 lb haproxy[2]: 192.0.2.1:4 [12/Jan/2026:10:00:00.655] w a/b "
      "-1/+0/31/64/109 -1 18 - - ---- 1/1",
      "status=200 method=GET path=/a client=192.0.2.1"};
  for (const Layout& layout : kLayouts)
    lines.emplace_back(layout.sample);
  return lines;
}

class Damage {
 public:
  /// Returns a line with a few places changed.
  std::string apply(std::string line) {
    static constexpr std::string_view kBytes = " \t\"[]{}/:=-#|.,0159aTZ\\\x1b\x01\xff<>+\v";
    static const std::vector<std::string> kPieces = {
        "T10:",      " [",  "] \"",         "\" 200 ", "h2 ",          "-1 ",    "0.5 ",
        "1/2/3/4/5", " - ", "time_micros,", "a:b\t",   "2026-01-12 1", "https ", "1768212000.123 ",
        "app | "};
    for (std::size_t changes = random_() % 4; changes > 0; --changes) {
      const std::size_t at = below(line.size() + 1);
      const char byte = kBytes[below(kBytes.size())];
      switch (random_() % 6) {
        case 0:
          line.insert(at, 1, byte);
          break;
        case 1:
          line.erase(at, below(4));
          break;
        case 2:
          if (at < line.size()) line[at] = byte;
          break;
        case 3:
          line.insert(at, kPieces[below(kPieces.size())]);
          break;
        case 4:
          line.resize(at);
          break;
        default:
          line.insert(0, kPieces[below(kPieces.size())]);
      }
    }
    return line;
  }
  std::size_t below(std::size_t end) { return random_() % end; }

 private:
  std::mt19937 random_{1};  // NOLINT(cert-msc51-cpp): the same lines in every run
};

template <class Check>
void check_damaged(int times, Check&& check) {
  Damage damage;
  const std::vector<std::string> lines = ordinary_lines();
  for (int i = 0; i < times; ++i)
    check(damage.apply(lines[damage.below(lines.size())]), damage);
}

TEST(DamagedLines, FitLayoutsAlikeHoweverTheyAreAsked) {
  std::size_t fitting = 0;
  check_damaged(100'000, [&](const std::string& text, Damage& damage) {
    const std::unique_ptr<char[]> exact(new char[text.size()]);
    std::memcpy(exact.get(), text.data(), text.size());
    const std::string_view line(exact.get(), text.size());
    for (const Layout& layout : kLayouts) {
      LogLine all;
      LogLine verdict;
      LayoutMismatch all_mismatch;
      LayoutMismatch mismatch;
      const bool fits = layout.cut(line, all, all_mismatch);
      ASSERT_EQ(layout.cut_wanted(line, Wanted::kVerdict, verdict, mismatch), fits) << line;
      ASSERT_EQ(test::miss_dump(mismatch), test::miss_dump(all_mismatch)) << line;
      ASSERT_EQ(verdict.status, all.status) << line;
      ASSERT_EQ(verdict.time, all.time) << line;
      const std::string_view first = layout.first;
      ASSERT_TRUE(!fits || first.empty() || first.find(line[0]) != std::string_view::npos) << line;
      fitting += fits ? 1 : 0;
    }
    LogLine fields;
    const Layout* const found = find_layout(line, fields);
    const Layout* const guess = &kLayouts[damage.below(kLayoutCount)];
    ASSERT_EQ(find_layout(line, fields, Wanted::kVerdict, guess), found) << line;
  });
  EXPECT_GT(fitting, 10'000u);
}

// Five numbers between slashes, each perhaps with a plus, then perhaps with a minus.
bool are_timers(std::string_view text) {
  for (int numbers = 1;; ++numbers) {
    if (text.starts_with('+')) text.remove_prefix(1);
    if (text.starts_with('-')) text.remove_prefix(1);
    std::size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9')
      ++digits;
    if (digits == 0) return false;
    text.remove_prefix(digits);
    if (text.empty()) return numbers == 5;
    if (text[0] != '/') return false;
    text.remove_prefix(1);
  }
}

TEST(DamagedLines, HaveTimersOfHaproxyWhereTheRuleSaysSo) {
  std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same lines in every run
  std::size_t fitting = 0;
  for (int i = 0; i < 300'000; ++i) {
    std::string timers = std::to_string(random() % 200);
    for (int more = 0; more < 4; ++more)
      timers += "/" + std::to_string(random() % 2000);
    for (std::size_t changes = random() % 3; changes > 0; --changes)
      timers[random() % timers.size()] = "059//+-x:"[random() % 9];
    const std::string line = "192.0.2.1:4 [12/Jan/2026:10:00:00.655] w a/b " + timers + " 200 1 -";
    LogLine fields;
    LayoutMismatch mismatch;
    const bool fits = cut_haproxy(line, Wanted::kAll, fields, mismatch);
    ASSERT_EQ(fits, are_timers(timers)) << line;
    if (!fits) continue;
    ++fitting;
    const std::string last = timers.substr(timers.rfind('/') + 1);
    if (last[0] >= '0' && last[0] <= '9') {
      ASSERT_EQ(fields.duration, std::int64_t{std::stoi(last)} * 1'000'000) << line;
    }
  }
  EXPECT_GT(fitting, 100'000u);
}

// Returns what the formats make of a line without a prefix, in their order.
const FormatMatch* parse_in_order(UnquotedParser& parser, std::string_view line) {
  if (const FormatMatch* const first = parser.parse_before_quoted(line)) return first;
  return parser.parse(line);
}

TEST(DamagedLines, HaveTheFormatThatTheirStartShows) {
  std::size_t shown = 0;
  UnquotedParser quick;
  UnquotedParser slow;
  check_damaged(200'000, [&](std::string text, Damage& damage) {
    std::erase(text, damage.below(2) == 0 ? '"' : '[');
    const test::KeyedText padded(text, damage.below(2) == 0 ? '\t' : '0');
    const bool directed = damage.below(2) == 0;
    for (UnquotedParser* const parser : {&quick, &slow}) {
      parser->resume(nullptr);
      if (directed) parser->read_comment(kDirective);
    }
    const FormatMatch* const match =
        quick.parse_by_start(padded.text(), text.find('"') != std::string::npos);
    if (match == nullptr) return;
    ++shown;
    PrefixKind kind = PrefixKind::kNone;
    ASSERT_EQ(strip_prefix(padded.text(), kind), padded.text());
    const FormatMatch* const other = parse_in_order(slow, padded.text());
    ASSERT_NE(other, nullptr) << text;
    EXPECT_EQ(match->format, other->format) << text;
    EXPECT_EQ(match->status, other->status) << text;
    EXPECT_EQ(match->time, other->time) << text;
  });
  EXPECT_GT(shown, 5'000u);
}

// The reference removes prefixes by itself and asks all formats in their order.
TEST(DamagedLines, HaveTheVerdictOfTheReference) {
  for (const bool directed : {false, true}) {
    LineParser parser(1 << 20);
    ReferenceParser reference;
    if (directed) {
      parser.others().read_comment(kDirective);
      reference.parse(kDirective);
    }
    check_damaged(100'000, [&](const std::string& text, Damage&) {
      if (text.starts_with('#')) return;  // may be a directive
      const test::KeyedText padded(text);
      std::vector<std::uint32_t> quotes;
      for (std::size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 1))
        quotes.push_back(static_cast<std::uint32_t>(at));
      LineView line;
      line.block = padded.text().data();
      line.end = static_cast<std::uint32_t>(text.size());
      line.quotes = quotes.data();
      line.quote_count = static_cast<std::uint32_t>(quotes.size());
      ASSERT_EQ(test::dump(parser.parse(line).verdict()), test::dump(reference.parse(text)))
          << text;
    });
  }
}

}  // namespace
}  // namespace logscan
