// A server writes and rotates its log while runs with a state read it and are killed. In the end,
// every line is in exactly one report. LOGSCAN_CRASH_ROUNDS is the number of runs,
// LOGSCAN_CRASH_SEED their seed.

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "faults/child.h"
#include "faults/consumer.h"
#include "faults/faulty.h"
#include "faults/log_writer.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::faults {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr std::size_t kRoundsOfSeries = 50;
constexpr std::size_t kLastRuns = 3;

std::size_t number_in(const char* variable, std::size_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoul(text, nullptr, 10);
}

// One log, one state, many runs.
class Series {
 public:
  explicit Series(std::uint32_t seed)
      : random_(seed), writer_(scratch_.folder(), seed), state_(path("mark.state")) {
    // The first run does not read files that were rotated before it.
    Started first = start({}, {});
    EXPECT_EQ(end(first), 0);
    receive(first);
  }

  void round() {
    steps();
    if (held_ && below(2) == 0) return end_window(below(3) == 0);
    switch (below(10)) {
      case 0:
        return run({}, {});
      case 1:
        return run_and_kill({});
      case 2:
        return run({}, "any:kill:after=" + std::to_string(below(150)));
      case 3:
        return run({}, "any:kill:path=mark.state:after=" + std::to_string(below(20)));
      case 4:
        return run({}, fault());
      case 5:
        return overlap();
      case 6:
        held_ = true;
        return below(2) == 0 ? run({"--no-commit"}, {}) : run_and_kill({"--no-commit"});
      case 7:
      case 8:
        return end_window(below(3) == 0);
      default:
        return remake_log();
    }
  }

  // Finishes writing, then reads everything.
  void finish() {
    finished_ = true;
    writer_.finish();
    run({}, {});
    end_window(false);
    for (std::size_t i = 0; i < kLastRuns; ++i)
      run({}, {});
    const auto lines = consumer_.lines();
    for (std::size_t line = 0; line < writer_.lines(); ++line) {
      const auto found = lines.find(line);
      const std::uint64_t count = found == lines.end() ? 0 : found->second;
      if (count == 0 && may_be_lost_.contains(line)) {
        ++lost_;
      } else if (count != 1) {
        ADD_FAILURE() << "line " << line << " is " << count << " times in the reports";
        break;
      }
    }
    EXPECT_TRUE(lines.empty() || lines.rbegin()->first < writer_.lines());
    EXPECT_TRUE(consumer_.is_complete());
  }

  const std::string& story() const { return story_; }
  std::size_t lines() const { return writer_.lines(); }
  std::uint64_t windows() const { return consumer_.newest(); }
  std::size_t lost() const { return lost_; }

 private:
  struct Started {
    std::unique_ptr<Child> child;
    std::string out;  // the file of the report
  };

  std::size_t below(std::size_t limit) { return random_() % limit; }
  std::string path(const std::string& name) const { return (scratch_.folder() / name).string(); }

  void steps() {
    for (std::size_t i = below(4); i > 0 && !finished_; --i)
      writer_.step();
  }

  void log(const std::string& text) { story_ += text + "\n"; }

  Started start(Words arguments, const std::string& rules) {
    const std::string name = path("report-" + std::to_string(reports_++));
    Words all = {"--state", state_, path("access.log")};
    all.insert(all.end(), report_arguments().begin(), report_arguments().end());
    all.insert(all.end(), arguments.begin(), arguments.end());
    const bool to_file = below(2) == 0;
    if (to_file) {
      all.push_back("-o");
      all.push_back(name + ".json");
    }
    return {std::make_unique<Child>(all, name, variables(rules)), to_file ? name + ".json" : name};
  }

  static std::map<std::string, std::string> variables(const std::string& rules) {
    if (rules.empty()) return {};
    return {{"LD_PRELOAD", LOGSCAN_FAULTS_SHIM}, {"LOGSCAN_FAULT", rules}};
  }

  std::string fault() {
    const char* const calls[] = {"write", "fsync", "rename,renameat", "open", "unlinkat", "flock"};
    const char* const errors[] = {"EIO", "ENOSPC", "EACCES"};
    return std::string(calls[below(6)]) + ":" + errors[below(3)] +
           ":path=mark.state:after=" + std::to_string(below(3));
  }

  int end(Started& started) {
    const int exit = started.child->wait();
    log("  exit " + std::to_string(exit) + ", " + started.out + ": " +
        contents(scratch_, fs::path(started.out).replace_extension("err").filename().string()));
    return exit;
  }

