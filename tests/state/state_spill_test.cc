// States whose sums do not fit into memory agree with states that have enough, whatever is asked.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "logscan/aggregate.h"
#include "state/state_run.h"
#include "support/asked_lines.h"
#include "support/parts.h"
#include "support/query_maker.h"
#include "support/sweep.h"
#include "support/temp_folder.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::asking;

class StateSpill : public testing::Test {
 protected:
  std::unique_ptr<StateRun> start(const std::string& name, const EngineOptions& options) {
    auto run = std::make_unique<StateRun>(logs_.path(name), LockWait{}, options.spill_folder);
    LogFiles files;
    files.paths = {logs_.path("a.log")};
    run->read(files, options, "2026-01-15T10:00:00Z", false);
    return run;
  }

  // Returns whether both are listed and equal. What is to be listed may not fit.
  static bool agree(const Aggregate& one, const Aggregate& other, const QuerySpec& view) {
    try {
      const std::string json = test::stable_json(one.summarize(view));
      EXPECT_EQ(json, test::stable_json(other.summarize(view)));
      return true;
    } catch (const MemoryError&) {
      return false;
    }
  }

  test::TempFolder logs_;
  test::TempFolder folder_;
};

TEST_F(StateSpill, ChangesNoWindowAndNoSum) {
  std::size_t spilled = 0;
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    test::LogMaker random(seed);
    const EngineOptions large = asking(test::random_exact_query(random));
    EngineOptions small = large;
    small.spill_folder = folder_.path();
    for (std::size_t window = 0; window < 4; ++window) {
      logs_.append("a.log", random.lines(random.below(200)) + "\n");
      test::ask(small, [&](QuerySpec& spec) { spec.memory = 2000 + random.below(40'000); });
      const auto right = start("large", large);
      auto run = start("small", small);
      if (random.chance(3)) {
        run.reset();
        run = start("small", small);
        EXPECT_TRUE(run->is_repeated());
      }
      spilled += run->all().is_spilled();
      compared += agree(run->findings(), right->findings(), large.query->spec);
      agree(run->all(), right->all(), large.query->spec);
      right->commit();
      run->commit();
      if (HasFailure()) return;
    }
    for (const char* name : {"a.log", "large", "small"})
      logs_.remove(name);
  }
  EXPECT_GT(spilled, 80U);
  EXPECT_GT(compared, 100U);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

std::string many_paths(std::size_t first, std::size_t last) {
  std::string log;
  for (std::size_t i = first; i < last; ++i)
    log += "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /" + std::to_string(i * 7919) +
           " HTTP/1.1\" 200 7\n";
  return log;
}

// Counts that come in several pieces. A state with any change is refused, and stays as it is.
TEST_F(StateSpill, ALargeStateIsReadInPiecesAndCheckedFirst) {
  QuerySpec spec;
  spec.groups = {{{"path"}, {Measure::kCount}, 3}};
  spec.exact = true;
  spec.memory = 100'000;
  EngineOptions options = asking(spec);
  options.spill_folder = folder_.path();
  for (std::size_t window = 0; window < 3; ++window) {
    logs_.append("a.log", many_paths(window * 20'000, window * 20'000 + 30'000));
    const auto run = start("s", options);
    EXPECT_TRUE(run->findings().is_spilled());
    const Summary summary = run->all().summarize(spec);
    EXPECT_EQ(summary.groups.at(0).distinct, 30'000 + window * 20'000);
    EXPECT_EQ(summary.groups.at(0).total.count, 30'000 * (window + 1));
    run->commit();
  }
  const std::string path = logs_.path("s");
  const std::uint64_t size = std::filesystem::file_size(path);
  EXPECT_GT(size, 100'000U);
  logs_.append("a.log", many_paths(0, 1));
  for (const std::uint64_t at : {std::uint64_t{20}, size / 3, size / 2, size - 9, size - 1}) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    const auto flip = [&] {
      file.seekg(static_cast<std::streamoff>(at));
      const int byte = file.get();
      file.seekp(static_cast<std::streamoff>(at));
      file.put(static_cast<char>(byte ^ 4));
      file.flush();
    };
    flip();
    EXPECT_THROW(start("s", options), StateError) << at;
    flip();
  }
  EXPECT_EQ(start("s", options)->window().number, 4U);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(StateSpill, NamesTheFolderThatCannotBeUsed) {
  QuerySpec spec;
  spec.groups = {{{"path"}, {Measure::kCount}, 3}};
  spec.exact = true;
  spec.memory = 10'000;
  EngineOptions options = asking(spec);
  options.spill_folder = "/nowhere";
  logs_.append("a.log", many_paths(0, 1000));
  EXPECT_THROW(start("s", options), SpillError);
  EXPECT_FALSE(std::filesystem::exists(logs_.path("s")));
}

}  // namespace
}  // namespace logscan
