#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "logscan/engine.h"
#include "support/pipe.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

std::string data_file(const std::string& name) {
  std::ifstream in(std::string(LOGSCAN_SOURCE_DIR) + "/data/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Oddities of framing: a mark, NUL runs, lines around and over 300 bytes, CR LF, no end.
std::string made_file() {
  const std::string line = "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" ";
  const std::string nuls(700, '\0');
  std::string bytes = "\xEF\xBB\xBF" + line + "404 1\r\n" + nuls + line + "500 1\n\n\r\n";
  for (std::size_t size = 295; size < 305; ++size) {
    for (const char* end : {"\n", "\r\n", "\r\r\n"}) {
      bytes += line + "404 1 \"" + std::string(size - line.size() - 8, 'x') + "\"" + end;
    }
  }
  bytes += std::string(2000, 'y') + "\n" + nuls + std::string(301, 'z') + "\n" + nuls + "\n#c\n";
  return bytes + line + "503 " + std::string(1500, '7');
}

struct Case {
  const char* name;
  std::string bytes;
  std::uint64_t max_line = 1u << 20;
};

std::vector<Case> cases() {
  return {{"hostile", data_file("hostile.log").substr(0, 20000)},
          {"hostile, short lines", data_file("hostile.log").substr(0, 20000), 150},
          {"odd", data_file("odd.log").substr(0, 9000)},
          {"odd, from the long line on", data_file("odd.log").substr(9000, 12000), 4096},
          {"mixed", data_file("mixed.log")},
          {"crlf", data_file("crlf.log")},
          {"no_newline", data_file("no_newline.log")},
          {"made", made_file(), 300}};
}

EngineOptions with_max_line(std::uint64_t max_line) {
  EngineOptions options = test::one_thread();
  test::ask(options, [&](QuerySpec& spec) { spec.max_line = max_line; });
  return options;
}

std::string json_of(const std::string& path, const EngineOptions& options) {
  return test::stable_json({path}, options);
}

TEST(Pipeline, CountsWhatAPlainSplitterAndTheReferenceCount) {
  for (const Case& given : cases()) {
    const test::TempFile file(given.bytes);
    const Summary summary = analyse(test::open_all({file.path()}), with_max_line(given.max_line));
    EXPECT_TRUE(test::counts_of(summary) == test::plain_counts(given.bytes, given.max_line))
        << given.name;
    EXPECT_EQ(summary.totals.bytes, given.bytes.size()) << given.name;
    EXPECT_EQ(summary.inputs[0].bytes_read, given.bytes.size()) << given.name;
  }
}

TEST(Pipeline, GivesTheSameReportForAnyBlockSize) {
  for (const Case& given : cases()) {
    const test::TempFile file(given.bytes);
    EngineOptions options = with_max_line(given.max_line);
    const std::string right = test::stable_json({file.path()}, options);
    std::vector<std::size_t> sizes;
    for (std::size_t size = 1; size <= 300; ++size)
      sizes.push_back(size);
    for (std::size_t size = 301; size <= 9000; size += 97)
      sizes.push_back(size);
    for (const std::size_t size : sizes) {
      options.block_size = size;
      // Batches of one block carry lines over all the time; the usual ones never do here.
      for (const std::size_t batch : {size, std::size_t{256 * 1024}}) {
        options.batch_size = batch;
        ASSERT_EQ(test::stable_json({file.path()}, options), right)
            << given.name << ", block " << size << ", batch " << batch;
      }
    }
  }
}

TEST(Pipeline, GivesTheSameReportForAnyNumberOfRanges) {
  for (const Case& given : cases()) {
    const test::TempFile file(given.bytes);
    EngineOptions options = with_max_line(given.max_line);
    const std::string right = json_of(file.path(), options);
    for (std::uint64_t ranges = 1; ranges <= 64; ++ranges) {
      options.range_size = given.bytes.size() / ranges + 1;
      ASSERT_EQ(json_of(file.path(), options), right) << given.name << ", " << ranges;
    }
  }
}

TEST(Pipeline, GivesTheSameReportForARangeOfEveryByte) {
  const std::string bytes = made_file().substr(0, 3000);
  const test::TempFile file(bytes);
  EngineOptions options = with_max_line(300);
  const std::string right = json_of(file.path(), options);
  for (const std::uint64_t size : {1u, 2u, 3u, 5u, 11u}) {
    options.range_size = size;
    EXPECT_EQ(json_of(file.path(), options), right) << size;
  }
}

TEST(Pipeline, GivesTheSameReportForRandomSizesThreadsAndKernels) {
  std::mt19937_64 random(4);
  const std::vector<Case> all = cases();
  for (int round = 0; round < 200; ++round) {
    const Case& given = all[random() % all.size()];
    const test::TempFile file(given.bytes);
    EngineOptions options = with_max_line(given.max_line);
    const std::string right = json_of(file.path(), options);
    options.block_size = 1 + random() % 9000;
    options.batch_size = 1 + random() % 40000;
    options.range_size = given.bytes.size() / (1 + random() % 64) + 1;
    options.threads = static_cast<unsigned>(1 + random() % 4);
    options.kernel = &kernels()[random() % kernels().size()];
    ASSERT_EQ(json_of(file.path(), options), right)
        << given.name << ", block " << options.block_size << ", batch " << options.batch_size
        << ", range " << options.range_size << ", threads " << options.threads << ", "
        << options.kernel->name;
  }
}

TEST(Pipeline, GivesTheSameReportForAStreamAsForAFile) {
  for (const Case& given : cases()) {
    const test::TempFile file(given.bytes);
    for (const std::size_t size : {1u, 7u, 64u, 4096u, 8192u}) {
      EngineOptions options = with_max_line(given.max_line);
      options.block_size = options.batch_size = size;
      const std::string right = test::stable_json({file.path()}, options);
      const test::Pipe pipe(given.bytes);
      Summary summary = analyse(test::open_all({pipe.path()}), options);
      test::rename(summary, file.path());
      ASSERT_EQ(test::stable_json(summary), right) << given.name << ", " << size;
    }
  }
}

// Lines of all shapes in one file, and directives that change the meaning of the lines after them.
// A range that begins in the middle must know them.
TEST(Pipeline, GivesTheSameForLinesOfOtherShapesWhereverRangesBegin) {
  std::string text = "\xEF\xBB\xBF#Fields: date time c-ip cs-method cs-uri-stem sc-status\n";
  for (int i = 0; i < 40; ++i) {
    text += "2026-01-12 00:00:0" + std::to_string(i % 10) + " 192.0.2.1 GET /a " +
            std::to_string(400 + i) + "\n";
    if (i == 10) text += "#Fields: sc-status date time\n";
    if (i == 15) text += std::string(3, '\0') + "#Fields: time sc-status date\n500 500 500\n";
    if (i > 10 && i % 3 == 0) text += std::to_string(500 + i) + " 2026-01-12 00:00:00\n";
    if (i % 4 == 0)
      text += R"({"status": 404, "request": "GET /b HTTP/1.1"})"
              "\n";
    if (i % 5 == 0) text += "web  | 192.0.2.7 - - [12/Jan/2026:00:00:09 +0000] \"GET /\" 403 1\n";
    // A line that is too long is no comment, and so no directive.
    if (i == 20) text += "#Fields: date" + std::string(190, ' ') + "sc-status\n";
    if (i == 25)
      text += std::string(5000, '\0') + "#Fields: sc-status" + std::string(181, ' ') + "\n";
    if (i == 30) text += "# Fields: none\n#Fields: sc-status\n503\n";
  }
  const test::TempFile file(text);
  EngineOptions options = with_max_line(200);
  const Summary whole = analyse(test::open_all({file.path()}), options);
  EXPECT_EQ(test::counts_of(whole), test::plain_counts(text, 200));
  EXPECT_GT(whole.inputs[0].formats[static_cast<std::size_t>(LogFormat::kW3c)], 15u);
  const std::string expected = test::stable_json(whole);
  for (options.range_size = 1; options.range_size < 700; options.range_size += 7) {
    options.threads = 1 + static_cast<unsigned>(options.range_size) % 3;
    ASSERT_EQ(test::stable_json({file.path()}, options), expected) << options.range_size;
  }
}

}  // namespace
}  // namespace logscan
