// Temporary files of --exact that cannot be made, written or read, and runs that end meanwhile.

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "faults/faulty.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::faults {
namespace {

using testing::HasSubstr;

class Spill : public testing::Test {
 protected:
  // Some megabytes of groups.
  Spill() {
    scratch_.write("a.log", numbered_lines(0, 40'000));
    std::filesystem::create_directory(scratch_.folder() / "spill");
    expected_ = run(scratch_, "logscan " + kReport + "--memory 1Gi a.log");
  }

  Seen run_with(const std::string& rules) {
    Seen seen = run(
        scratch_, with_fault(rules) + "logscan --temp-dir spill --memory 1Mi " + kReport + "a.log");
    EXPECT_TRUE(seen.fault_came()) << rules;
    EXPECT_TRUE(std::filesystem::is_empty(scratch_.folder() / "spill")) << rules;
    return seen;
  }

  const std::string kReport = "--by path --exact --json --no-run -j 2 ";
  Scratch scratch_;
  Seen expected_;
};

TEST_F(Spill, AFailureIsSaid) {
  for (const auto& [rules, cause] :
       {std::pair("open:ENOSPC:path=spill:after=1", "cannot create a temporary file in spill: "),
        {"open:EMFILE:path=spill:after=1", "cannot create a temporary file in spill: "},
        {"write:ENOSPC:path=spill", "a temporary file in spill could not be written: No space"},
        {"write:EDQUOT:path=spill:after=5", "a temporary file in spill could not be written: "},
        {"write:short:bytes=7:path=spill write:EIO:path=spill:after=1",
         "a temporary file in spill could not be written: "},
        {"pread:EIO:path=spill", "a temporary file in spill could not be read back: "},
        {"pread:EIO:path=spill:after=30", "a temporary file in spill could not be read back: "}}) {
    const Seen seen = run_with(rules);
    EXPECT_EQ(seen.exit, 5) << rules;
    EXPECT_EQ(seen.out, "") << rules;
    EXPECT_THAT(seen.err, HasSubstr(std::string("logscan: --exact: ") + cause)) << rules;
    EXPECT_THAT(seen.err, HasSubstr("--temp-dir, raise --memory, or leave out --exact")) << rules;
  }
}

TEST_F(Spill, AFolderThatCannotBeUsedIsSaidFirst) {
  const Seen seen = run_with("open:EROFS:path=spill");
  EXPECT_EQ(seen.exit, 5);
  EXPECT_EQ(seen.err,
            "logscan: --temp-dir: spill: cannot create a file: Read-only file system; name another "
            "folder\n");
  EXPECT_EQ(seen.count("open a.log"), 0U);
}

TEST_F(Spill, NeedsNoFilesWithoutANameAndNoWholeTransfers) {
  for (const char* rules :
       {"open:EINVAL:path=spill:every=2:times=all", "write:short:path=spill:bytes=100:times=all",
        "pread:short:path=spill:bytes=50:times=all", "write:EINTR:path=spill:every=3:times=all"}) {
    const Seen seen = run_with(rules);
    EXPECT_EQ(seen.exit, 0) << rules << "\n" << seen.err;
    EXPECT_EQ(seen.out, expected_.out) << rules;
  }
}

TEST_F(Spill, NoSignalLeavesAFile) {
  for (const auto& [signal, exit] : {std::pair("term", 143), {"int", 130}, {"kill", 137}}) {
    for (const char* call : {"open", "write", "pread", "close"}) {
      for (const char* after : {"", ":after=2", ":after=20"}) {
        if (std::string_view(call) == "open" && *after != '\0') continue;
        if (std::string_view(call) == "close" && *after != '\0') continue;
        const Seen seen = run_with(std::string(call) + ":" + signal + ":path=spill" + after);
        EXPECT_EQ(seen.exit, exit) << call << after;
      }
    }
  }
}

// A signal that comes while the file has a name is held back.
TEST_F(Spill, NoSignalLeavesAFileThatHadAName) {
  const Seen seen = run_with("open:EINVAL:path=spill:after=1 open:term:path=spill:after=2");
  EXPECT_EQ(seen.exit, 143);
}

TEST_F(Spill, TakesFewDescriptors) {
  const Seen seen =
      run(scratch_, "ulimit -n 16; logscan --temp-dir spill --memory 1Mi " + kReport + "a.log");
  EXPECT_EQ(seen.exit, 0) << seen.err;
  EXPECT_EQ(seen.out, expected_.out);
}

}  // namespace
}  // namespace logscan::faults
