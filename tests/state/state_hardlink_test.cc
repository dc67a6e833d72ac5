#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "logscan/discovery.h"
#include "logset/known_logs.h"
#include "logset/named_logs.h"
#include "seam/system_calls.h"
#include "state/reading.h"
#include "support/path_counts.h"
#include "support/temp_folder.h"
#include <fmt/format.h>
#include <gtest/gtest.h>

/// A hard link leads to the current log, as `rotatelogs -L` makes it. Each line counts once, under
/// whatever name its file is found, and nothing is lost.
namespace logscan {
namespace {

namespace fs = std::filesystem;

struct Names {
  const char* test;
  const char* link;
  std::vector<const char*> logs;

  friend void PrintTo(const Names& names, std::ostream* out) { *out << names.test; }
};

class World {
 public:
  World(const Names& names, bool by_folder) : names_(names), by_folder_(by_folder) {}

  void append(std::size_t log, int lines) {
    std::ofstream out(folder_.path(names_.logs.at(log)), std::ios::app);
    for (; lines > 0; --lines) {
      out << fmt::format(
          "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /n/{} HTTP/1.1\" 200 5\n", written_++);
    }
  }

  // As `ln -f` does it.
  void link(std::size_t log) const {
    fs::create_hard_link(folder_.path(names_.logs.at(log)), folder_.path("new.tmp"));
    folder_.rename("new.tmp", names_.link);
  }

  void read() {
    LogFiles files;
    if (by_folder_) {
      for (const FoundFile& file : discover({folder_.path()}, {}).files)
        if (!file.error) files.paths.push_back(file.path);
      std::vector<std::string> known;
      for (const LogPositions& log : positions_)
        known.push_back(log.key);
      files.known = known_in({folder_.path()}, false, known);
    } else {
      files.paths = {folder_.path(names_.link)};
    }
    const WindowReading reading = read_window(positions_, files, 1, counts_.options());
    counts_.add(reading.findings);
    for (const Lost& lost : reading.plan.lost)
      ADD_FAILURE() << lost.path << " from " << lost.from << " " << lost.bytes;
    positions_ = reading.plan.positions;
  }

  void check() {
    for (std::size_t i = 0; i < written_; ++i)
      EXPECT_EQ(counts_.of(fmt::format("/n/{}", i)), 1u) << "line " << i;
  }

 private:
  const Names& names_;
  const bool by_folder_;
  const test::TempFolder folder_;
  std::size_t written_ = 0;
  std::vector<LogPositions> positions_;
  test::PathCounts counts_;
};

class StateHardLink : public ::testing::TestWithParam<Names> {};

TEST_P(StateHardLink, ItIsSwitchedBetweenRuns) {
  for (const bool by_folder : {true, false}) {
    SCOPED_TRACE(by_folder ? "a folder" : "the link");
    World world(GetParam(), by_folder);
    for (std::size_t log = 0; log < GetParam().logs.size(); ++log) {
      world.append(log, 3);
      world.link(log);
      world.read();
      world.append(log, 2);
      if (log % 2 == 0) world.read();
      world.append(log, 1);
    }
    world.read();
    world.read();
    world.check();
  }
}

// Some steps of a switch happen before a call, the others after the run.
TEST_P(StateHardLink, ItIsSwitchedAtAnyCall) {
  for (const bool by_folder : {true, false}) {
    for (std::size_t now = 1; now <= 4; ++now) {
      for (std::size_t call = 0, calls = 1; call < calls && !HasFailure(); ++call) {
        SCOPED_TRACE(fmt::format("{}, {} steps at call {}", by_folder, now, call));
        World world(GetParam(), by_folder);
        world.append(0, 3);
        world.link(0);
        world.read();
        world.append(0, 2);
        const std::vector<std::function<void()>> steps = {
            [&] { world.append(1, 2); }, [&] { world.append(0, 1); }, [&] { world.link(1); },
            [&] { world.append(1, 1); }};
        const auto make_steps = [&](std::size_t from, std::size_t to) {
          for (; from < to; ++from)
            steps[from]();
        };
        calls = test::run_with([&] { world.read(); }, call, [&] { make_steps(0, now); });
        if (call == calls) break;
        make_steps(now, steps.size());
        world.read();
        world.append(1, 1);
        world.read();
        world.check();
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Names, StateHardLink,
    ::testing::Values(Names{"first_beside_numbers",
                            "access.log",
                            {"access_log.100", "access_log.200", "access_log.300"}},
                      Names{"last_beside_numbers",
                            "current",
                            {"access_log.100", "access_log.200", "access_log.300"}},
                      Names{"first_beside_seconds",
                            "access.log",
                            {"access_log.1737000000", "access_log.1737086400",
                             "access_log.1737172800"}},
                      Names{"last_beside_dates",
                            "today.log",
                            {"access-20260115.log", "access-20260116.log", "access-20260117.log"}},
                      Names{"first_beside_dates",
                            "a.log",
                            {"access-20260115.log", "access-20260116.log", "access-20260117.log"}},
                      Names{"of_the_same_log",
                            "access.log",
                            {"access.log.20260115", "access.log.20260116", "access.log.20260117"}},
                      Names{"first_beside_words", "a.log", {"blue.log", "green.log", "red.log"}},
                      Names{"between_words", "current.log", {"red.log", "blue.log", "green.log"}},
                      Names{"last_beside_words", "z.log", {"red.log", "green.log", "blue.log"}}),
    [](const auto& tested) { return tested.param.test; });

}  // namespace
}  // namespace logscan
