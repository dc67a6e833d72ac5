#include "format/prefix.h"

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include "baseline/reference.h"
#include "format/line_parser.h"
#include "support/sweep.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

constexpr std::string_view kWords[] = {"192.0.2.1",
                                       "192.0.2.1:80",
                                       "2001:db8::1",
                                       "2001:0DB8::1",
                                       "::ffff:192.0.2.1",
                                       "-",
                                       "localhost",
                                       "shop.example.com:443",
                                       "dead.beef",
                                       "a.log:192.0.2.7",
                                       "12:2001:db8::1",
                                       "frank",
                                       "[info]",
                                       "\"quoted\"",
                                       "192.0.2.1,192.0.2.2",
                                       "192.0.2.4,",
                                       "\"192.0.2.3\"",
                                       "unknown",
                                       "",
                                       "--",
                                       "\t",
                                       "ad::4"};

std::string shown(std::string_view text) {
  return text.data() == nullptr ? "null" : "'" + std::string(text) + "'";
}

std::string shown(const LogLine& fields) {
  return shown(fields.host) + " " + shown(fields.client) + " " + shown(fields.user) + " " +
         shown(fields.forwarded_for);
}

// The fast way through usual fronts against the reference, which knows the general rule alone.
TEST(Prefix, OfAnyFourWordsIsThatOfTheReference) {
  std::string text;
  for (const std::string_view first : kWords)
    for (const std::string_view second : kWords)
      for (const std::string_view third : kWords)
        for (const std::string_view fourth :
             {"", "- ", "- frank ", "de la Vega ", "192.0.2.9:80 "}) {
          text += first;
          for (const std::string_view word : {second, third}) {
            text += ' ';
            text += word;
          }
          text += ' ';
          text += fourth;
          text += "[10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200 1\n";
        }
  std::size_t lines = 0;
  ReferenceParser reference;
  LineParser parser(UINT64_MAX);
  test::parse_text(text, kernels()[0], parser, [&](const LineView& view, const auto& parsed) {
    const std::string_view line = line_text(view);
    ++lines;
    ASSERT_EQ(parsed.verdict(), reference.parse(line)) << line;
    if (parsed.kind != LineKind::kParsed || parsed.unpacked || parsed.prefix > 0) return;
    ASSERT_EQ(shown(cut_line(view, parsed)), shown(reference_cut(line))) << line;
  });
  EXPECT_EQ(lines, std::size(kWords) * std::size(kWords) * std::size(kWords) * 5);
}

}  // namespace
}  // namespace logscan
