#include "baseline/reconcile.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan::detail {
namespace {

constexpr std::uint64_t kMaxLine = 1u << 20;

/// Files made of texts, and the parts that cover them.
struct Files {
  explicit Files(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      const test::TempFile file(text);
      inputs.push_back(Input::open(file.path()));  // keeps the file, whose name is gone after this
    }
    for (std::size_t i = 0; i < texts.size(); ++i)
      parts.push_back({&inputs[i], texts[i].size()});
  }

  std::vector<Input> inputs;
  std::vector<Part> parts;
};

/// `404*2 500*1`
std::string dump(const MethodCounts& counts) {
  std::string out;
  for (StatusCode code = 0; code < kStatusCodes; ++code) {
    if (counts.errors[code] == 0) continue;
    out += (out.empty() ? "" : " ") + status_name(code) + "*" + std::to_string(counts.errors[code]);
  }
  return out;
}

std::string line_of(const std::string& status, const std::string& rest = " 12") {
  return "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" " + status + rest + "\n";
}

TEST(LineByLine, CountsTheNinthWord) {
  const Files files({line_of("404") + "\n1 2 3 4 5 6 7 8 500\n1  3 4 5 6 7 8 501 x\n" +
                     "1 2 3 4 5 6 7 8 5000\n1 2 3 4 5 6 7 8 50x\n1 2 3 4 5 6 7 8 \n" +
                     line_of("503", "") + line_of("200") + line_of("502", "\r") +
                     "1 2 3 4 5 6 7 8 504"});
  const MethodCounts counts = count_line_by_line(files.parts, kMaxLine);
  EXPECT_EQ(dump(counts), "404*1 500*1 501*1 503*1 504*1");
  EXPECT_EQ(counts.lines, 11u);
}

TEST(LineByLine, DoesNotSplitALineThatIsTooLong) {
  const Files files({std::string(100, ' ') + "\n" + line_of("404")});
  EXPECT_EQ(dump(count_line_by_line(files.parts, 99)), "404*1");
  EXPECT_EQ(dump(count_line_by_line(files.parts, 9)), "");
  EXPECT_EQ(count_line_by_line(files.parts, 9).lines, 2u);
}

TEST(Substring, CountsALineOnceForEachCode) {
  const Files files({" 404 404 \n 404 404\n404 \n 404\n 404 500 404 599 \n 399 600 4x4 4-4 44 \n",
                     "a 404 b", "404 ", "", "\n"});
  const MethodCounts counts = count_substring(files.parts);
  EXPECT_EQ(dump(counts), "404*4 500*1 599*1");
  EXPECT_EQ(counts.lines, 9u);
}

TEST(Substring, SeesMatchesOnEveryByteOfItsBlocks) {
  for (std::size_t at = 256 * 1024 - 8; at < 256 * 1024 + 4; ++at) {
    const Files files({std::string(at, 'x') + " 404 \n"});
    EXPECT_EQ(dump(count_substring(files.parts)), "404*1") << at;
    EXPECT_EQ(count_substring(files.parts).lines, 1u);
  }
}

TEST(ChunkedSubstring, LosesMatchesAcrossAnEdge) {
  for (std::size_t at = kChunk - 8; at < kChunk + 4; ++at) {
    const Files files({std::string(at, 'x') + " 404 ", " 404 404 "});
    const bool lost = at > kChunk - 5 && at < kChunk;
    EXPECT_EQ(dump(count_chunked_substring(files.parts)), lost ? "404*2" : "404*3") << at;
  }
}

TEST(Methods, DoNotReadPastTheScan) {
  Files files({line_of("404") + line_of("500") + "1 2 3 4 5 6 7 8 501 2 3 4 5 6 7 8 502 "});
  files.parts[0].bytes -= 18;  // as if the rest had been written since
  EXPECT_EQ(dump(count_line_by_line(files.parts, kMaxLine)), "404*1 500*1 501*1");
  EXPECT_EQ(dump(count_substring(files.parts)), "404*1 500*1 501*1");
  EXPECT_EQ(dump(count_chunked_substring(files.parts)), "404*1 500*1 501*1");
  EXPECT_EQ(dump(count_reference(files.parts, kMaxLine)), "404*1 500*1");
  EXPECT_EQ(count_line_by_line(files.parts, kMaxLine).lines, 3u);
  EXPECT_EQ(count_substring(files.parts).lines, 3u);
  EXPECT_EQ(count_reference(files.parts, kMaxLine).lines, 3u);
}

TEST(Methods, ThrowWhenAFileBecameShorter) {
  Files files({line_of("404")});
  files.parts[0].bytes += 1;
  EXPECT_THROW(count_line_by_line(files.parts, kMaxLine), std::system_error);
  EXPECT_THROW(count_substring(files.parts), std::system_error);
  EXPECT_THROW(count_chunked_substring(files.parts), std::system_error);
  EXPECT_THROW(count_reference(files.parts, kMaxLine), std::system_error);
}

TEST(LineReader, RemovesTerminatorsMarksAndNuls) {
  using namespace std::string_literals;
  struct Row {
    std::string bytes;
    std::vector<std::string> texts;
  };
  const Row rows[] = {
      {"", {}},
      {"\n", {""}},
      {"\n\n", {"", ""}},
      {"a", {"a"}},
      {"a\n", {"a"}},
      {"a\nb", {"a", "b"}},
      {"a\r\nb\r", {"a", "b"}},
      {"a\r\r\n\r\n\r", {"a\r", "", ""}},
      {"a\rb\n", {"a\rb"}},
      {"\xef\xbb\xbf", {""}},
      {"\xef\xbb\xbf"
       "a\n\xef\xbb\xbf"
       "b\n",
       {"a",
        "\xef\xbb\xbf"
        "b"}},
      {"\xef\xbb\n", {"\xef\xbb"}},
      {"\xef\xbb\xbf\0\0a\n"s, {"a"}},
      {"\0\xef\xbb\xbf\n"s, {"\xef\xbb\xbf"}},
      {"\0\0\0a\0\n\0\0\n\0\r\n\0"s, {"a\0"s, "", "", ""}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(testing::PrintToString(row.bytes));
    const Files files({row.bytes});
    LineReader reader(files.parts[0]);
    std::vector<std::string> texts;
    std::uint64_t bytes = 0;
    for (PlainLine line; reader.next(line);) {
      EXPECT_EQ(line.offset, bytes);
      bytes += line.bytes;
      texts.emplace_back(line.text);
      EXPECT_EQ(line.number, texts.size());
    }
    EXPECT_EQ(bytes, row.bytes.size());
    EXPECT_EQ(texts, row.texts);
  }
}

TEST(LineReader, LimitsTheLengthOfTheTextOnly) {
  const std::string text = line_of("404", "");
  const std::size_t size = text.size() - 1;
  const Files files({"\xef\xbb\xbf" + std::string(50, '\0') + text.substr(0, size) + "\r\n"});
  EXPECT_EQ(dump(count_reference(files.parts, size)), "404*1");
  EXPECT_EQ(dump(count_reference(files.parts, size - 1)), "");
}

}  // namespace
}  // namespace logscan::detail
