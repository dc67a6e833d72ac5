// A state and a limit of decompressed text: text past the limit is an error in each run, and is
// read once when the limit is raised.
#include <cstdint>
#include <limits>
#include <random>
#include <string>

#include "logscan/aggregate.h"
#include "state/state_run.h"
#include "support/bytes_read.h"
#include "support/compressors.h"
#include "support/temp_folder.h"
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using testing::HasSubstr;

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();
constexpr std::size_t kLineBytes = 70;

std::string lines(int first, int last) {
  std::string text;
  for (int i = first; i < last; ++i)
    text += "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /" + std::to_string(1000 + i) +
            " HTTP/1.1\" 200 5\n";
  return text;
}

class StateLimit : public testing::Test {
 protected:
  struct Window {
    std::uint64_t parsed = 0;
    std::string error;  ///< of all inputs
    std::size_t lost = 0;
  };

  Window run(std::uint64_t max_decompressed) {
    StateRun run(folder_.path("state"), {});
    LogFiles files;
    files.paths = {folder_.path("a.log")};
    if (name_rotated_) files.paths.push_back(folder_.path("a.log.1.gz"));
    if (name_other_) files.paths.push_back(folder_.path("b.log"));
    files.max_decompressed = max_decompressed;
    run.read(files, {}, "now", false);
    Window window;
    const Summary summary = run.findings().summarize({});
    window.parsed = summary.totals.parsed;
    EXPECT_EQ(summary.totals.malformed, 0u);
    for (const InputSummary& input : summary.inputs)
      window.error += input.error.value_or("");
    window.lost = run.window().lost.size();
    run.commit();
    return window;
  }

  test::TempFolder folder_;
  bool name_rotated_ = false;
  bool name_other_ = false;
};

TEST_F(StateLimit, TheRestIsReadWithALargerLimit) {
  ASSERT_EQ(lines(0, 1).size(), kLineBytes);
  name_rotated_ = true;
  folder_.write("a.log.1.gz", test::gzip(lines(0, 100)));
  folder_.write("a.log", lines(100, 105));
  const std::uint64_t limit = 40 * kLineBytes + 10;
  Window window = run(limit);
  EXPECT_EQ(window.parsed, 45u);
  EXPECT_THAT(window.error, HasSubstr("--max-decompressed"));
  for (int i = 0; i < 2; ++i) {
    window = run(limit);
    EXPECT_EQ(window.parsed, 0u);
    EXPECT_THAT(window.error, HasSubstr("--max-decompressed"));
  }
  folder_.append("a.log", lines(105, 106));
  window = run(70 * kLineBytes);
  EXPECT_EQ(window.parsed, 31u);
  EXPECT_THAT(window.error, HasSubstr("--max-decompressed"));
  window = run(kNoLimit);
  EXPECT_EQ(window.parsed, 30u);
  EXPECT_EQ(window.error, "");
  window = run(limit);
  EXPECT_EQ(window.parsed, 0u) << "all of it is known";
  EXPECT_EQ(window.error, "");
}

TEST_F(StateLimit, ALogThatWasReadBeforeItWasCompressedIsNotReadAgain) {
  folder_.write("a.log", lines(0, 50));
  EXPECT_EQ(run(10 * kLineBytes).parsed, 50u);
  // The last lines come between the run and the rotation.
  folder_.append("a.log", lines(50, 60));
  folder_.write("a.log.1.gz", test::gzip(lines(0, 60)));
  folder_.remove("a.log");
  folder_.write("a.log", lines(60, 61));
  Window window = run(10 * kLineBytes);
  EXPECT_EQ(window.parsed, 1u);
  EXPECT_THAT(window.error, HasSubstr("--max-decompressed"));
  window = run(kNoLimit);
  EXPECT_EQ(window.parsed, 10u);
  EXPECT_EQ(window.error, "");
  EXPECT_EQ(run(10 * kLineBytes).error, "");
}

/// A rotated file that was read up to a limit is moved to another name.
class StateLimitOfAMovedFile : public StateLimit, public testing::WithParamInterface<const char*> {
 protected:
  StateLimitOfAMovedFile() { name_other_ = true; }

  void read_and_move(const std::string& text, std::uint64_t max_decompressed) {
    name_rotated_ = true;
    folder_.write("a.log.1.gz", test::gzip(text));
    folder_.write("a.log", lines(100, 105));
    folder_.write("b.log", lines(105, 106));
    run(max_decompressed);
    name_rotated_ = false;
    folder_.rename("a.log.1.gz", GetParam());
  }
};

// The smaller limit hides how the text ends that was read.
TEST_P(StateLimitOfAMovedFile, NoLineIsReadTwice) {
  read_and_move(lines(0, 100), 40 * kLineBytes);
  Window window = run(10 * kLineBytes);
  EXPECT_EQ(window.parsed, 0u);
  EXPECT_EQ(window.lost, 0u);
  EXPECT_THAT(window.error, HasSubstr("--max-decompressed"));
  window = run(kNoLimit);
  EXPECT_EQ(window.parsed, 60u);
  EXPECT_EQ(window.lost, 0u);
  EXPECT_EQ(window.error, "");
  EXPECT_EQ(run(10 * kLineBytes).error, "") << "all of it is known";
}

// Within the limit, the file is known by its raw bytes.
TEST_P(StateLimitOfAMovedFile, LittleOfItIsUnpackedAgain) {
  if (!test::bytes_read()) GTEST_SKIP() << "the system does not count bytes that are read";
  std::mt19937_64 random(1);
  std::string text;
  while (text.size() < 16'000'000)
    text +=
        fmt::format("192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /{:x}{:x} HTTP/1.1\" 200 5\n",
                    random(), random());
  for (const std::uint64_t limit : {40 * kLineBytes, kNoLimit}) {
    SCOPED_TRACE(limit);
    read_and_move(text, limit);
    const std::uint64_t before = *test::bytes_read();
    EXPECT_EQ(run(limit).error.empty(), limit == kNoLimit);
    EXPECT_LT(*test::bytes_read() - before, 2'000'000);
    folder_.remove(GetParam());
    folder_.remove("state");
  }
}

INSTANTIATE_TEST_SUITE_P(Names, StateLimitOfAMovedFile, testing::Values("b.log.1.gz", "saved"),
                         [](const auto& tested) {
                           return tested.param[0] == 'b' ? "of_a_log" : "of_no_log";
                         });

TEST_F(StateLimit, WhatIsDeletedBehindTheLimitIsLost) {
  name_rotated_ = true;
  folder_.write("a.log.1.gz", test::gzip(lines(0, 100)));
  folder_.write("a.log", lines(100, 105));
  EXPECT_EQ(run(40 * kLineBytes).parsed, 45u);
  folder_.remove("a.log.1.gz");
  const Window window = run(40 * kLineBytes);
  EXPECT_EQ(window.parsed, 0u);
  EXPECT_EQ(window.lost, 1u);
}

TEST_F(StateLimit, ABombOfNulsIsAnError) {
  name_rotated_ = true;
  std::string bomb;
  const std::string member = test::gzip(std::string(1 << 20, '\0'));
  while (bomb.size() < 4 << 20)
    bomb += member;
  folder_.write("a.log.1.gz", bomb);
  folder_.write("a.log", lines(0, 5));
  for (const std::uint64_t parsed : {5u, 0u}) {
    const Window window = run(3 << 20);
    EXPECT_EQ(window.parsed, parsed);
    EXPECT_THAT(window.error, HasSubstr("--max-decompressed"));
  }
}

}  // namespace
}  // namespace logscan
