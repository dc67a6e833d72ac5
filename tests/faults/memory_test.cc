// Allocations that fail, one after the other. The result is the correct report, or exit 5 with a
// message; never a crash, a hang or a wrong report.

#include <cstdlib>
#include <string>

#include "faults/faulty.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::faults {
namespace {

using testing::HasSubstr;

const char* const kCommands[] = {
    "logscan --threads 2 a.log b.log c.log",
    "logscan --threads 2 --json --no-run --by path --every 1h a.log b.log c.log",
    "logscan --threads 2 --records -f csv -o out.csv a.log b.log c.log",
};

// Tries each of the first allocations and increasingly few of the later ones. LOGSCAN_FAULT_STEPS
// multiplies their number.
std::size_t next_place(std::size_t place) {
  const char* text = std::getenv("LOGSCAN_FAULT_STEPS");
  const std::size_t finer = text == nullptr ? 1 : std::strtoul(text, nullptr, 10);
  return place + 1 + place / (8 * finer);
}

class Memory : public testing::TestWithParam<const char*> {
 protected:
  Memory() {
    scratch_.write("a.log", numbered_lines(0, 6000));
    scratch_.write("b.log", numbered_lines(6000, 9000));
    scratch_.write("c.log", numbered_lines(9000, 15'000));
    expected_ = run(scratch_, GetParam());
    expected_csv_ = contents(scratch_, "out.csv");
  }

  // Returns whether the report is correct. If not, expects a message and no report.
  bool expect_right_or_said(const Seen& seen) {
    if (seen.exit == 0) {
      EXPECT_EQ(seen.out, expected_.out);
      EXPECT_EQ(contents(scratch_, "out.csv"), expected_csv_);
      return true;
    }
    EXPECT_EQ(seen.exit, 5) << seen.err;
    EXPECT_THAT(seen.err, HasSubstr("logscan: "));
    EXPECT_EQ(seen.out, "");
    EXPECT_EQ(contents(scratch_, "out.csv"), expected_csv_.empty() ? "" : "old\n");
    return false;
  }

  Seen run_anew(const std::string& command) {
    if (!expected_csv_.empty()) scratch_.write("out.csv", "old\n");
    Seen seen = run(scratch_, command);
    EXPECT_EQ(names_in(scratch_).size(), expected_csv_.empty() ? 3U : 4U) << "left something";
    return seen;
  }

  Scratch scratch_;
  Seen expected_;
  std::string expected_csv_;
};

TEST_P(Memory, MayRunOutAnywhere) {
  for (const char* times : {"1", "all"}) {
    bool came = true;
    std::size_t said = 0;
    for (std::size_t place = 0; came; place = next_place(place)) {
      const Seen seen =
          run_anew(with_fault("malloc:ENOMEM:after=" + std::to_string(place) + ":times=" + times) +
                   "timeout 60 " + GetParam());
      came = seen.fault_came();
      said += !expect_right_or_said(seen);
      if (HasFailure()) FAIL() << "at place " << place;
    }
    EXPECT_GT(said, 20U);
  }
}

TEST_P(Memory, MayBeLimited) {
  std::size_t right = 0;
  std::size_t said = 0;
  for (int kilobytes = 3000; right < 10; kilobytes += 250) {
    // If memory is too small to load the program, the message comes from the loader.
    const Seen seen =
        run_anew("ulimit -v " + std::to_string(kilobytes) +
                 "; logscan --version >/dev/null 2>&1 || exit 99; timeout 60 " + GetParam());
    if (seen.exit == 99) continue;
    (expect_right_or_said(seen) ? right : said) += 1;
    if (HasFailure()) FAIL() << "at " << kilobytes << " KiB";
    ASSERT_LT(kilobytes, 100'000);
  }
  EXPECT_GT(said, 0U);
}

INSTANTIATE_TEST_SUITE_P(, Memory, testing::ValuesIn(kCommands));

}  // namespace
}  // namespace logscan::faults
