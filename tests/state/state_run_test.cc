#include "state/state_run.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "logscan/aggregate.h"
#include "logscan/engine.h"
#include "logscan/report.h"
#include "state/packed.h"
#include "support/log_world.h"
#include "support/state_bytes.h"
#include "support/sweep.h"
#include "support/temp_folder.h"
#include "text/byte_writer.h"
#include "text/safe_text.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::bytes_of_file;
using test::LogWorld;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

EngineOptions by_path() {
  EngineOptions options;
  options.threads = 2;
  options.range_size = 1000;
  test::ask(options, [&](QuerySpec& spec) {
    spec.groups = {{{"path"}, {Measure::kCount}, 100000, std::nullopt}};
  });
  return options;
}

using Counts = std::map<std::string, std::uint64_t>;

Counts counts_of(const Aggregate& findings, const EngineOptions& options) {
  Counts counts;
  const Summary summary = findings.summarize(options.query->spec);
  for (const GroupRow& row : summary.groups.at(0).rows)
    counts[row.key.at(0).value_or("")] += row.count;
  EXPECT_EQ(summary.totals.malformed, 0u);
  return counts;
}

std::string bytes_of(const QuerySpec& spec) {
  ByteWriter bytes;
  spec.write(bytes);
  return bytes.release();
}

class StateRunTest : public ::testing::Test {
 protected:
  std::unique_ptr<StateRun> run(bool hold = false) {
    auto run = std::make_unique<StateRun>(state(), LockWait{});
    run->read({{world_.path()}, {}}, options_, "2026-01-15T10:00:00Z", hold);
    return run;
  }
  std::string state() const { return world_.folder() + "/state"; }
  Counts window(const StateRun& run) const { return counts_of(run.findings(), options_); }

  LogWorld world_{1};
  EngineOptions options_ = by_path();
};

TEST_F(StateRunTest, EachWindowHasWhatCameSinceTheLast) {
  world_.append(2);
  auto first = run();
  EXPECT_EQ(window(*first), (Counts{{"/n/0", 1}, {"/n/1", 1}}));
  EXPECT_EQ(first->window().number, 1u);
  EXPECT_EQ(first->window().from, std::nullopt);
  first->commit();
  first.reset();

  world_.append(1);
  auto second = run();
  EXPECT_EQ(window(*second), (Counts{{"/n/2", 1}}));
  EXPECT_EQ(second->window().number, 2u);
  EXPECT_EQ(second->window().from, "2026-01-15T10:00:00Z");
  EXPECT_EQ(counts_of(second->all(), options_).size(), 3u);
  second->commit();
  second.reset();

  auto third = run();
  EXPECT_EQ(window(*third), Counts());
  EXPECT_EQ(third->window().number, 3u);
  EXPECT_EQ(counts_of(third->all(), options_).size(), 3u);
}

TEST_F(StateRunTest, ALogWithoutWholeLinesIsListedOnceLater) {
  world_.begin_line();
  run()->commit();
  world_.finish_line();
  auto second = run();
  EXPECT_EQ(second->all().pieces().size(), 1u);
  second->commit();
  second.reset();
  world_.append(1);
  const auto third = run();
  ASSERT_EQ(third->all().pieces().size(), 1u);
  EXPECT_EQ(third->all().pieces()[0].counts.lines, 2u);
}

TEST_F(StateRunTest, ALogThatWasMissingOrEmptyIsListedOnceLater) {
  run()->commit();
  std::ofstream(world_.path()).flush();
  run()->commit();
  world_.append(1);
  run()->commit();
  world_.append(1);
  const auto last = run();
  ASSERT_EQ(last->all().pieces().size(), 1u);
  EXPECT_EQ(last->all().pieces()[0].counts.lines, 2u);
}

