// Runs with a state whose sums go to temporary files, killed or failing at each call that concerns
// these or the state. In the end the sums are those of one run over all lines.

#include <cstdlib>
#include <filesystem>
#include <string>

#include "faults/faulty.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::faults {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr std::size_t kWindow = 6000;  // lines, whose groups fit into a megabyte

const std::string kRun =
    "logscan --state mark.state --temp-dir spill --memory 1Mi --by path --exact --json --no-run ";

/// A log with a state of its first two windows, and with a third one that was not read.
class StateSpill : public testing::Test {
 protected:
  StateSpill() {
    for (std::size_t window = 1; window < 3; ++window) {
      scratch_.write("access.log", numbered_lines(0, window * kWindow));
      const Seen seen = run(scratch_, prepare() + kRun + "access.log");
      EXPECT_EQ(seen.exit, 0) << seen.err;
    }
    scratch_.write("access.log", numbered_lines(0, 3 * kWindow));
    run(scratch_, "cp mark.state saved");
    const Seen right =
        run(scratch_, "logscan --memory 1Gi --by path --exact --json --no-run access.log");
    expected_ = report_of(right).at("groups");
  }

  static std::string prepare() { return "mkdir -p spill; "; }

  Seen run_with(const std::string& rules, const std::string& more) {
    return run(scratch_, with_fault(rules) + kRun + more + " access.log");
  }

  // Runs with a fault at each call, or some of them, until there are no more. Returns their number.
  template <class Check>
  std::size_t at_each_call(const std::string& rules, const Check& check) {
    const std::size_t stride = std::getenv("LOGSCAN_FAULT_STEPS") ? 1 : 5;
    for (std::size_t call = 0;; call += stride) {
      const std::string at = rules + ":after=" + std::to_string(call);
      SCOPED_TRACE(at);
      run(scratch_, "cp saved mark.state");
      const Seen seen = run_with(at, "");
      if (!seen.fault_came()) return call;
      check(seen);
      expect_whole();
      if (HasFailure()) return call;
    }
  }

  // Reads the rest, and compares everything that was counted.
  void expect_whole() {
    EXPECT_TRUE(fs::is_empty(scratch_.folder() / "spill"));
    EXPECT_EQ(run(scratch_, kRun + "access.log").exit, 0);
    const Seen all = run(scratch_, kRun + "--cumulative access.log");
    EXPECT_EQ(all.exit, 0) << all.err;
    EXPECT_EQ(report_of(all).at("groups"), expected_);
    EXPECT_TRUE(fs::is_empty(scratch_.folder() / "spill"));
    EXPECT_FALSE(fs::exists(scratch_.folder() / "mark.state.writing"));
  }

  Scratch scratch_;
  nlohmann::json expected_;
};

TEST_F(StateSpill, ARunMayBeKilledAtAnyCall) {
  for (const char* rules : {"any:kill:path=spill", "any:kill:path=mark.state"}) {
    const std::size_t calls =
        at_each_call(rules, [](const Seen& seen) { EXPECT_EQ(seen.exit, 137); });
    EXPECT_GT(calls, 20U) << rules;
  }
}

TEST_F(StateSpill, ARunMayFailAtAnyCall) {
  for (const char* rules :
       {"write:ENOSPC:path=spill", "pread:EIO:path=spill", "open:EMFILE:path=spill",
        "write:ENOSPC:path=mark.state", "pread:EIO:path=mark.state"}) {
    std::size_t failures = 0;
    at_each_call(rules, [&](const Seen& seen) {
      ++failures;
      EXPECT_EQ(seen.exit, 5) << seen.err;
      const bool is_spill = std::string(rules).ends_with("spill");
      if (is_spill && seen.err.find("--temp-dir: ") == std::string::npos) {
        EXPECT_THAT(seen.err, HasSubstr("temporary file in spill"));
        EXPECT_THAT(seen.err, HasSubstr("nothing was committed, and the next run tries again; "
                                        "name a folder with more room with --temp-dir"));
      }
      if (!is_spill) {
        EXPECT_THAT(seen.err, HasSubstr("logscan: mark.state: "));
      }
    });
    EXPECT_GT(failures, 0U) << rules;
  }
}

// The window is pending, and the sums are made when it is committed.
TEST_F(StateSpill, ACommitMayFailToo) {
  EXPECT_EQ(run(scratch_, kRun + "--no-commit access.log").exit, 0);
  const std::string before = contents(scratch_, "mark.state");
  const Seen full = run(scratch_, with_fault("write:ENOSPC:path=spill") +
                                      "logscan --commit mark.state --temp-dir spill");
  EXPECT_EQ(full.exit, 5);
  EXPECT_THAT(full.err, HasSubstr("temporary file in spill could not be written: No space"));
  EXPECT_EQ(contents(scratch_, "mark.state"), before);
  EXPECT_EQ(run(scratch_, "logscan --commit mark.state --temp-dir spill").exit, 0);
  expect_whole();
}

TEST_F(StateSpill, SignalsLeaveNothing) {
  for (const auto& [signal, exit] : {std::pair("term", 143), {"int", 130}}) {
    run(scratch_, "cp saved mark.state");
    EXPECT_EQ(run_with(std::string("write:") + signal + ":path=spill:after=3", "").exit, exit);
    expect_whole();
  }
}

}  // namespace
}  // namespace logscan::faults
