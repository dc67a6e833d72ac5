// Logs are rotated at every point between two system calls of the code that follows them. Each line
// counts once.

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "follow/follower.h"
#include "seam/system_calls.h"
#include "support/temp_folder.h"
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

FollowOptions options_of() {
  FollowOptions options;
  options.poll = 1ms;
  QuerySpec spec;
  spec.groups = {{{"path"}, {Measure::kCount}, 10'000}};
  options.pipeline.query = compile_query(std::move(spec));
  return options;
}

/// A server that writes numbered lines to access.log.
class Server {
 public:
  Server() {
    folder.write("access.log.1", line("read-before"));
    folder.write("access.log", line("old"));
  }

  void write(int count = 1) {
    for (int i = 0; i < count; ++i)
      folder.append("access.log", line(std::to_string(written_++)));
  }
  int written() const { return written_; }

  bool has(const std::string& name) const { return fs::exists(folder.path(name)); }

  test::TempFolder folder;

 private:
  static std::string line(const std::string& path) {
    return fmt::format("192.0.2.1 - - [29/Nov/2026:13:20:00 +0000] \"GET /{} HTTP/1.1\" 200 1\n",
                       path);
  }

  int written_ = 0;
};

/// Rotating a log, in steps between which it may be looked at.
struct Style {
  const char* name;
  std::vector<std::function<void(Server&)>> steps;
  bool keeps_files = true;  ///< As plain ones, when the next rotation comes, too.
};

void shift(Server& server) {
  for (int number = 9; number > 0; --number) {
    const std::string name = fmt::format("access.log.{}", number);
    if (server.has(name)) server.folder.rename(name, fmt::format("access.log.{}", number + 1));
  }
}

void compress(Server& server, const std::string& name) {
  if (!server.has(name)) return;
  server.folder.write(name + ".gz", "\x1f\x8b\x08");
  server.folder.remove(name);
}

std::string next_date(Server& server) {
  for (int day = 1;; ++day) {
    std::string name = fmt::format("access.log-202611{:02}", day);
    if (!server.has(name)) return name;
  }
}

void rename_log(Server& server) {
  server.folder.rename("access.log", "access.log.1");
}

void create(Server& server) {
  server.folder.write("access.log", "");
}

void truncate(Server& server) {
  fs::resize_file(server.folder.path("access.log"), 0);
}

const std::vector<Style>& styles() {
  static const std::vector<Style> all = {
      {"rename and create", {shift, rename_log, create}},
      {"rename with dates",
       {[](Server& server) { server.folder.rename("access.log", next_date(server)); }, create}},
      {"compress at once",
       {shift, rename_log, create, [](Server& server) { compress(server, "access.log.1"); }},
       false},
      {"compress later",
       {shift, [](Server& server) { compress(server, "access.log.2"); }, rename_log, create}},
      {"copy and truncate",
       {shift, [](Server& server) { server.folder.copy("access.log", "access.log.1"); }, truncate}},
      {"copy and truncate with dates",
       {[](Server& server) { server.folder.copy("access.log", next_date(server)); }, truncate}},
      {"copy over an old file and truncate",
       {[](Server& server) { server.folder.copy("access.log", "access.log.1"); }, truncate},
       false},
      {"delete and create again",
       {[](Server& server) { server.folder.remove("access.log"); }, create},
       false},
      {"hard link",
       {shift,
        [](Server& server) {
          fs::create_hard_link(server.folder.path("access.log"),
                               server.folder.path("access.log.1"));
        },
        [](Server& server) { server.folder.remove("access.log"); }, create}},
      {"two rotations at once",
       {shift, rename_log, create, [](Server& server) { server.write(); }, shift, rename_log,
        create}},
      {"two copies at once",
       {shift, [](Server& server) { server.folder.copy("access.log", "access.log.1"); }, truncate,
        [](Server& server) { server.write(); }, shift,
        [](Server& server) { server.folder.copy("access.log", "access.log.1"); }, truncate}},
  };
  return all;
}

void rotate(Server& server, const Style& style, std::size_t first = 0,
            std::size_t last = static_cast<std::size_t>(-1)) {
  for (std::size_t i = first; i < std::min(last, style.steps.size()); ++i)
    style.steps[i](server);
}

/// Follows the log of a server.
class Watch {
 public:
  explicit Watch(Server& server)
      : follower_({server.folder.path("access.log")}, options_),
        counts_(options_.pipeline.query->spec, 1 << 20, 1u << 26) {
    look();
  }

  void look() {
    std::vector<FollowNote> notes;
    int looks = 0;
    now_ += 1ms;
    while (follower_.look(now_, counts_, notes))
      ASSERT_LT(++looks, 100) << "looking never ends";
  }

  // In front of each system call something else may happen. Returns how many there were.
  std::size_t look(const std::function<void(std::size_t call)>& meanwhile) {
    const test::SystemCalls calls([&](std::size_t call, const char*) { meanwhile(call); });
    look();
    return calls.count();
  }
  std::size_t look(std::size_t at, const std::function<void()>& meanwhile) {
    return look([&](std::size_t call) {
      if (call == at) meanwhile();
    });
  }

  /// Whether each line was counted once.
  void check(const Server& server, const std::string& when) const {
    std::vector<int> counts(static_cast<std::size_t>(server.written()));
    const GroupSummary paths = counts_.groups().at(0);
    for (const auto& row : paths.rows)
      counts.at(std::stoul(row.key.at(0)->substr(1))) = static_cast<int>(row.count);
    std::string wrong;
    for (std::size_t line = 0; line < counts.size(); ++line)
      if (counts[line] != 1) wrong += fmt::format(" {} ({})", line, counts[line]);
    EXPECT_EQ(wrong, "") << "line (count), " << when;
  }

 private:
  const FollowOptions options_ = options_of();
  Follower follower_;
  WindowCounts counts_;
  FollowClock::time_point now_{};
};

// Lines read before the log is rotated.
constexpr int kReadBefore[] = {0, 1, 60};

std::size_t rotate_at(const Style& style, std::size_t at, int read) {
  Server server;
  Watch watch(server);
  server.write(read);
  watch.look();
  server.write(2);
  const std::size_t calls = watch.look(at, [&] {
    server.write();
    rotate(server, style);
    server.write();
  });
  watch.look();
  server.write();
  watch.look();
  watch.check(server, fmt::format("{}, before call {}, {} lines read", style.name, at, read));
  return calls;
}

TEST(FollowWalk, ARotationBetweenAnyTwoCallsLosesNothing) {
  for (const Style& style : styles()) {
    for (const int read : kReadBefore) {
      for (std::size_t at = 0; at <= rotate_at(style, at, read); ++at)
        if (HasFailure()) return;
    }
  }
}

std::size_t rotate_twice(const Style& style, std::size_t first, std::size_t second) {
  Server server;
  Watch watch(server);
  server.write();
  watch.look();
  server.write();
  const auto write_and_rotate = [&] {
    server.write();
    rotate(server, style);
    server.write();
  };
  const std::size_t calls = watch.look([&](std::size_t call) {
    if (call == first || call == second) write_and_rotate();
  });
  watch.look();
  server.write();
  watch.look();
  watch.check(server, fmt::format("{}, before calls {} and {}", style.name, first, second));
  return calls;
}

TEST(FollowWalk, TwoRotationsInOneLookLoseNothing) {
  for (const Style& style : styles()) {
    std::size_t calls = style.keeps_files ? 20 : 0;
    for (std::size_t first = 0; first < calls; ++first) {
      // Every fifth, each time others: all would take long.
      for (std::size_t second = first + 1 + first % 5; second < calls; second += 5) {
        calls = rotate_twice(style, first, second);
        if (HasFailure()) return;
      }
    }
  }
}

// The first steps at one look, the others at the next.
std::pair<std::size_t, std::size_t> rotate_in_two_looks(const Style& style, std::size_t steps,
                                                        std::size_t first, std::size_t second) {
  Server server;
  Watch watch(server);
  server.write();
  watch.look();
  server.write();
  const std::size_t first_calls = watch.look(first, [&] {
    server.write();
    rotate(server, style, 0, steps);
  });
  // How many calls a look makes depends on the clock, too: this one came to its end before.
  if (first_calls <= first) return {first_calls, 0};
  const std::size_t second_calls = watch.look(second, [&] {
    rotate(server, style, steps);
    server.write();
  });
  watch.look();
  server.write();
  watch.look();
  watch.check(server, fmt::format("{}, {} steps before call {}, the others before call {}",
                                  style.name, steps, first, second));
  return {first_calls, second_calls};
}

TEST(FollowWalk, ARotationThatTakesTwoLooksLosesNothing) {
  for (const Style& style : styles()) {
    for (std::size_t steps = 1; steps < style.steps.size(); ++steps) {
      std::pair<std::size_t, std::size_t> calls{1, 1};
      for (std::size_t first = 0; first < calls.first; ++first) {
        // Every third, each time others: all would take long.
        for (std::size_t second = first % 3; second < calls.second; second += 3) {
          calls = rotate_in_two_looks(style, steps, first, second);
          if (HasFailure()) return;
        }
      }
    }
  }
}

}  // namespace
}  // namespace logscan
