#include "baseline/reconcile.h"
#include "support/sample_lines.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace logscan::detail {
namespace {

/// The methods over some texts, each a file, and what explains them.
struct Comparison {
  explicit Comparison(const std::vector<std::string>& texts, std::uint64_t max_line = 1u << 20)
      : explanation(std::make_unique<Explanation>(max_line)) {
    for (const std::string& text : texts) {
      const test::TempFile file(text);
      inputs.push_back(Input::open(file.path()));
    }
    std::vector<Part> parts;
    for (std::size_t i = 0; i < texts.size(); ++i)
      parts.push_back({&inputs[i], texts[i].size()});
    for (const Part& part : parts) {
      LineReader reader(part);
      ReferenceParser parser;
      for (PlainLine line; reader.next(line);)
        explanation->add("log", line, parse_plain(line, max_line, parser));
    }
    exact = count_reference(parts, max_line).errors;
    methods = {named("line_by_line", count_line_by_line(parts, max_line)),
               named("substring", count_substring(parts)),
               named("chunked_substring", count_chunked_substring(parts))};
  }

  static BaselineMethod named(const char* name, const MethodCounts& counts) {
    BaselineMethod method;
    method.name = name;
    method.errors = counts.errors;
    return method;
  }

  /// Whether all methods add up; fills `differences`.
  bool reconcile_all() {
    differences.clear();
    const bool ninth = reconcile(methods[0], exact, explanation->line_by_line(), differences);
    const bool whole = reconcile(methods[1], exact, explanation->substring(), differences);
    const bool chunked =
        reconcile(methods[2], exact, explanation->chunked_substring(), differences);
    return ninth && whole && chunked;
  }

  /// `substring 404 +1-0+0`, one for each difference.
  std::string dump() {
    EXPECT_TRUE(reconcile_all());
    std::string out;
    for (const BaselineDifference& difference : differences) {
      out += difference.method + " " + status_name(difference.status) + " +" +
             std::to_string(difference.other_field) + "-" + std::to_string(difference.sliced) +
             (difference.misread < 0 ? "" : "+") + std::to_string(difference.misread) + "\n";
    }
    return out;
  }

