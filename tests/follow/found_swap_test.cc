// A log is replaced by something else while logscan looks for logs, before each system call.
// Nothing hangs, and each line is read once or not at all.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "engine/log_check.h"
#include "follow/follower.h"
#include "follow/log_finder.h"
#include "logscan/discovery.h"
#include "logscan/engine.h"
#include "seam/system_calls.h"
#include "state/state_run.h"
#include "support/temp_folder.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLines = 3;       // lines of the log
constexpr std::uint64_t kOtherLines = 8;  // lines of the replacement

std::string lines(std::uint64_t count, const char* path) {
  std::string text;
  for (std::uint64_t i = 0; i < count; ++i)
    text += std::string("192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /") + path +
            " HTTP/1.1\" 200 5\n";
  return text;
}

struct Thing {
  const char* name;
  void (*make)(const std::string& path);
};

const Thing kThings[] = {
    {"nothing", [](const std::string&) {}},
    {"fifo", [](const std::string& path) { ::mkfifo(path.c_str(), 0600); }},
    {"zeros", [](const std::string& path) { fs::create_symlink("/dev/zero", path); }},
    {"to_fifo", [](const std::string& path) { fs::create_symlink("a_fifo", path); }},
    {"folder", [](const std::string& path) { fs::create_directory(path); }},
    {"other", [](const std::string& path) { fs::create_symlink("../other", path); }},
};

void PrintTo(const Thing& thing, std::ostream* to) {
  *to << thing.name;
}

class FoundSwap : public testing::TestWithParam<Thing> {
 protected:
  FoundSwap() {
    folder_.write("other", lines(kOtherLines, "other"));
    fs::create_directory(folder_.path("logs"));
    ::mkfifo(folder_.path("logs/a_fifo").c_str(), 0600);
    ::alarm(300);  // ends the program where something hangs
  }
  ~FoundSwap() override { ::alarm(0); }

  void put_back() {
    fs::remove_all(folder_.path("logs/a.log"));
    folder_.write("logs/a.log", lines(kLines, "log"));
  }

  void swap() {
    fs::rename(folder_.path("logs/a.log"), folder_.path("moved"));
    GetParam().make(folder_.path("logs/a.log"));
  }

  // Runs it once per call, with the replacement made before that call.
  void at_each_call(const std::function<std::uint64_t()>& run) {
    for (std::size_t at = 0;; ++at) {
      put_back();
      std::uint64_t read = 0;
      const std::size_t calls = test::run_with([&] { read = run(); }, at, [&] { swap(); });
      EXPECT_TRUE(read == 0 || read == kLines || read == kOtherLines) << read << " at call " << at;
      if (at >= calls) {
        EXPECT_EQ(read, kLines);
        EXPECT_GT(calls, 5u);
        return;
      }
    }
  }

  std::vector<std::string> arguments() const {
    return {folder_.path("logs"), folder_.path("logs/*.log"), folder_.path("l*/a.log")};
  }

  EngineOptions options_;
  test::TempFolder folder_;
};

TEST_P(FoundSwap, WhileLogsAreFoundAndRead) {
  options_.threads = 1;
  for (const std::string& argument : arguments()) {
    at_each_call([&] {
      LogCheck check(options_);
      DiscoveryOptions discovery;
      discovery.why_left_out = [&](FoundInput& file) { return check.why_left_out(file.input()); };
      const Discovery found = discover({argument}, discovery);
      std::vector<Input> inputs;
      for (const FoundFile& file : found.files) {
        inputs.push_back(file.error ? Input::not_found(file.path, *file.error)
                                    : std::move(file.found->input()));
      }
      const Summary summary = analyse(inputs, options_);
      for (const InputSummary& input : summary.inputs)
        EXPECT_TRUE(input.error || input.counts.lines > 0);
      return summary.totals.parsed;
    });
  }
}

TEST_P(FoundSwap, WhileAStateIsKept) {
  options_.threads = 1;
  const std::string state = folder_.path("state");
  at_each_call([&] {
    fs::remove(state);
    LogFiles files;
    files.paths = {folder_.path("logs/a.log")};
    files.found = {files.paths.begin(), files.paths.end()};
    StateRun run(state, {});
    run.read(files, options_, "now", false);
    const Summary summary = run.findings().summarize(spec_of(*options_.query));
    return summary.totals.parsed;
  });
}

TEST_P(FoundSwap, WhileLogsAreFollowed) {
  FollowOptions follow;
  follow.from_front = true;
  follow.poll = std::chrono::milliseconds(1);
  for (const std::string& argument : arguments()) {
    at_each_call([&] {
      LogFinder finder({argument}, {false, true}, follow.pipeline);
      FollowClock::time_point now{};
      std::vector<std::string> paths;
      for (const FoundLog& log : finder.look(now, {}).logs)
        paths.push_back(log.path);
      Follower follower(paths, follow, {paths.begin(), paths.end()});
      WindowCounts counts(spec_of(*follow.pipeline.query), 1 << 20, 1 << 20);
      std::vector<FollowNote> notes;
      for (int looks = 0; looks < 5; ++looks)
        follower.look(now += std::chrono::seconds(1), counts, notes);
      // The log, and then what took its place.
      return counts.accounting.parsed == kLines + kOtherLines ? kLines : counts.accounting.parsed;
    });
  }
}

INSTANTIATE_TEST_SUITE_P(Things, FoundSwap, testing::ValuesIn(kThings),
                         [](const auto& thing) { return std::string(thing.param.name); });

}  // namespace
}  // namespace logscan
