// Logs that cannot be read, cannot be read to their end, or only in small pieces.

#include <string>

#include "faults/faulty.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::faults {
namespace {

using testing::HasSubstr;

// Three logs; the faults concern the second.
class Reading : public testing::Test {
 protected:
  static constexpr std::size_t kLines = 8000;  // takes several reads

  Reading() : bad_(numbered_lines(100, 100 + kLines)) {
    scratch_.write("a.log", numbered_lines(0, 100));
    scratch_.write("b.log", bad_);
    scratch_.write("c.log", numbered_lines(100 + kLines, 200 + kLines));
  }

  Seen read_with(const std::string& rules) {
    // The previous iteration may have changed the file.
    scratch_.write("b.log", bad_);
    return run(scratch_, with_fault(rules) + "logscan --json --threads 2 a.log b.log c.log");
  }

  // Expects the lines of a.log and c.log and the first lines of b.log, and the reason why the rest
  // is missing.
  std::size_t expect_rest(const Seen& seen, const std::string& why) {
    EXPECT_TRUE(seen.fault_came());
    EXPECT_EQ(seen.exit, 3) << seen.err;
    EXPECT_THAT(seen.err, HasSubstr("logscan: b.log: "));
    EXPECT_THAT(seen.err, HasSubstr(why));
    const nlohmann::json report = report_of(seen);
    const nlohmann::json& inputs = report.at("inputs");
    EXPECT_EQ(inputs[0].at("parsed"), 100);
    EXPECT_EQ(inputs[0].at("error"), nullptr);
    EXPECT_EQ(inputs[2].at("parsed"), 100);
    EXPECT_EQ(inputs[2].at("error"), nullptr);
    EXPECT_THAT(inputs[1].at("error").get<std::string>(), HasSubstr(why));
    const auto lines = inputs[1].at("lines").get<std::size_t>();
    EXPECT_EQ(inputs[1].at("bytes"), bytes_of_lines(bad_, lines));
    EXPECT_EQ(report.at("totals").at("parsed"), 200 + lines);
    return lines;
  }

