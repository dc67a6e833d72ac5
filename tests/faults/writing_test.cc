// Reports that cannot be written: the old file is kept, and no temporary file is left.

#include <string>

#include "faults/faulty.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::faults {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const char* const kReports[] = {"logscan -o report.txt a.log", "logscan --json -o report.txt a.log",
                                "logscan --records -f csv -o report.txt a.log"};

class Writing : public testing::Test {
 protected:
  // Enough records for several writes.
  Writing() { scratch_.write("a.log", numbered_lines(0, 60'000)); }

  Scratch scratch_;
};

TEST_F(Writing, AFailureLeavesTheOldFileWhole) {
  for (const char* command : kReports) {
    for (const char* fault :
         {"open:EACCES:path=report.txt", "open:ENOSPC:path=report.txt",
          "open:EROFS:path=report.txt", "fchmod:EPERM", "write:ENOSPC:path=report.txt",
          "write:EIO:path=report.txt", "write:EDQUOT:path=report.txt",
          "write:short:bytes=10:path=report.txt write:ENOSPC:after=1:path=report.txt", "fsync:EIO",
          "fsync:ENOSPC", "fsync:ESTALE", "rename,renameat:EACCES", "rename,renameat:ENOSPC",
          "rename,renameat:ESTALE"}) {
      scratch_.write("report.txt", "old\n");
      const Seen seen = run(scratch_, with_fault(fault) + command);
      EXPECT_TRUE(seen.fault_came()) << command << " " << fault;
      EXPECT_EQ(seen.exit, 5) << command << " " << fault << "\n" << seen.err;
      EXPECT_THAT(seen.err, HasSubstr("report.txt: the report was not written: ")) << fault;
      EXPECT_EQ(contents(scratch_, "report.txt"), "old\n") << command << " " << fault;
      EXPECT_THAT(names_in(scratch_), ElementsAre("a.log", "report.txt")) << fault;
    }
  }
}

TEST_F(Writing, AFullStandardOutputIsSaid) {
  for (const char* rules : {"write:ENOSPC:fd=1", "write:EIO:fd=1",
                            "write:short:bytes=10:fd=1 write:ENOSPC:fd=1:after=1"}) {
    for (const char* command : {"logscan a.log", "logscan --json a.log", "logscan --help",
                                "logscan --records -f csv a.log"}) {
      const Seen seen = run(scratch_, with_fault(rules) + command);
      EXPECT_TRUE(seen.fault_came()) << command << " " << rules;
      EXPECT_EQ(seen.exit, 5) << command << " " << rules;
      EXPECT_THAT(seen.err, HasSubstr("standard output: the report was not written: "));
    }
  }
}

TEST_F(Writing, AReaderThatHasGoneIsNoError) {
  for (const char* command : {"logscan a.log", "logscan --json a.log",
                              "logscan --records -f csv a.log", "logscan --help"}) {
    const Seen seen =
        run(scratch_, with_fault("write:short:bytes=10:fd=1 write:EPIPE:fd=1:after=1") + command);
    EXPECT_TRUE(seen.fault_came()) << command;
    EXPECT_EQ(seen.exit, 0) << command;
    EXPECT_EQ(seen.err, "") << command;
  }
}

TEST_F(Writing, MessagesThatNobodyGetsChangeNothing) {
  const Seen expected = run(scratch_, "logscan a.log gone.log");
  const Seen seen = run(scratch_, "logscan a.log gone.log 2>/dev/full");
  EXPECT_EQ(seen.exit, 3);
  EXPECT_EQ(seen.out, expected.out);
}

// Whenever the signal comes, the folder has the old report or the new one, and nothing else.
TEST_F(Writing, ASignalLeavesNoTemporaryFile) {
  scratch_.write("a.log", numbered_lines(0, 100));
  const std::string report = run(scratch_, "logscan a.log").out;
  for (const auto& [signal, exit] : {std::pair("term", 143), {"int", 130}}) {
    for (const char* command : {kReports[0], kReports[2]}) {
      std::size_t tried = 0;
      bool came = true;
      for (; came; ++tried) {
        scratch_.write("report.txt", "old\n");
        const Seen seen = run(
            scratch_,
            with_fault(std::string("any:") + signal + ":after=" + std::to_string(tried)) + command);
        came = seen.fault_came();
        EXPECT_EQ(seen.exit, came ? exit : 0) << signal << " " << tried;
        EXPECT_THAT(names_in(scratch_), ElementsAre("a.log", "report.txt")) << tried;
        const std::string now = contents(scratch_, "report.txt");
        if (now != "old\n" && command == kReports[0]) {
          EXPECT_EQ(now, report);
        }
      }
      EXPECT_GT(tried, 8U);
    }
  }
}

}  // namespace
}  // namespace logscan::faults