TEST_F(StateRunTest, AWindowThatWasNotCommittedComesAgain) {
  world_.append(2);
  const std::string text = [&] {
    const auto first = run();
    return report_json(first->findings().summarize(options_.query->spec),
                       {80, false, false, false});
  }();
  world_.append(1);
  fs::remove(world_.path());
  const auto again = run();
  EXPECT_TRUE(again->is_repeated());
  EXPECT_EQ(again->window().number, 1u);
  EXPECT_EQ(
      report_json(again->findings().summarize(options_.query->spec), {80, false, false, false}),
      text);
}

TEST_F(StateRunTest, AHeldWindowStaysUntilItIsSettled) {
  world_.append(2);
  EXPECT_TRUE(run(true)->window().is_held);
  world_.append(1);
  const auto plain = run();
  EXPECT_TRUE(plain->window().is_held);
  EXPECT_EQ(window(*plain).size(), 2u);
}

TEST_F(StateRunTest, CommitWithoutReadingSettlesIt) {
  world_.append(2);
  run(true).reset();
  StateRun(state(), {}).commit();
  world_.append(1);
  const auto next = run();
  EXPECT_FALSE(next->is_repeated());
  EXPECT_EQ(next->window().number, 2u);
  EXPECT_EQ(window(*next), (Counts{{"/n/2", 1}}));
  EXPECT_EQ(counts_of(const_cast<StateRun&>(*next).all(), options_).size(), 3u);
}

TEST_F(StateRunTest, RollBackGivesTheLinesBack) {
  world_.append(2);
  run(true).reset();
  StateRun(state(), {}).roll_back();
  world_.append(1);
  const auto next = run();
  EXPECT_FALSE(next->is_repeated());
  EXPECT_EQ(next->window().number, 1u);
  EXPECT_EQ(window(*next).size(), 3u);
}

TEST_F(StateRunTest, RollBackGivesThemBackAlsoWhenTheLogWasRotated) {
  std::ofstream(world_.path(".1")) << "not to be read\n";
  world_.append(2);
  run(true).reset();
  StateRun(state(), {}).roll_back();
  world_.rename_to_number();
  world_.reopen();
  world_.append(1);
  EXPECT_EQ(window(*run()).size(), 3u);
}

TEST_F(StateRunTest, WhatARolledBackWindowHadReadIsKnownToBeLost) {
  world_.append(2);
  run()->commit();
  world_.append(3);
  run(true).reset();
  StateRun(state(), {}).roll_back();
  fs::remove(world_.path());
  std::ofstream(world_.path()) << "";
  const auto next = run();
  ASSERT_EQ(next->window().lost.size(), 1u);
  EXPECT_GT(next->window().lost[0].bytes, 0u);
}

TEST_F(StateRunTest, RollBackKnowsAFileAgainOfWhichACopyWasMade) {
  world_.append(2);
  run()->commit();
  fs::copy_file(world_.path(), world_.path(".1"));
  fs::resize_file(world_.path(), 0);
  world_.append(2);
  run(true).reset();
  StateRun(state(), {}).roll_back();
  EXPECT_EQ(window(*run()), (Counts{{"/n/2", 1}, {"/n/3", 1}}));
}

TEST_F(StateRunTest, AKnownLogOfAFolderThatIsGoneIsToldOnce) {
  world_.append(2);
  run()->commit();
  fs::remove(world_.path());
  const auto look = [&] {
    auto next = std::make_unique<StateRun>(state(), LockWait{});
    const std::vector<std::string> known = next->known_logs();
    next->read({{}, {}, known}, options_, "now", false);
    return std::pair(known.size(), next->window().lost.size());
  };
  EXPECT_EQ(look(), std::pair(std::size_t{1}, std::size_t{1}));
  StateRun(state(), {}).commit();
  EXPECT_EQ(look(), std::pair(std::size_t{1}, std::size_t{0}));
}

TEST_F(StateRunTest, KnowsTheLogsOfWhichLinesWereCounted) {
  world_.append(1);
  auto first = run();
  EXPECT_FALSE(first->knew(world_.path()));
  first->commit();
  first.reset();
  EXPECT_TRUE(StateRun(state(), {}).knew(world_.path()));
  EXPECT_TRUE(StateRun(state(), {}).knew(world_.path(".1")));
  EXPECT_FALSE(StateRun(state(), {}).knew("/another.log"));
}