  Scratch scratch_;
  std::string bad_;
};

TEST_F(Reading, AnErrorLosesTheLinesAfterIt) {
  const std::size_t reads = read_with("").count("pread");
  std::size_t before = 0;
  std::size_t tried = 0;
  for (;; ++tried) {
    const Seen seen = read_with("pread:EIO:path=b.log:times=all:after=" + std::to_string(tried));
    if (!seen.fault_came()) break;
    const std::size_t lines = expect_rest(seen, "Input/output error");
    EXPECT_GE(lines, before);
    EXPECT_LT(lines, kLines);
    before = lines;
  }
  EXPECT_GT(tried, 4U);
  EXPECT_LT(tried, reads);
  EXPECT_GT(before, kLines / 2);  // the last read failed
}

TEST_F(Reading, ALogThatCannotBeOpenedIsNamed) {
  EXPECT_EQ(expect_rest(read_with("open:EACCES:path=b.log:times=all"), "permission denied"), 0U);
  EXPECT_EQ(expect_rest(read_with("open:ESTALE:path=b.log:times=all"), "Stale file handle"), 0U);
  EXPECT_EQ(expect_rest(read_with("fstat:EIO:path=b.log:times=all"), "Input/output error"), 0U);
  EXPECT_EQ(expect_rest(read_with("fstat:ESTALE:path=b.log:times=all"), "Stale file handle"), 0U);
}

TEST_F(Reading, AStaleHandleLosesTheLinesAfterIt) {
  EXPECT_GT(
      expect_rest(read_with("pread:ESTALE:path=b.log:times=all:after=3"), "Stale file handle"), 0U);
}

TEST_F(Reading, ALogTruncatedDuringARunCountsUpToItsEnd) {
  for (const int after : {0, 1, 3}) {
    for (const int left : {0, 1, 200'000}) {
      const Seen seen =
          read_with("pread:truncate:path=b.log:target=b.log:bytes=" + std::to_string(left) +
                    ":after=" + std::to_string(after));
      ASSERT_TRUE(seen.fault_came());
      EXPECT_EQ(seen.exit, 3);
      EXPECT_THAT(seen.err, HasSubstr("b.log: was truncated while it was read"));
      const nlohmann::json report = report_of(seen);
      EXPECT_EQ(report.at("inputs")[0].at("parsed"), 100);
      EXPECT_EQ(report.at("inputs")[2].at("parsed"), 100);
      EXPECT_GE(report.at("inputs")[1].at("bytes"), left);
      EXPECT_LT(report.at("inputs")[1].at("bytes"), bad_.size());
    }
  }
}

TEST_F(Reading, ALogDeletedDuringARunIsReadToItsEnd) {
  const std::string whole = read_with("").out;
  for (const int after : {0, 1, 3}) {
    const Seen seen =
        read_with("pread:unlink:path=b.log:target=b.log:after=" + std::to_string(after));
    ASSERT_TRUE(seen.fault_came());
    EXPECT_EQ(seen.exit, 0) << seen.err;
    EXPECT_EQ(report_of(seen).at("totals"), nlohmann::json::parse(whole).at("totals"));
  }
}

TEST_F(Reading, ALogDeletedBeforeItIsOpenedIsMissing) {
  EXPECT_EQ(expect_rest(read_with("open:unlink:path=b.log:target=b.log"), "no such file"), 0U);
}

// Interrupted calls and short reads are normal and change nothing.
class Pieces : public testing::TestWithParam<const char*> {};

TEST_P(Pieces, ChangeNothing) {
  const Scratch scratch;
  const std::string text = "\xEF\xBB\xBF" + numbered_lines(0, 500) + "\nnot a line\n#x\nno end";
  scratch.write("a.log", text);
  for (const char* command :
       {"logscan --threads 1 a.log", "logscan --threads 2 --json --no-run --by path a.log",
        "logscan --json --no-run --block-size 64 < a.log", "cat a.log | @logscan",
        "logscan --records -f csv -o out.csv a.log; cat out.csv",
        "logscan --explain-format a.log"}) {
    std::string with = command;
    const std::size_t at = with.find('@');
    std::string without = command;
    if (at != std::string::npos) without.erase(at, 1);
    with.replace(at == std::string::npos ? 0 : at, at == std::string::npos ? 0 : 1,
                 with_fault(GetParam()));
    const Seen expected = run(scratch, without);
    const Seen seen = run(scratch, with);
    EXPECT_TRUE(seen.fault_came()) << command;
    EXPECT_EQ(seen.exit, expected.exit) << command << "\n" << seen.err;
    EXPECT_EQ(seen.out, expected.out) << command;
    EXPECT_EQ(seen.err, expected.err) << command;
  }
}

INSTANTIATE_TEST_SUITE_P(
    , Pieces,
    testing::Values("read,pread:short:times=all", "read,pread:short:bytes=7:times=all",
                    "read,pread:short:bytes=4095:times=all", "read,pread:EINTR:every=2:times=all",
                    "write:short:times=all",
                    "write:EINTR:every=2:times=all write:short:bytes=100:times=all"));

// Pipes in non-blocking mode.
TEST(Waiting, ChangesNothing) {
  const Scratch scratch;
  scratch.write("a.log", numbered_lines(0, 5000));
  for (const char* arguments : {"", "--records -f csv"}) {
    const Seen expected = run(scratch, std::string("cat a.log | logscan ") + arguments);
    const Seen seen = run(scratch, "cat a.log | " +
                                       with_fault("read:EAGAIN:fd=0:every=2:times=all "
                                                  "write:EAGAIN:fd=1:times=2") +
                                       "logscan " + arguments + " | cat");
    EXPECT_GT(seen.count("read"), 1U);
    EXPECT_TRUE(seen.fault_came());
    EXPECT_EQ(seen.exit, 0) << seen.err;
    EXPECT_EQ(seen.err, "");
    EXPECT_EQ(seen.out, expected.out);
  }
}

}  // namespace
}  // namespace logscan::faults