  void receive(const Started& started) {
    delivered_ = consumer_.receive(contents(scratch_, fs::path(started.out).filename().string()));
    log(delivered_ ? "  window " + std::to_string(consumer_.newest()) : "  no report");
  }

  void run(const Words& arguments, const std::string& rules) {
    log("run " + testing::PrintToString(arguments) + " " + rules);
    Started started = start(arguments, rules);
    steps();
    const int exit = end(started);
    receive(started);
    if (rules.empty()) {
      // A file may disappear while it is read. logscan reports that, and reads it once found again.
      EXPECT_TRUE(exit == 0 || exit == 3) << story_;
    } else if (rules.find(":kill") != std::string::npos) {
      EXPECT_TRUE(exit == 137 || exit == 0 || exit == 3) << story_;
    } else {
      EXPECT_TRUE(exit == 5 || exit == 0 || exit == 3) << story_;
    }
  }

  void run_and_kill(const Words& arguments) {
    log("run and kill " + testing::PrintToString(arguments));
    Started started = start(arguments, {});
    const auto until = std::chrono::steady_clock::now() + std::chrono::microseconds(below(12'000));
    steps();
    std::this_thread::sleep_until(until);
    started.child->kill();
    end(started);
    receive(started);
  }

  void overlap() {
    log("two runs");
    Started first = start({"--wait", "60s"}, {});
    Started second = start({"--wait", "60s"}, {});
    steps();
    const int first_exit = end(first);
    const int second_exit = end(second);
    EXPECT_TRUE(first_exit == 0 || first_exit == 3) << story_;
    EXPECT_TRUE(second_exit == 0 || second_exit == 3) << story_;
    // The lock serialises the two runs.
    if (fs::last_write_time(second.out) < fs::last_write_time(first.out)) std::swap(first, second);
    receive(first);
    receive(second);
  }

  // A consumer without the report must not commit it.
  void end_window(bool killed) {
    const std::string how = delivered_ && below(3) != 0 ? "--commit" : "--rollback";
    log(how);
    const bool is_there = fs::exists(state_);
    Started started{std::make_unique<Child>(Words{how, state_}, path("end"), variables({})),
                    path("end")};
    if (killed) {
      std::this_thread::sleep_for(std::chrono::microseconds(below(8'000)));
      started.child->kill();
    }
    const int exit = end(started);
    EXPECT_TRUE(exit == (is_there ? 0 : 5) || (killed && exit == 137)) << story_;
    held_ = exit == 137;
  }

  // Lines that were not committed by then may be lost.
  void remake_log() {
    log("log deleted");
    if (below(2) == 0) run({}, {});
    const auto counted = consumer_.lines();
    const auto newest = consumer_.lines_of_newest();
    for (const std::size_t line : writer_.lines_in_log()) {
      if (!counted.contains(line) || newest.contains(line)) may_be_lost_.insert(line);
    }
    writer_.remake();
  }

  Scratch scratch_;
  std::mt19937 random_;
  LogWriter writer_;
  Consumer consumer_;
  std::string state_;
  std::set<std::size_t> may_be_lost_;
  std::string story_;
  std::size_t reports_ = 0;
  std::size_t lost_ = 0;
  bool finished_ = false;
  bool held_ = false;  // whether a window may be pending
  bool delivered_ = false;
};

TEST(Crash, EveryLineIsInExactlyOneReport) {
  const std::size_t rounds = number_in("LOGSCAN_CRASH_ROUNDS", 150);
  std::size_t seed = number_in("LOGSCAN_CRASH_SEED", 1);
  std::size_t lines = 0;
  std::size_t lost = 0;
  std::uint64_t windows = 0;
  for (std::size_t done = 0; done < rounds; done += kRoundsOfSeries, ++seed) {
    Series series(static_cast<std::uint32_t>(seed));
    try {
      for (std::size_t i = 0; i < kRoundsOfSeries && !HasFailure(); ++i)
        series.round();
      series.finish();
    } catch (const std::exception& failure) {
      ADD_FAILURE() << failure.what();
    }
    lines += series.lines();
    lost += series.lost();
    windows += series.windows();
    ASSERT_FALSE(HasFailure()) << "seed " << seed << "\n" << series.story();
  }
  EXPECT_GT(windows, rounds / 4);
  std::cout << rounds << " rounds, " << lines << " lines, " << windows << " windows, " << lost
            << " lines lost with deleted logs\n";
}

}  // namespace
}  // namespace logscan::faults
