// Compressed logs with faults: everything that could be read is counted, and the rest is reported.

#include <string>

#include "faults/faulty.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::faults {
namespace {

using testing::HasSubstr;

struct Tool {
  const char* name;
  const char* command;  // from standard input to standard output
};

std::ostream& operator<<(std::ostream& out, const Tool& tool) {
  return out << tool.name;
}

class Compressed : public testing::TestWithParam<Tool> {
 protected:
  static constexpr std::size_t kLines = 30'000;

  Compressed() : text_(numbered_lines(0, kLines)) {
    scratch_.write("a.log", numbered_lines(kLines, kLines + 100));
    scratch_.write("b.log", text_);
    make("b.log", "b.packed");
    size_ = contents(scratch_, "b.packed").size();
  }

  void make(const std::string& from, const std::string& to) {
    ASSERT_EQ(run(scratch_, std::string(GetParam().command) + " <" + from + " >" + to).exit, 0);
  }

  // Expects all of a.log and the first lines of b.log.
  std::size_t expect_beginning(const Seen& seen) {
    EXPECT_EQ(seen.exit, 3) << seen.err;
    EXPECT_THAT(seen.err, HasSubstr("logscan: b.packed: "));
    const nlohmann::json report = report_of(seen);
    EXPECT_EQ(report.at("inputs")[0].at("parsed"), 100);
    const auto lines = report.at("inputs")[1].at("parsed").get<std::size_t>();
    EXPECT_NE(report.at("inputs")[1].at("error"), nullptr);
    EXPECT_LE(lines, kLines);
    return lines;
  }

  Scratch scratch_;
  std::string text_;
  std::size_t size_ = 0;
};

TEST_P(Compressed, PiecesChangeNothing) {
  for (const char* input : {"b.packed", "- < b.packed", "- < b.fifo"}) {
    const std::string command = std::string("logscan --json --no-run --by path ") + input;
    const std::string feed =
        std::string(input).ends_with("b.fifo") ? "mkfifo b.fifo; cat b.packed > b.fifo & " : "";
    const std::string after = feed.empty() ? "" : "; rm b.fifo";
    const Seen expected = run(scratch_, feed + command + after);
    EXPECT_EQ(report_of(expected).at("totals").at("parsed"), kLines) << expected.err;
    for (const char* rules :
         {"read,pread:short:bytes=4095:times=all", "read,pread:short:bytes=61:times=all",
          "read,pread:EINTR:every=2:times=all"}) {
      const Seen seen = run(scratch_, feed + with_fault(rules) + command + after);
      EXPECT_TRUE(seen.fault_came());
      EXPECT_EQ(seen.out, expected.out) << input << " " << rules << " " << seen.err;
    }
  }
}

TEST_P(Compressed, AnErrorLosesTheLinesAfterIt) {
  std::size_t tried = 0;
  std::size_t most = 0;
  for (;; ++tried) {
    const Seen seen = run(
        scratch_,
        with_fault("read,pread:EIO:path=b.packed:times=all:after=" + std::to_string(tried) +
                   " read,pread:short:path=b.packed:times=all:bytes=" + std::to_string(size_ / 8)) +
            "logscan --json a.log b.packed");
    if (seen.exit == 0) break;
    most = std::max(most, expect_beginning(seen));
    EXPECT_THAT(seen.err, HasSubstr("Input/output error"));
    ASSERT_LT(tried, 200U);
  }
  EXPECT_GT(tried, 4U);
  EXPECT_GT(most, 0U);
}

TEST_P(Compressed, AFileTruncatedDuringARunCountsUpToItsEnd) {
  std::size_t tried = 0;
  for (; tried < 4; ++tried) {
    make("b.log", "b.packed");
    const Seen seen =
        run(scratch_, with_fault("read,pread:truncate:path=b.packed:target=b.packed:"
                                 "bytes=" +
                                 std::to_string(size_ / 2) + ":after=" + std::to_string(tried)) +
                          "logscan --json a.log b.packed");
    if (!seen.fault_came() || seen.exit == 0) break;
    EXPECT_LT(expect_beginning(seen), kLines);
  }
  EXPECT_GT(tried, 0U);
}

TEST_P(Compressed, MemoryMayRunOutAnywhere) {
  const std::string command = "timeout 60 logscan --json --no-run --threads 2 a.log b.packed";
  const Seen expected = run(scratch_, command);
  bool came = true;
  for (std::size_t place = 0; came; place += 1 + place / 4) {
    const Seen seen = run(
        scratch_, with_fault("malloc:ENOMEM:times=all:after=" + std::to_string(place)) + command);
    came = seen.fault_came();
    if (seen.exit == 0) {
      EXPECT_EQ(seen.out, expected.out);
    } else if (seen.exit == 3) {
      expect_beginning(seen);
    } else {
      EXPECT_EQ(seen.exit, 5) << seen.err;
      EXPECT_EQ(seen.out, "");
    }
    if (HasFailure()) FAIL() << "at place " << place;
  }
}

INSTANTIATE_TEST_SUITE_P(, Compressed,
                         testing::Values(Tool{"gzip", "gzip -6"}, Tool{"zstd", "zstd -q -3"},
                                         Tool{"bzip2", "bzip2 -1"}, Tool{"xz", "xz -0"},
                                         Tool{"lz4", "lz4 -q -1"}),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace logscan::faults
