// Compressed inputs give the report that their text gives, however they are read and decoded.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "logscan/baseline.h"
#include "logscan/engine.h"
#include "logscan/report.h"
#include "query/group_key.h"
#include "support/ask.h"
#include "support/compressors.h"
#include "support/log_maker.h"
#include "support/memory_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

std::vector<Input> open_all(const std::vector<std::unique_ptr<test::MemoryFile>>& files) {
  std::vector<Input> inputs;
  for (const auto& file : files)
    inputs.push_back(Input::open(file->path()));
  return inputs;
}

std::vector<Input> one(Input input) {
  std::vector<Input> inputs;
  inputs.push_back(std::move(input));
  return inputs;
}

void add(std::vector<std::unique_ptr<test::MemoryFile>>& files, std::string_view bytes) {
  files.push_back(std::make_unique<test::MemoryFile>(bytes));
}

// Returns the report without the names of the files and their compression.
std::string report(const std::vector<Input>& inputs, const EngineOptions& options) {
  Summary summary = analyse(inputs, options);
  for (InputSummary& input : summary.inputs) {
    EXPECT_EQ(input.error, std::nullopt);
    input.path = "log";
    input.compression.reset();
    input.bytes_read = 0;
  }
  for (Sample& sample : summary.malformed.samples)
    sample.path = "log";
  for (ErrorSummary& error : summary.top_errors)
    error.example.path = "log";
  for (UnreadSummary& unread : summary.unread) {
    if (unread.first) unread.first->path = "log";
  }
  ReportStyle style;
  style.run = false;
  return report_json(summary, style);
}

TEST(CompressedPipeline, ReportsTheSameAsForPlainText) {
  const std::string text = test::LogMaker(11).lines(300);
  for (const test::Compressor& compressor : test::compressors()) {
    std::vector<std::unique_ptr<test::MemoryFile>> plain;
    std::vector<std::unique_ptr<test::MemoryFile>> packed;
    add(plain, text);
    add(packed, compressor.compress(text.substr(0, 1000)) + compressor.compress("") +
                    compressor.compress(text.substr(1000)));
    const std::string right = report(open_all(plain), {});
    for (const std::size_t size : {1u, 7u, 64u, 1000u, 8192u, 100'000u}) {
      for (const unsigned threads : {1u, 2u}) {
        EngineOptions options;
        options.block_size = size;
        options.batch_size = size;
        options.threads = threads;
        ASSERT_EQ(report(open_all(packed), options), right) << compressor.name << ' ' << size;
      }
    }
  }
}

// Returns errors with distinct long paths, more than are kept while another file is read.
std::string many_errors(std::size_t count, const std::string& name) {
  std::string text;
  const std::string padding(500, 'x');
  for (std::size_t i = 0; i < count; ++i) {
    text += "192.0.2.1 - - [10/Oct/2023:13:55:36 +0000] \"GET /" + name + std::to_string(i) +
            padding + " HTTP/1.1\" 404 5\n";
  }
  return text;
}

TEST(CompressedPipeline, ReadsFilesSideBySideAndReportsThemInOrder) {
  std::vector<std::unique_ptr<test::MemoryFile>> plain;
  std::vector<std::unique_ptr<test::MemoryFile>> packed;
  for (const std::size_t count : {25'000u, 30'000u, 100u, 28'000u, 1u}) {
    const std::string text = many_errors(count, "n" + std::to_string(count) + "/");
    add(plain, text);
    add(packed, count == 100 ? text : count == 30'000 ? test::zstd(text) : test::gzip(text));
  }
  for (const bool asked : {false, true}) {
    EngineOptions options;
    if (asked) {
      test::ask(options, [&](QuerySpec& spec) {
        spec.groups.emplace_back();
        spec.groups.back().by = {"path"};
        spec.memory = 1 << 20;
      });
    }
    options.threads = 1;
    options.range_size = 1 << 30;
    const std::string right = report(open_all(plain), options);
    for (const unsigned threads : {1u, 2u, 3u, 8u}) {
      options.threads = threads;
      ASSERT_EQ(report(open_all(packed), options), right) << threads;
    }
  }
}

TEST(CompressedPipeline, CountsTheLinesBeforeCorruption) {
  const std::string text = test::LogMaker(5).lines(4000);
  std::string bytes = test::gzip(text);
  bytes.resize(bytes.size() / 2);
  const test::MemoryFile file(bytes);
  for (const unsigned threads : {1u, 2u}) {
    EngineOptions options;
    options.threads = threads;
    std::vector<Input> inputs;
    inputs.push_back(Input::open(file.path()));
    const Summary summary = analyse(inputs, options);
    const InputSummary& input = summary.inputs[0];
    ASSERT_TRUE(input.error);
    EXPECT_NE(input.error->find("truncated"), std::string::npos);
    EXPECT_GT(input.counts.bytes, text.size() / 3);
    EXPECT_EQ(input.bytes_read, bytes.size());
  }
}

// The line that the limit cuts is not counted: half of it could pass for another.
TEST(CompressedPipeline, CountsTheLinesBeforeTheLimit) {
  const std::string text = test::LogMaker(11).lines(300);
  for (const test::Compressor& compressor : test::compressors()) {
    const test::MemoryFile packed(compressor.compress(text));
    for (const std::size_t limit : {std::size_t{1}, text.size() / 3, text.size() - 1}) {
      const std::string whole = text.substr(0, text.rfind('\n', limit - 1) + 1);
      const test::MemoryFile plain(limit == 1 ? "" : whole);
      const Accounting right = analyse(one(Input::open(plain.path())), {}).totals;
      for (const unsigned threads : {1u, 3u}) {
        EngineOptions options;
        options.threads = threads;
        options.block_size = options.batch_size = 1000;
        std::vector<Input> inputs = one(Input::open(packed.path()));
        inputs[0].limit_decompressed(limit);
        Summary summary = analyse(inputs, options);
        EXPECT_EQ(summary.totals.lines, right.lines);
        EXPECT_EQ(summary.totals.bytes, right.bytes);
        EXPECT_EQ(summary.totals.parsed, right.parsed);
        EXPECT_THAT(summary.inputs[0].error.value_or(""), testing::HasSubstr("--max-decompressed"));
        const Baseline baseline = compare_with_baseline(inputs, options, summary);
        EXPECT_TRUE(baseline.reconciled);
      }
    }
  }
}

}  // namespace
}  // namespace logscan