  std::vector<Input> inputs;
  std::array<std::uint64_t, kStatusCodes> exact{};
  std::vector<BaselineMethod> methods;
  std::unique_ptr<Explanation> explanation;
  std::vector<BaselineDifference> differences;
};

const std::string kFront = "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" ";

TEST(Reconcile, HasNoDifferencesIfAllAgree) {
  Comparison comparison({kFront + "404 12\n" + kFront + "200 12\n", kFront + "500 1"});
  EXPECT_EQ(comparison.dump(), "");
}

TEST(Reconcile, ExplainsEachKindOfError) {
  struct Row {
    const char* why;
    std::string text;
    const char* differences;
  };
  const std::string user = "192.0.2.1 - a b [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" ";
  const Row rows[] = {
      {"bytes that look like a status", kFront + "200 404 \"-\" \"-\"",
       "substring 404 +1-0+0\nchunked_substring 404 +1-0+0\n"},
      {"a status at the end of the line", kFront + "404",
       "substring 404 +0-0-1\nchunked_substring 404 +0-0-1\n"},
      {"a status before the CR", kFront + "404\r\n",
       "line_by_line 404 +0-0-1\nsubstring 404 +0-0-1\nchunked_substring 404 +0-0-1\n"},
      {"the same code twice in a line", kFront + "404 404 \"-\"", "chunked_substring 404 +1-0+0\n"},
      {"two other fields share a space", kFront + "200 404 404 ",
       "substring 404 +1-0+0\nchunked_substring 404 +2-0+0\n"},
      {"other field and a status that ends the line: they cancel out",
       "192.0.2.1 - x 404 [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" 404",
       "line_by_line 404 +0-0-1\nsubstring 404 +1-0-1\nchunked_substring 404 +1-0-1\n"},
      {"the other field comes before the status",
       "192.0.2.1 - x 404 [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" 404 1",
       "line_by_line 404 +0-0-1\nchunked_substring 404 +1-0+0\n"},
      {"a user with a space moves the pieces", user + "404 1", "line_by_line 404 +0-0-1\n"},
      {"an escaped request holds a status", "1 - - [0: z] \"GET / \\\" 500 1\" 404 1",
       "line_by_line 404 +0-0-1\nline_by_line 500 +0-0+1\n"
       "substring 500 +1-0+0\nchunked_substring 500 +1-0+0\n"},
      {"a torn line", "1 2 3 4 5 6 7 8 503 1",
       "line_by_line 503 +0-0+1\nsubstring 503 +1-0+0\nchunked_substring 503 +1-0+0\n"},
      {"an escaped request with other codes", "1 - - [0: z] \"GET / 500 x\" 404 1",
       "line_by_line 404 +0-0-1\nsubstring 500 +1-0+0\nchunked_substring 500 +1-0+0\n"},
      {"NULs in front of the line", std::string(3, '\0') + kFront + "404 12", ""},
      {"a byte order mark", "\xef\xbb\xbf" + kFront + "404 12", ""},
      {"gained and lost lines of one code", user + "404 1\n1 2 3 4 5 6 7 8 404\n", ""},
  };
  for (const Row& row : rows) {
    Comparison comparison({row.text});
    EXPECT_EQ(comparison.dump(), row.differences) << row.why;
  }
}

TEST(Reconcile, ALineThatIsTooLongHasNoStatus) {
  Comparison comparison({kFront + "404 12\n"}, 20);
  EXPECT_EQ(comparison.dump(), "substring 404 +1-0+0\nchunked_substring 404 +1-0+0\n");
}

TEST(Reconcile, FindsWhatLiesAcrossAnEdge) {
  for (std::size_t at = kChunk - 8; at < kChunk + 4; ++at) {
    const bool across = at > kChunk - 5 && at < kChunk;
    // The space before the status is at `at`.
    const std::string padding = std::string(at - kFront.size(), '\n') + '\n';
    Comparison own({padding + kFront + "404 12\n"});
    EXPECT_EQ(own.dump(), across ? "chunked_substring 404 +0-1+0\n" : "") << at;
    if (across) {
      ASSERT_EQ(own.differences.size(), 1u);
      ASSERT_EQ(own.differences[0].examples.size(), 1u);
      EXPECT_EQ(own.differences[0].examples[0].offset, at);
      EXPECT_EQ(own.differences[0].examples[0].line, padding.size() + 1);
      EXPECT_EQ(own.differences[0].examples[0].text, kFront + "404 12");
    }
    // A match of another field that is lost was never wanted: in neither number.
    Comparison other({std::string(at, 'x') + " 404 "});
    EXPECT_EQ(other.dump(), across ? "substring 404 +1-0+0\n"
                                   : "substring 404 +1-0+0\nchunked_substring 404 +1-0+0\n");
  }
}

TEST(Reconcile, GivesOneExampleOfEachKindInOrder) {
  // In this order: a status at a line's end, a byte count, and a status across the edge.
  std::string text = kFront + "404\n" + kFront + "200 404 \"-\"\n";
  const std::size_t other = kFront.size() + 4;
  const std::size_t at = kChunk - 2;
  text += std::string(at - text.size() - kFront.size(), '\n') + '\n' + kFront + "404 7\n";
  Comparison comparison({text});
  EXPECT_EQ(comparison.dump(), "substring 404 +1-0-1\nchunked_substring 404 +1-1-1\n");
  ASSERT_EQ(comparison.differences.size(), 2u);
  const std::vector<Sample>& examples = comparison.differences[1].examples;
  ASSERT_EQ(examples.size(), 3u);
  EXPECT_EQ(examples[0].offset, other);
  EXPECT_EQ(examples[1].offset, at);
  EXPECT_EQ(examples[2].offset, 0u);
  EXPECT_EQ(examples[2].line, 1u);
  EXPECT_EQ(examples[0].path, "log");
}

TEST(Reconcile, FailsWhenACountIsTamperedWith) {
  Comparison comparison({kFront + "404 500 \"-\"\n" + kFront + "500 1\n"});
  ASSERT_TRUE(comparison.reconcile_all());
  for (std::size_t method = 0; method < 3; ++method) {
    for (const std::size_t code : {400u, 404u, 500u, 599u}) {
      for (const std::uint64_t change : {std::uint64_t{1}, ~std::uint64_t{0}}) {
        comparison.methods[method].errors[code] += change;
        EXPECT_FALSE(comparison.reconcile_all()) << method << " " << code;
        comparison.methods[method].errors[code] -= change;
      }
    }
  }
  ++comparison.exact[404];
  EXPECT_FALSE(comparison.reconcile_all());
}

/// Lines of all kinds, often with the pattern in them.
rc::Gen<std::string> some_line() {
  std::vector<std::string> lines = {kFront + "404 12",
                                    kFront + "500 404 \"-\" \"a 404 500 b\"",
                                    kFront + "503",
                                    " 404 404 404 ",
                                    "1 2 3 4 5 6 7 8 404",
                                    "\xef\xbb\xbf",
                                    std::string(3, '\0') + kFront + "404 1",
                                    std::string(300, 'x')};
  for (const test::SampleLine& sample : test::sample_lines())
    lines.push_back(sample.text);
  return rc::gen::elementOf(lines);
}

std::string some_file() {
  std::string text;
  const int count = *rc::gen::inRange(0, 200);
  for (int i = 0; i < count; ++i) {
    text += *some_line() + *rc::gen::element<std::string>("\n", "\n", "\n", "\r\n", "\n\n");
  }
  return text + *some_line();
}

RC_GTEST_PROP(Reconcile, AddsUpForAnyLines, ()) {
  Comparison comparison({some_file(), some_file(), ""},
                        *rc::gen::element<std::uint64_t>(70, 80, 1u << 20));
  RC_ASSERT(comparison.reconcile_all());
}

RC_GTEST_PROP(Methods, CountWhatAPlainSearchFinds, ()) {
  const std::string text = some_file();
  const Comparison comparison({text});
  std::array<std::uint64_t, kStatusCodes> lines{};
  std::array<std::uint64_t, kStatusCodes> matches{};
  for (StatusCode code = 400; code < 600; ++code) {
    const std::string pattern = " " + status_name(code) + " ";
    std::size_t counted = std::string::npos;  // begin of the line counted last
    for (std::size_t at = text.find(pattern); at != std::string::npos;
         at = text.find(pattern, at + 1)) {
      if (at % kChunk <= kChunk - 5) ++matches[code];
      const std::size_t begin = text.substr(0, at).rfind('\n') + 1;
      if (begin != counted) ++lines[code];
      counted = begin;
    }
  }
  RC_ASSERT(comparison.methods[1].errors == lines);
  RC_ASSERT(comparison.methods[2].errors == matches);
}

}  // namespace
}  // namespace logscan::detail
