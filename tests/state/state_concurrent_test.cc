#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <thread>

#include "logscan/aggregate.h"
#include "state/state_run.h"
#include "support/ask.h"
#include "support/log_world.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::LogWorld;

/// Writes and rotates without asking anybody.
void write(LogWorld& world, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto pause = [&] {
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 2000));
  };
  for (int i = 0; i < 150; ++i) {
    switch (random() % 8) {
      case 0:
        world.begin_line();
        break;
      case 1:
        world.rename_to_number();
        pause();
        world.append(2);
        world.reopen();
        break;
      case 2:
        world.copy_and_truncate(pause);
        break;
      case 3:
        for (const std::string& ending : world.rotated())
          if (!ending.ends_with(".gz") && random() % 2 == 0) world.compress(ending, pause);
        break;
      default:
        world.append(static_cast<int>(1 + random() % 20));
        pause();
    }
  }
  world.finish_line();
}

class StateConcurrent : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(StateConcurrent, EachLineIsReadOnceWhileFilesChange) {
  LogWorld world(GetParam());
  EngineOptions options;
  test::ask(options, [&](QuerySpec& spec) {
    spec.groups = {{{"path"}, {Measure::kCount}, 100000, std::nullopt}};
  });
  std::map<std::string, std::uint64_t> counts;
  const auto read = [&] {
    StateRun run(world.folder() + "/state", {});
    run.read({{world.path()}, {}}, options, "now", false);
    const Summary summary = run.findings().summarize(options.query->spec);
    EXPECT_EQ(summary.totals.malformed, 0u);
    for (const GroupRow& row : summary.groups.at(0).rows)
      counts[row.key.at(0).value_or("")] += row.count;
    run.commit();
  };
  world.append(1);
  read();
  std::atomic<bool> done = false;
  std::jthread writer([&] {
    write(world, GetParam());
    done = true;
  });
  while (!done)
    read();
  writer.join();
  world.append(1);
  read();
  EXPECT_EQ(counts.size(), world.lines().size());
  for (const auto& [path, count] : counts)
    EXPECT_EQ(count, 1u) << path;
}

INSTANTIATE_TEST_SUITE_P(Seeds, StateConcurrent, ::testing::Range<std::uint64_t>(1, 5));

}  // namespace
}  // namespace logscan
