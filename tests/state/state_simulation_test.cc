#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/input.h"
#include "state/present_file.h"
#include "state/reading.h"
#include "support/log_world.h"
#include <gtest/gtest.h>

/// A server writes, files are rotated in every way, and readings happen in between, some of which
/// are never committed. The model is a list: each line ever written is in one committed reading.
namespace logscan {
namespace {

using test::LogWorld;
namespace fs = std::filesystem;

std::string text_of(const std::string& path) {
  const Input input = Input::open(path);
  std::string text;
  std::string step(1 << 16, '\0');
  for (;;) {
    std::size_t got = 0;
    try {
      got = input.read(text.size(), step.data(), step.size());
    } catch (const InputError&) {
    }
    if (got == 0) return text;
    text.append(step, 0, got);
  }
}

class Simulation {
 public:
  explicit Simulation(std::uint64_t seed) : world_(seed), random_(seed ^ 0x5eed) {}

  void run(int steps) {
    world_.append(1);
    read(true);
    for (int i = 0; i < steps && !::testing::Test::HasFailure(); ++i)
      step();
    world_.append(1);
    read(true);
    read(true);
    EXPECT_EQ(counted_.size(), world_.lines().size());
    for (const std::string& line : world_.lines())
      EXPECT_EQ(counted_[line], 1) << line;
  }

 private:
  bool once_in(unsigned times) { return random_() % times == 0; }

  void step() {
    switch (random_() % 12) {
      case 0:
      case 1:
      case 2:
        return append();
      case 3:
        return begin_line();
      case 4:
        return once_in(2) ? rename(&LogWorld::rename_to_number) : rename(&LogWorld::rename_to_date);
      case 5:
        is_read_ = false;
        return world_.copy_and_truncate([&] { meanwhile(); });
      case 6:
        return compress();
      case 7:
        return remove();
      case 8:
        return move_away_and_back();
      case 9:
        return lines_that_are_cut_off();
      default:
        read(!once_in(3));
    }
  }

  void append() {
    world_.append(static_cast<int>(1 + random_() % 5));
    is_read_ = false;
  }

  void begin_line() {
    world_.begin_line();
    is_read_ = false;
  }

  // The server may continue to write to the file under its new name for a while.
  void rename(void (LogWorld::*how)()) {
    (world_.*how)();
    if (once_in(3)) append();
    if (once_in(3)) read(once_in(2));
    if (once_in(3)) append();
    world_.reopen();
    is_read_ = false;
    if (once_in(2)) append();
  }

  void meanwhile() {
    if (once_in(2)) read(once_in(2));
  }

  void compress() {
    for (const std::string& ending : world_.rotated())
      if (!ending.ends_with(".gz") && once_in(2)) world_.compress(ending, [&] { meanwhile(); });
  }

  // Only what was read may go: the rest would be lost.
  void remove() {
    read(true);
    if (!is_read_ || world_.is_in_line()) return;
    was_removed_ = true;
    if (once_in(2)) {
      world_.remove_live();
    } else {
      for (const std::string& ending : world_.rotated())
        if (once_in(2)) fs::remove(world_.path(ending));
    }
  }

  void move_away_and_back() {
    for (const std::string& ending : world_.rotated()) {
      if (!once_in(3)) continue;
      const std::string away = world_.folder() + "/away";
      fs::rename(world_.path(ending), away);
      if (once_in(2)) {
        may_lose_ = true;
        read(true);
        may_lose_ = false;
      }
      fs::rename(away, world_.path(ending));
      return;
    }
  }

  // Lines written between the copy and the truncation are in no later file, but were read.
  void lines_that_are_cut_off() {
    world_.finish_line();
    world_.copy_and_truncate([&] {
      world_.append(2);
      read(true);
    });
    was_removed_ = true;
  }

  void read(bool commit) {
    ReadingPlan plan;
    try {
      plan = plan_reading(positions_, named_logs({world_.path()}), 1);
    } catch (const FilesChanged&) {
      FAIL() << "nobody changes the files";
    }
    for (const Lost& lost : plan.lost)
      EXPECT_TRUE(may_lose_ || (was_removed_ && lost.bytes == 0)) << lost.path << " " << lost.bytes;
    if (!commit) return;
    for (const Reading& reading : plan.readings)
      count(reading);
    positions_ = plan.positions;
    is_read_ = true;
    was_removed_ = false;
  }

  void count(const Reading& reading) {
    const std::string text = text_of(reading.path);
    std::string_view lines =
        std::string_view(text).substr(reading.begin, reading.end - reading.begin);
    while (!lines.empty()) {
      const std::size_t feed = lines.find('\n');
      ASSERT_NE(feed, std::string_view::npos) << reading.path << " " << lines;
      EXPECT_EQ(++counted_[std::string(lines.substr(0, feed))], 1) << lines.substr(0, feed);
      lines.remove_prefix(feed + 1);
    }
  }

  LogWorld world_;
  std::mt19937_64 random_;
  std::vector<LogPositions> positions_;
  std::map<std::string, int> counted_;
  bool is_read_ = false;
  bool may_lose_ = false;     ///< the file is missing at the moment
  bool was_removed_ = false;  ///< a file of which all was read
};

// LOGSCAN_SIMULATIONS: how many.
std::uint64_t seeds() {
  const char* const given = std::getenv("LOGSCAN_SIMULATIONS");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : 24;
}

class StateSimulation : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(StateSimulation, EachLineIsReadOnce) {
  Simulation(GetParam()).run(200);
}

INSTANTIATE_TEST_SUITE_P(Seeds, StateSimulation, ::testing::Range<std::uint64_t>(1, seeds() + 1));

}  // namespace
}  // namespace logscan
