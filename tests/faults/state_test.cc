// Runs with a state that are killed, or fail, at each of their system calls. The state is the old
// one or the new one, and in the end each line is in exactly one report.

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include "faults/consumer.h"
#include "faults/faulty.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::faults {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr std::size_t kLines = 30;

// A log that was read once, and has grown and been rotated since.
class Log {
 public:
  Log() {
    scratch.write("access.log", numbered_lines(0, 10));
    read("");
    scratch.write("access.log", numbered_lines(0, 20));
    fs::rename(scratch.folder() / "access.log", scratch.folder() / "access.log.1");
    scratch.write("access.log", numbered_lines(20, kLines) + "192.0.2.1 - - [");
  }

  // Makes a run and gives its report to the consumer, however it ends.
  Seen read(const std::string& rules, const std::string& more = "") {
    std::string command = (rules.empty() ? "" : with_fault(rules)) + "logscan --state mark.state " +
                          more + " access.log";
    for (const std::string& argument : report_arguments())
      command += " " + argument;
    Seen seen = run(scratch, command);
    consumer.receive(seen.out);
    return seen;
  }

  Seen end(const std::string& rules, const std::string& how) {
    return run(scratch,
               (rules.empty() ? "" : with_fault(rules)) + "logscan " + how + " mark.state");
  }

  std::string state() const { return contents(scratch, "mark.state"); }

  void expect_each_line_once() {
    for (int i = 0; i < 2; ++i)
      EXPECT_EQ(read("").exit, 0);
    const auto lines = consumer.lines();
    EXPECT_EQ(lines.size(), kLines);
    for (const auto& [line, count] : lines)
      EXPECT_EQ(count, 1U) << "line " << line;
    EXPECT_TRUE(consumer.is_complete());
  }

  Scratch scratch;
  Consumer consumer;
};

// Calls that do not concern the state are only sampled, unless LOGSCAN_FAULT_STEPS is set.
std::size_t stride(const std::string& rules) {
  return rules.find("path=") != std::string::npos || std::getenv("LOGSCAN_FAULT_STEPS") ? 1 : 6;
}

// Runs `step` with a fault at its first call, its second, and so on, each time with a new log,
// until there are no more calls. Returns the number of calls.
std::size_t at_each_call(const std::string& rules,
                         const std::function<Seen(Log&, const std::string& rules)>& step,
                         const std::function<void(Log&, const Seen&)>& check) {
  for (std::size_t call = 0;; call += stride(rules)) {
    SCOPED_TRACE(rules + ":after=" + std::to_string(call));
    Log log;
    const Seen seen = step(log, rules + ":after=" + std::to_string(call));
    if (!seen.fault_came()) return call;
    check(log, seen);
    log.expect_each_line_once();
    if (testing::Test::HasFailure()) return call;
  }
}

// The calls that concern the state decide which window counts.
const char* const kKills[] = {"any:kill:path=mark.state", "any:kill"};

TEST(StateKilled, BeforeAnyCallOfARun) {
  for (const char* rules : kKills) {
    const std::size_t calls = at_each_call(
        rules, [](Log& log, const std::string& at) { return log.read(at); },
        [](Log&, const Seen& seen) { EXPECT_EQ(seen.exit, 137); });
    EXPECT_GT(calls, 15U);
  }
}

TEST(StateKilled, BeforeAnyCallOfARunThatLeavesItsWindowPending) {
  for (const char* rules : kKills) {
    const std::size_t calls = at_each_call(
        rules, [](Log& log, const std::string& at) { return log.read(at, "--no-commit"); },
        [](Log& log, const Seen& seen) {
          EXPECT_EQ(seen.exit, 137);
          log.scratch.write("access.log", numbered_lines(20, kLines) + "192.0.2.1 - - [10");
          EXPECT_EQ(log.read("", "--no-commit").exit, 0);
          EXPECT_EQ(log.end("", "--commit").exit, 0);
        });
    EXPECT_GT(calls, 10U);
  }
}

TEST(StateKilled, BeforeAnyCallOfTheEndOfAWindow) {
  for (const char* how : {"--commit", "--rollback"}) {
    const std::size_t calls = at_each_call(
        kKills[0],
        [&](Log& log, const std::string& rules) {
          EXPECT_EQ(log.read("", "--no-commit").exit, 0);
          return log.end(rules, how);
        },
        [&](Log& log, const Seen& seen) {
          EXPECT_EQ(seen.exit, 137);
          EXPECT_EQ(log.end("", how).exit, 0);
        });
    EXPECT_GT(calls, 8U);
  }
}

