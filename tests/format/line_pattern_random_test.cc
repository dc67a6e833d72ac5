// Lines built from fields by patterns made at random, and cut again.
#include <string>
#include <utility>

#include "format/line_pattern.h"
#include "support/pattern_dump.h"
#include "support/random_pattern.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

constexpr std::uint64_t kRounds = 3000;

TEST(LinePatternRandom, ReturnsTheFieldsALineWasMadeOf) {
  for (std::uint64_t seed = 0; seed < kRounds; ++seed) {
    const test::PatternSample sample = test::PatternMaker(seed).make();
    const LinePattern pattern = LinePattern::parse(sample.pattern);
    ASSERT_EQ(test::cut_dump(pattern, sample.line), test::dump_all(sample.fields))
        << sample.pattern << "\n"
        << sample.line;
  }
}

// A damaged byte before the status loses the line or does not touch the status.
TEST(LinePatternRandom, DoesNotTakeAnotherStatusFromADamagedLine) {
  for (std::uint64_t seed = 0; seed < kRounds; ++seed) {
    test::PatternMaker maker(seed);
    const test::PatternSample sample = maker.make();
    const LinePattern pattern = LinePattern::parse(sample.pattern);
    for (int damage = 0; damage < 20 && sample.status_at > 0; ++damage) {
      std::string line = sample.line;
      line[maker.random().below(sample.status_at)] =
          damage % 2 == 0 ? "\"\\ |;~^*<>{}&!@#`'-0123"[maker.random().below(24)]
                          : static_cast<char>(maker.random().below(256));
      LogLine out;
      PatternMismatch mismatch;
      if (pattern.cut(line, out, &mismatch)) {
        ASSERT_EQ(out.status, sample.fields.status) << sample.pattern << "\n" << line;
      } else {
        ASSERT_GE(mismatch.column, 1u);
        ASSERT_LE(mismatch.column, line.size() + 1);
      }
    }
  }
}

TEST(LinePatternRandom, DoesNotTakeAnotherStatusFromADamagedLineOfAServer) {
  const std::pair<std::string_view, std::string> kLines[] = {
      {test::kIngress,
       R"(192.0.2.1 - f o [10/Oct/2000:13:55:36 -0700] "GET /a b HTTP/1.1" 503 157 "-" "c" 3 0.007 [x] [] 198.51.100.1:80, 198.51.100.2:80 0, 157 0.003, 0.004 502, 200 5f)"},
      {test::kApacheCombined,
       R"(192.0.2.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /\" 1 HTTP/1.1" 503 157 "-" "c")"},
  };
  for (const auto& [text, line] : kLines) {
    const LinePattern pattern = LinePattern::parse(text);
    for (std::size_t at = 0; at < line.find(" 503"); ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string damaged = line;
        damaged[at] = static_cast<char>(byte);
        LogLine out;
        if (!pattern.cut(damaged, out, nullptr)) continue;
        ASSERT_EQ(out.status, 503) << damaged;
      }
    }
  }
}

// Cut short anywhere, a line is parsed from the status' last byte on.
TEST(LinePatternRandom, ParsesALineCutShortFromItsStatusOn) {
  for (std::uint64_t seed = 0; seed < kRounds / 10; ++seed) {
    const test::PatternSample sample = test::PatternMaker(seed).make();
    const LinePattern pattern = LinePattern::parse(sample.pattern);
    const std::size_t status = sample.fields.status == kStatusDash ? 1 : 3;
    for (std::size_t size = 0; size <= sample.line.size(); ++size) {
      LogLine out;
      const bool whole = size >= sample.status_at + status;
      // A lone 0 is a status, too.
      if (!whole && size == sample.status_at + 1 && sample.line[sample.status_at] == '0') continue;
      ASSERT_EQ(pattern.cut(sample.line.substr(0, size), out, nullptr), whole)
          << sample.pattern << "\n"
          << sample.line.substr(0, size);
    }
  }
}

}  // namespace
}  // namespace logscan
