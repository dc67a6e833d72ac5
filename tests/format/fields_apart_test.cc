// No field of a line is a part of another column, whatever happened to the line.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "support/kinds_of_lines.h"
#include "support/layout_rows.h"
#include "support/overlap.h"
#include "support/sample_lines.h"
#include "support/server_rows.h"
#include "support/sweep.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

/// Returns all lines of the tables, each after the directives that it needs.
std::vector<std::string> all_texts() {
  std::vector<std::string> texts;
  for (const test::SampleLine& line : test::sample_lines())
    texts.push_back(line.text);
  for (const auto& rows : {test::proxy_rows(), test::cloud_rows()}) {
    for (const test::LayoutRow& row : rows)
      texts.emplace_back(row.text);
  }
  for (const test::ServerRow& row : test::server_rows())
    texts.emplace_back(row.line);
  for (const auto& kinds : {test::kinds_of_text(), test::kinds_of_json()}) {
    for (const test::KindRow& kind : kinds) {
      std::string directives;
      for (const std::string& line : kind.lines) {
        if (line.starts_with('#'))
          directives += line + "\n";
        else
          texts.push_back(directives + line);
      }
    }
  }
  return texts;
}

/// The text with its last line damaged: cut short, a byte less, or another byte that means much.
template <class Each>
void damage(const std::string& text, Each&& each) {
  const std::size_t feed = text.rfind('\n');
  const std::size_t begin = feed == std::string::npos ? 0 : feed + 1;
  each(text);
  for (std::size_t at = begin; at < text.size(); ++at) {
    each(text.substr(0, at));
    each(text.substr(0, begin) + text.substr(at));
    std::string other = text;
    each(other.erase(at, 1));
    for (const char byte : std::string_view(" \"[]:,-/\t")) {
      other = text;
      other[at] = byte;
      each(other);
      other.insert(at, 1, text[at]);
      each(other);
    }
  }
}

TEST(Fields, AreApartOnLinesOfEveryKind) {
  for (const std::string& text : all_texts()) {
    LineParser parser(UINT64_MAX);
    std::string trouble;
    damage(text, [&](const std::string& damaged) {
      test::parse_text(damaged, kernels()[0], parser,
                       [&](const LineView& view, const auto& parsed) {
                         if (parsed.kind != LineKind::kParsed || !trouble.empty()) return;
                         trouble = test::overlap(parser.cut(view, parsed, FieldSet::all()));
                         if (!trouble.empty()) trouble += ": " + std::string(line_text(view));
                       });
    });
    EXPECT_EQ(trouble, "");
  }
}

}  // namespace
}  // namespace logscan