TEST_F(StateRunTest, AnotherQuestionIsRefusedByName) {
  world_.append(1);
  run()->commit();
  test::ask(options_, [&](QuerySpec& spec) { spec.max_line = 77; });
  try {
    run();
    FAIL();
  } catch (const StateError& error) {
    EXPECT_THAT(error.what(), HasSubstr("max line 77"));
  }
}

TEST_F(StateRunTest, AHostileQuestionIsPrintedHarmlessly) {
  State forged;
  QuerySpec hostile = options_.query->spec;
  hostile.filter.where = {"\x1b[2J\x1b]0;owned\a"};
  forged.spec = bytes_of(hostile);
  std::ofstream(state(), std::ios::binary) << test::state_bytes(forged);
  world_.append(1);
  try {
    run();
    FAIL();
  } catch (const StateError& error) {
    EXPECT_THAT(error.what(), HasSubstr("\\x1b[2J\\x1b]0;owned\\x07"));
    EXPECT_EQ(safe_text(error.what()), error.what());
  }
}

// A zstd frame that says that it holds 2^62 bytes.
TEST_F(StateRunTest, WhatWasCountedTakesNoMoreMemoryThanItsBytesCanHold) {
  State forged;
  forged.spec = bytes_of(options_.query->spec);
  forged.findings = "z\x28\xb5\x2f\xfd\xe0" + std::string("\0\0\0\0\0\0\0\x40\x03\0\0a", 12);
  std::ofstream(state(), std::ios::binary) << test::state_bytes(forged);
  world_.append(1);
  EXPECT_THROW(run(), StateError);
}

/// Windows that fit the memory, while their sum does not.
class ExactStateTest : public StateRunTest {
 protected:
  ExactStateTest() {
    test::ask(options_, [&](QuerySpec& spec) {
      spec.exact = true;
      spec.memory = 2000;
    });
    world_.append(10);
    run()->commit();
    world_.append(10);
  }

  std::unique_ptr<StateRun> spilling_run() {
    options_.spill_folder = spilled_.path();
    auto run = std::make_unique<StateRun>(state(), LockWait{}, spilled_.path());
    run->read({{world_.path()}, {}}, options_, "2026-01-15T10:00:00Z", false);
    return run;
  }

  void expect_all(const Aggregate& all) {
    test::ask(options_, [&](QuerySpec& spec) { spec.groups[0].top = 2; });
    const Summary summary = all.summarize(options_.query->spec);
    EXPECT_TRUE(summary.groups.at(0).exact);
    EXPECT_EQ(summary.groups.at(0).distinct, 20u);
    EXPECT_EQ(summary.groups.at(0).total.count, 20u);
    EXPECT_TRUE(fs::is_empty(spilled_.path()));
  }

  test::TempFolder spilled_;
};