// Every call that concerns the state fails in turn.
TEST(StateFails, AtAnyCall) {
  for (const char* error : {"EIO", "ENOSPC"}) {
    std::size_t said = 0;
    for (const char* calls : {"open", "write", "fsync", "fstat,fstat64", "pread,read",
                              "rename,renameat", "unlinkat", "flock"}) {
      std::string before;
      at_each_call(
          std::string(calls) + ":" + error + ":path=mark.state",
          [&](Log& log, const std::string& rules) {
            before = log.state();
            return log.read(rules);
          },
          [&](Log& log, const Seen& seen) {
            EXPECT_TRUE(seen.exit == 5 || seen.exit == 0) << seen.exit << seen.err;
            if (seen.exit == 5) {
              EXPECT_THAT(seen.err, HasSubstr("logscan: mark.state: "));
            }
            if (seen.out.empty()) {
              EXPECT_EQ(log.state(), before);
            }
            EXPECT_THAT(names_in(log.scratch), Not(Contains("mark.state.writing")));
            said += seen.exit == 5;
          });
    }
    EXPECT_GT(said, 5U) << error;
  }
}

TEST(StateFails, WhenTheReportIsNotDelivered) {
  for (const char* rules : {"write:ENOSPC:fd=1", "write:EIO:fd=1",
                            "write:short:bytes=100:fd=1 write:ENOSPC:fd=1:after=1"}) {
    Log log;
    const Seen seen = log.read(rules);
    EXPECT_TRUE(seen.fault_came());
    EXPECT_EQ(seen.exit, 5);
    EXPECT_EQ(report_of(log.read("")).at("state").at("repeated"), true);
    log.expect_each_line_once();
  }
}

TEST(StateFails, WhenMemoryRunsOut) {
  bool came = true;
  for (std::size_t place = 0; came; place += 1 + place / 4) {
    SCOPED_TRACE(place);
    Log log;
    const Seen seen = log.read("malloc:ENOMEM:times=all:after=" + std::to_string(place));
    came = seen.fault_came();
    EXPECT_TRUE(seen.exit == 5 || seen.exit == 0) << seen.exit << seen.err;
    log.expect_each_line_once();
    ASSERT_FALSE(HasFailure());
  }
}

TEST(StateFails, WhenALogCannotBeRead) {
  at_each_call(
      "open,pread:EIO:path=access.log",
      [](Log& log, const std::string& rules) { return log.read(rules); },
      [](Log&, const Seen& seen) {
        EXPECT_TRUE(seen.exit == 0 || seen.exit == 3 || seen.exit == 5) << seen.exit << seen.err;
      });
}

TEST(StateFile, IsReadableOnlyByItsOwner) {
  Log log;
  EXPECT_EQ(run(log.scratch, "umask 0; logscan --state mine access.log").exit, 0);
  for (const char* name : {"mine", "mine.lock"}) {
    struct stat status {};
    ASSERT_EQ(::stat((log.scratch.folder() / name).c_str(), &status), 0) << name;
    EXPECT_EQ(status.st_mode & 07777, 0600U) << name;
  }
}

TEST(StateFile, IsNotOpenedThroughALink) {
  for (const char* name : {"mark.state", "mark.state.lock", "mark.state.writing"}) {
    const Scratch scratch;
    scratch.write("access.log", numbered_lines(0, 10));
    scratch.write("precious", "old\n");
    fs::create_symlink("precious", scratch.folder() / name);
    const Seen seen = run(scratch, "logscan --state mark.state access.log");
    EXPECT_EQ(seen.exit, std::string(name) == "mark.state.writing" ? 0 : 5) << seen.err;
    EXPECT_EQ(contents(scratch, "precious"), "old\n");
  }
}

TEST(StateFile, IsNotOpenedThroughAnotherUsersLinkToAFolder) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a link away";
  const Scratch scratch;
  scratch.write("access.log", numbered_lines(0, 10));
  fs::create_directory(scratch.folder() / "folder");
  fs::create_symlink("folder", scratch.folder() / "way");
  ASSERT_EQ(::lchown((scratch.folder() / "way").c_str(), 12345, 12345), 0);
  EXPECT_EQ(run(scratch, "logscan --state way/mark.state access.log").exit, 5);
  EXPECT_TRUE(fs::is_empty(scratch.folder() / "folder"));
}

}  // namespace
}  // namespace logscan::faults
