#include "engine/directives.h"

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "support/bytes_read.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using namespace std::string_literals;

const std::string kDirective = "#Fields: date time c-ip cs-method cs-uri-stem sc-status\n";
const std::string kW3cLine = "2026-01-12 00:00:01 192.0.2.1 GET /a 404\n";

EngineOptions options_of(std::uint64_t max_line) {
  EngineOptions options;
  test::ask(options, [&](QuerySpec& spec) { spec.max_line = max_line; });
  return options;
}

/// The directives of a text, found line by line from its front.
class NaiveDirectives {
 public:
  NaiveDirectives(std::string_view text, std::uint64_t max_line) {
    LineParser parser(max_line);
    for (const test::PlainLine& line : test::plain_lines(text)) {
      bool is_comment = false;
      test::parse_text(std::string(line.text), *find_kernel("scalar"), parser,
                       [&](const LineView&, const ParsedLine& parsed) {
                         is_comment = parsed.kind == LineKind::kComment;
                       });
      const std::optional<W3cFields> fields = parse_fields_directive(line.text);
      if (is_comment && fields) found_.emplace_back(line.offset, *fields);
    }
  }

  std::optional<W3cFields> last_in(std::uint64_t begin, std::uint64_t end) const {
    std::optional<W3cFields> last;
    for (const auto& [at, fields] : found_) {
      if (at >= begin && at < end) last = fields;
    }
    return last;
  }

 private:
  std::vector<std::pair<std::uint64_t, W3cFields>> found_;
};

std::string random_text(std::mt19937_64& random) {
  std::string text = random() % 4 == 0 ? "\xEF\xBB\xBF" : "";
  for (std::size_t i = random() % 30; i > 0; --i) {
    if (random() % 5 == 0) text += std::string(random() % 9, '\0');
    switch (random() % 9) {
      case 0:
        text += "#Fields: date time sc-status" + std::string(random() % 5, ' ') + "\r\n";
        break;
      case 1:
        text += "#Fields: x" + std::string(1 + random() % 9, ' ') + "sc-status\n";
        break;
      case 2:
        text += "#Fields: date" + std::string(80, ' ') + "sc-status\n";  // too long
        break;
      case 3:
        text += "#Fields: - - [x] \"GET /\" 200 1\n";  // has a status
        break;
      case 4:
        text += "#fields of wheat\n";
        break;
      case 5:
        text += "x #Fields: sc-status\n";
        break;
      case 6:
        text += "# ########\n";
        break;
      case 7:
        text += kW3cLine;
        break;
      default:
        text += "\n";
    }
  }
  if (random() % 3 == 0) text += "#Fields: sc-status x y z";
  return text;
}

TEST(Directives, AreTheLastBeforeEachOffsetInAnyOrder) {
  constexpr std::uint64_t kMaxLine = 60;
  const EngineOptions options = options_of(kMaxLine);
  std::mt19937_64 random(5);
  for (int round = 0; round < 200; ++round) {
    const std::string text = random_text(random);
    const NaiveDirectives naive(text, kMaxLine);
    const test::TempFile file(text);
    const Input input = Input::open(file.path());
    std::vector<std::uint64_t> offsets(text.size() + 1);
    for (std::size_t i = 0; i < offsets.size(); ++i)
      offsets[i] = i;
    std::shuffle(offsets.begin(), offsets.end(), random);
    Directives directives(options);
    for (const std::uint64_t offset : offsets) {
      if (random() % 3 == 0) {
        const std::uint64_t end = offset + random() % (text.size() - offset + 1);
        directives.add(input, offset, end, naive.last_in(offset, end));
      }
      ASSERT_EQ(directives.before(input, offset), naive.last_in(0, offset))
          << testing::PrintToString(text) << " at " << offset;
      if (random() % 10 == 0) {
        ASSERT_EQ(Directives(options).before(input, offset), naive.last_in(0, offset));
      }
    }
  }
}

TEST(Directives, AreThoseOfTheirOwnInput) {
  const test::TempFile one(kDirective + kW3cLine);
  const test::TempFile two("#Fields: sc-status\n" + kW3cLine + kW3cLine);
  const test::TempFile none(kW3cLine + kW3cLine + kW3cLine);
  const std::vector<Input> inputs = test::open_all({one.path(), two.path(), none.path()});
  const EngineOptions options;
  Directives directives(options);
  for (int twice = 0; twice < 2; ++twice) {
    for (const std::uint64_t offset : {90u, 30u, 60u}) {
      EXPECT_EQ(directives.before(inputs[0], offset)->columns, 6u);
      EXPECT_EQ(directives.before(inputs[1], offset)->columns, 1u);
      EXPECT_EQ(directives.before(inputs[2], offset), std::nullopt);
    }
  }
}

TEST(Directives, AreFoundAcrossReadsAndHoles) {
  for (const std::string& between :
       {std::string(700'000, '#'), std::string(700'000, '\0'), std::string(700'000, '\n'),
        "\n" + std::string(700'000, 'x') + "\n", "\n" + std::string(700'000, '\0') + "\n"}) {
    const std::string text = kDirective + between + kDirective + kW3cLine;
    const test::TempFile file(text);
    const Input input = Input::open(file.path());
    for (const std::uint64_t max_line : {1000u, 1u << 20}) {
      const EngineOptions options = options_of(max_line);
      const NaiveDirectives naive(text, max_line);
      for (const std::uint64_t offset :
           {std::size_t{1}, kDirective.size() + 1, std::size_t{300'000},
            text.size() - kW3cLine.size() - 1, text.size()})
        ASSERT_EQ(Directives(options).before(input, offset), naive.last_in(0, offset)) << offset;
    }
  }
}

// The only directive is far before most ranges. The bytes read must not grow with the product of
// the two.
TEST(Directives, ReadEachPartAtMostTwice) {
  if (!test::bytes_read()) GTEST_SKIP() << "the system does not count bytes that are read";
  std::string lines;
  while (lines.size() < 8'000'000)
    lines += kW3cLine;
  for (const std::string& front : {kDirective, "#Fields: none\n"s, ""s}) {
    const test::TempFile file(front + lines);
    for (const unsigned threads : {1u, 2u, 5u}) {
      EngineOptions options;
      options.range_size = 64 * 1024;
      options.threads = threads;
      const std::vector<Input> inputs = test::open_all({file.path()});
      const std::uint64_t before = *test::bytes_read();
      const Summary summary = analyse(inputs, options);
      EXPECT_LT(*test::bytes_read() - before, lines.size() * (threads == 1 ? 11 : 25) / 10);
      EXPECT_EQ(summary.totals.parsed, front == kDirective ? lines.size() / kW3cLine.size() : 0);
    }
    // Searches in reverse order find nothing remembered before them.
    const Input input = Input::open(file.path());
    const EngineOptions options;
    Directives directives(options);
    const std::uint64_t before = *test::bytes_read();
    for (std::uint64_t offset = input.size(); offset > 0;
         offset -= std::min(offset, std::uint64_t{65'536}))
      directives.before(input, offset);
    EXPECT_LT(*test::bytes_read() - before, lines.size() * 11 / 10);
  }
}

}  // namespace
}  // namespace logscan