TEST_F(ExactStateTest, WithoutAFolderTheWindowIsNotCommittedAndComesAgain) {
  EXPECT_THROW(run(), MemoryError);
  EXPECT_FALSE(StateRun(state(), {}).pending());
  test::ask(options_, [&](QuerySpec& spec) { spec.memory = 50'000; });
  const auto larger = run();
  EXPECT_FALSE(larger->is_repeated());
  EXPECT_EQ(larger->window().number, 2u);
  EXPECT_EQ(window(*larger).size(), 10u);
  EXPECT_EQ(counts_of(larger->all(), options_).size(), 20u);
}

TEST_F(ExactStateTest, TheSumGoesToTheFolder) {
  auto second = spilling_run();
  EXPECT_TRUE(second->all().is_spilled());
  EXPECT_EQ(window(*second).size(), 10u);
  second->commit();
  second.reset();
  expect_all(spilling_run()->all());
}

TEST_F(ExactStateTest, AWindowIsRepeatedAndCommittedLater) {
  spilling_run();
  auto again = spilling_run();
  EXPECT_TRUE(again->is_repeated());
  EXPECT_EQ(window(*again).size(), 10u);
  again.reset();
  StateRun(state(), {}, spilled_.path()).commit();
  EXPECT_FALSE(StateRun(state(), {}).pending());
  expect_all(spilling_run()->all());
}

TEST_F(ExactStateTest, EachRunHasItsOwnMemory) {
  test::ask(options_, [&](QuerySpec& spec) { spec.memory = 50'000; });
  auto larger = run();
  EXPECT_FALSE(larger->all().is_spilled());
  EXPECT_EQ(counts_of(larger->all(), options_).size(), 20u);
  larger->commit();
  larger.reset();
  test::ask(options_, [&](QuerySpec& spec) { spec.memory = 2000; });
  const auto smaller = spilling_run();
  EXPECT_TRUE(smaller->all().is_spilled());
  expect_all(smaller->all());
}

// A window that was stored with too little memory to be listed is reported with more.
TEST_F(ExactStateTest, MoreMemoryHelpsAPendingWindow) {
  world_.append(30);
  EXPECT_THROW(window(*spilling_run()), MemoryError);
  test::ask(options_, [&](QuerySpec& spec) { spec.memory = 50'000; });
  const auto larger = spilling_run();
  EXPECT_TRUE(larger->is_repeated());
  EXPECT_EQ(window(*larger).size(), 40u);
}

// The checksum of the state is right, but that of the counts in it is not.
TEST_F(ExactStateTest, CountsThatWereChangedAreRefused) {
  spilling_run()->commit();
  State forged = read_state(bytes_of_file(state()));
  std::string counts = test::all_of(*unpack(forged.findings));
  counts.back() = static_cast<char>(counts.back() ^ 1);
  forged.findings = pack(counts);
  std::ofstream(state(), std::ios::binary) << test::state_bytes(forged);
  world_.append(1);
  try {
    spilling_run();
    FAIL();
  } catch (const StateError& error) {
    EXPECT_THAT(error.what(), HasSubstr("the counts in the state cannot be read: is damaged"));
  }
  EXPECT_EQ(bytes_of_file(state()), test::state_bytes(forged));
}

TEST_F(ExactStateTest, WithoutExactItIsAnotherQuery) {
  test::ask(options_, [&](QuerySpec& spec) { spec.exact = false; });
  EXPECT_THROW(run(), StateError);
}

TEST_F(StateRunTest, AfterARollBackOfTheFirstAnyQuestionIsRight) {
  world_.append(1);
  run(true).reset();
  StateRun(state(), {}).roll_back();
  test::ask(options_, [&](QuerySpec& spec) { spec.max_line = 77; });
  EXPECT_EQ(run()->window().number, 1u);
}

TEST_F(StateRunTest, LineNumbersGoOn) {
  options_ = {};
  world_.append(3);
  run()->commit();
  std::ofstream(world_.path(), std::ios::app) << "no log line\n";
  const auto next = run();
  const Summary summary = next->findings().summarize(options_.query->spec);
  ASSERT_EQ(summary.malformed.samples.size(), 1u);
  EXPECT_EQ(summary.malformed.samples[0].line, 4u);
}

TEST_F(StateRunTest, TheLockKeepsOthersOut) {
  const StateRun first(state(), {});
  bool waited = false;
  EXPECT_THROW(StateRun(state(), {std::chrono::milliseconds(30), [&] { waited = true; }}),
               StateError);
  EXPECT_TRUE(waited);
  waited = false;
  EXPECT_THROW(StateRun(state(), {std::chrono::milliseconds(0), [&] { waited = true; }}),
               StateError);
  EXPECT_FALSE(waited);
}

TEST_F(StateRunTest, WhatAKilledRunLeftBehindDoesNoHarm) {
  world_.append(1);
  std::ofstream(state() + ".writing") << "half a sta";
  run()->commit();
  EXPECT_FALSE(fs::exists(state() + ".writing"));
  EXPECT_EQ(run()->window().number, 2u);
}

TEST_F(StateRunTest, NobodyElseMayReadIt) {
  world_.append(1);
  run()->commit();
  for (const std::string& file : {state(), state() + ".lock"})
    EXPECT_EQ(static_cast<int>(fs::status(file).permissions()), 0600) << file;
}

TEST_F(StateRunTest, NoPlantedLinkIsFollowed) {
  world_.append(1);
  const std::string victim = world_.folder() + "/victim";
  std::ofstream(victim) << "precious";
  for (const std::string& link : {state(), state() + ".lock", state() + ".writing"}) {
    fs::create_symlink(victim, link);
    if (link.ends_with(".writing")) {
      run()->commit();
    } else {
      EXPECT_THROW(run(), StateError) << link;
    }
    EXPECT_EQ(bytes_of_file(victim), "precious");
    fs::remove(link);
  }
}

TEST_F(StateRunTest, ItIsNoLogItself) {
  world_.append(1);
  StateRun(state(), {})
      .read({{world_.path(), state(), state() + ".lock"}, {}}, options_, "", false);
  const auto again = run();
  EXPECT_EQ(again->findings().pieces().size(), 1u);
}

// A consumer that knows nothing but what reports say and how runs end: with it, each line is in
// exactly one window, whatever ends too soon.
class Consumer {
 public:
  explicit Consumer(std::uint64_t seed) : world_(seed), random_(seed) {}

  void run(int steps) {
    world_.append(1);
    read();
    for (int i = 0; i < steps && !::testing::Test::HasFailure(); ++i)
      step();
    settle(true);
    world_.append(1);
    read(false);
    Counts total;
    for (const auto& [number, counts] : windows_)
      for (const auto& [path, count] : counts)
        total[path] += count;
    EXPECT_EQ(total.size(), world_.lines().size());
    for (const auto& [path, count] : total)
      EXPECT_EQ(count, 1u) << path;
    EXPECT_EQ(total, all_);
  }

 private:
  void step() {
    switch (random_() % 8) {
      case 0:
      case 1:
        return world_.append(static_cast<int>(1 + random_() % 4));
      case 2:
        return world_.begin_line();
      case 3:
        world_.rename_to_number();
        if (random_() % 2 == 0) read();
        return world_.reopen();
      case 4:
        return world_.copy_and_truncate([&] { read(); });
      case 5:
        return settle(random_() % 2 == 0);
      default:
        return read();
    }
  }

  void read(bool may_fail = true) {
    const bool hold = may_fail && random_() % 3 == 0;
    StateRun run(world_.folder() + "/state", {});
    run.read({{world_.path()}, {}}, options_, "now", hold);
    const std::uint64_t number = run.window().number;
    const Counts counts = counts_of(run.findings(), options_);
    // An empty window that is not held need not be repeated.
    const bool is_pending = run.is_repeated() || !counts.empty() || hold;
    EXPECT_EQ(run.is_repeated(), pending_ == number) << number;
    if (run.is_repeated()) {
      EXPECT_EQ(windows_[number], counts);
    }
    windows_[number] = counts;
    all_ = counts_of(run.all(), options_);
    const bool is_killed = may_fail && random_() % 4 == 0;
    const bool commits = !run.window().is_held && !is_killed;
    pending_ = is_pending && !commits ? number : 0;
    if (commits) run.commit();
  }

  void settle(bool commit) {
    StateRun run(world_.folder() + "/state", {});
    if (!run.pending()) return;
    if (!commit) windows_.erase(run.pending()->number);
    commit ? run.commit() : run.roll_back();
    pending_ = 0;
  }

  LogWorld world_;
  std::mt19937_64 random_;
  EngineOptions options_ = by_path();
  std::map<std::uint64_t, Counts> windows_;
  Counts all_;
  std::uint64_t pending_ = 0;  ///< the number of the window that will come again
};

class StateConsumer : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(StateConsumer, HasEachLineInOneWindow) {
  Consumer(GetParam()).run(60);
}

INSTANTIATE_TEST_SUITE_P(Seeds, StateConsumer, ::testing::Range<std::uint64_t>(1, 9));

}  // namespace
}  // namespace logscan
