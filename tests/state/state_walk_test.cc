#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <ostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "logset/named_logs.h"
#include "seam/system_calls.h"
#include "state/reading.h"
#include "support/gzip_text.h"
#include "support/log_world.h"
#include "support/path_counts.h"
#include <fmt/format.h>
#include <gtest/gtest.h>

/// Rotates a log between any two system calls of a run that reads it, and counts each line once.
namespace logscan {
namespace {

using test::LogWorld;
using test::SystemCalls;
namespace fs = std::filesystem;

/// Steps of a rotation. Runs may see the files between two steps.
using Steps = std::vector<std::function<void()>>;

enum class Loss {
  kNone,
  kReported,  ///< lines may be deleted before a run could read them, which it must report
  kUnseen,    ///< lines may come and go unseen
};

struct RotationKind {
  const char* name;
  Steps (*steps)(LogWorld& world);
  Loss loss = Loss::kNone;

  friend void PrintTo(const RotationKind& rotation, std::ostream* out) { *out << rotation.name; }
};

void append(Steps& to, Steps more) {
  std::move(more.begin(), more.end(), std::back_inserter(to));
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

// `.1` becomes `.2`, and so on, one after the other.
Steps shift_numbers(LogWorld& world) {
  Steps steps;
  for (int number = 20; number > 0; --number) {
    for (const char* const ending : {"", ".gz"}) {
      const std::string from = world.path("." + std::to_string(number) + ending);
      const std::string to = world.path("." + std::to_string(number + 1) + ending);
      if (fs::exists(from)) steps.push_back([=] { fs::rename(from, to); });
    }
  }
  return steps;
}

// Something to rotate.
void make_sure_of_a_log(LogWorld& world) {
  if (!fs::exists(world.path())) world.append(1);
}

Steps append_lines(LogWorld& world) {
  return {[&] { world.append(9); }, [&] { world.append(20); }};
}

Steps begin_a_line(LogWorld& world) {
  return {[&] { world.begin_line(); }};
}

// The server continues in the renamed file for a while.
Steps rename(LogWorld& world) {
  make_sure_of_a_log(world);
  Steps steps = shift_numbers(world);
  append(steps, {[&] { fs::rename(world.path(), world.path(".1")); }, [&] { world.append(1); },
                 [&] { world.reopen(); }});
  return steps;
}

Steps rename_and_create(LogWorld& world) {
  Steps steps = rename(world);
  append(steps, {[&] { world.append(2); }});
  return steps;
}

Steps rename_to_a_date(LogWorld& world) {
  return {[&] { world.rename_to_date(); }, [&] { world.append(1); }, [&] { world.reopen(); },
          [&] { world.append(2); }};
}

Steps truncate(LogWorld& world) {
  make_sure_of_a_log(world);
  world.finish_line();
  return {[&] { fs::resize_file(world.path(), 0); }, [&] { world.append(1); },
          [&] { world.append(9); }};
}

Steps copy(LogWorld& world) {
  make_sure_of_a_log(world);
  world.finish_line();
  Steps steps = shift_numbers(world);
  for (const double part : {0.0, 0.01, 0.5, 1.0}) {
    steps.push_back([&world, part] {
      const std::string bytes = test::bytes_of_file(world.path());
      const double size = part * static_cast<double>(bytes.size());
      write_file(world.path(".1"), bytes.substr(0, static_cast<std::size_t>(size)));
    });
  }
  return steps;
}

Steps copy_and_truncate(LogWorld& world) {
  Steps steps = copy(world);
  append(steps, truncate(world));
  return steps;
}

Steps copy_append_and_truncate(LogWorld& world) {
  Steps steps = copy(world);
  append(steps, {[&] { world.append(1); }});
  append(steps, truncate(world));
  return steps;
}

// Some write a file twice.
Steps compress(LogWorld& world, const std::string& ending) {
  Steps steps;
  const std::string from = world.path(ending);
  if (!fs::exists(from)) return steps;
  for (const double part : {0.0, 0.1, 0.5, 0.0, 1.0}) {
    steps.push_back([=] {
      const std::string packed = test::gzip_text(test::bytes_of_file(from));
      const double size = part * static_cast<double>(packed.size());
      write_file(from + ".gz", packed.substr(0, static_cast<std::size_t>(size)));
    });
  }
  steps.push_back([=] { fs::remove(from); });
  return steps;
}

Steps compress_one(LogWorld& world) {
  return compress(world, fs::exists(world.path(".2")) ? ".2" : ".1");
}

// No newer file shows that this one is no longer written.
Steps compress_before_the_next_line(LogWorld& world) {
  make_sure_of_a_log(world);
  world.rename_to_number();
  world.reopen();
  return compress(world, ".1");
}

Steps delete_and_recreate(LogWorld& world) {
  world.finish_line();
  return {[&] { world.remove_live(); }, [&] { world.append(1); }, [&] { world.append(9); }};
}

// The file gets its second name before it loses the first one.
Steps link_and_unlink(LogWorld& world) {
  make_sure_of_a_log(world);
  Steps steps = shift_numbers(world);
  append(steps, {[&] { fs::create_hard_link(world.path(), world.path(".1")); },
                 [&] { world.append(1); }, [&] { world.remove_live(); }, [&] { world.append(2); }});
  return steps;
}

const std::vector<RotationKind> kRotations = {
    {"append_lines", append_lines},
    {"begin_a_line", begin_a_line},
    {"rename", rename},
    {"rename_and_create", rename_and_create},
    {"rename_to_a_date", rename_to_a_date},
    {"copy_and_truncate", copy_and_truncate},
    {"compress_one", compress_one},
    {"compress_before_the_next_line", compress_before_the_next_line},
    {"link_and_unlink", link_and_unlink},
    {"copy_append_and_truncate", copy_append_and_truncate, Loss::kUnseen},
    {"truncate", truncate, Loss::kReported},
    {"delete_and_recreate", delete_and_recreate, Loss::kReported},
};

/// A step, and how many system calls of the runs pass before it.
struct Move {
  std::size_t gap = 0;
  std::function<void()> step;
};

constexpr std::size_t kAfterRun = SIZE_MAX;  ///< a gap: between this run and the next

/// Returns the next move; nullopt: there are no more.
using NextMove = std::function<std::optional<Move>()>;

/// A log that was read, beside a rotated file.
class Walk {
 public:
  /// The log may have lines that were not read.
  Walk(std::uint64_t seed, bool has_news) : world_(seed) {
    world_.append(80);  // Half of them are more than a fingerprint covers.
    read();
    world_.rename_to_number();
    world_.append(1);
    world_.reopen();
    world_.append(2);
    read();
    if (has_news) world_.append(3);
  }

  LogWorld& world() { return world_; }

  /// Runs read the log, at least one, until all moves are made. Returns how many system calls the
  /// first one made.
  std::size_t run(const NextMove& next_move) {
    std::optional<Move> next = next_move();
    std::size_t passed = 0;
    const auto make_moves = [&](bool run_ended) {
      while (next && (next->gap <= passed || (run_ended && next->gap == kAfterRun))) {
        next->step();
        next = next_move();
        passed = 0;
        run_ended = false;
      }
      ++passed;
    };
    std::size_t first = 0;
    do {
      {
        const SystemCalls calls([&](std::size_t, const char*) { make_moves(false); });
        read();
        if (first == 0) first = calls.count();
      }
      make_moves(true);
    } while (next);
    world_.append(1);
    read();
    read();
    return first;
  }

  /// Checks that each line was counted once, and that losses were reported and no others.
  void check(Loss loss) {
    bool any_missing = false;
    for (std::size_t i = 0; i < world_.lines().size(); ++i) {
      const std::uint64_t count = counts_.of("/n/" + std::to_string(i));
      any_missing = any_missing || count == 0;
      EXPECT_LE(count, 1u) << "line " << i;
    }
    std::string losses;
    for (const Lost& lost : lost_) {
      losses += fmt::format("{}: {} from {}\n", lost.path, lost.bytes, lost.from);
      EXPECT_TRUE(any_missing || lost.bytes == 0) << losses;
    }
    if (loss == Loss::kNone) {
      EXPECT_FALSE(any_missing);
      EXPECT_EQ(losses, "");
    } else if (loss == Loss::kReported) {
      EXPECT_TRUE(!any_missing || !lost_.empty());
    }
  }

 private:
  void read() {
    const WindowReading reading = read_window(positions_, {{world_.path()}}, 1, counts_.options());
    counts_.add(reading.findings);
    lost_.insert(lost_.end(), reading.plan.lost.begin(), reading.plan.lost.end());
    positions_ = reading.plan.positions;
  }

  LogWorld world_;
  std::vector<LogPositions> positions_;
  test::PathCounts counts_;
  std::vector<Lost> lost_;
};

class StateWalk : public ::testing::TestWithParam<RotationKind> {
 protected:
  // Rotates before each call of a run; `gap_of` returns what happens before each step.
  using GapOf = std::function<std::size_t(std::size_t step, std::size_t call)>;
  void walk(const std::string& words, const GapOf& gap_of, bool has_news = true) {
    for (std::size_t call = 0, calls = 1; call < calls && !HasFailure(); ++call) {
      SCOPED_TRACE(words + ", at call " + std::to_string(call));
      Walk walk(1, has_news);
      const Steps steps = GetParam().steps(walk.world());
      ASSERT_FALSE(steps.empty());
      std::size_t step = 0;
      calls = walk.run([&]() -> std::optional<Move> {
        if (step == steps.size()) return std::nullopt;
        const std::size_t gap = gap_of(step, call);
        return Move{gap, steps[step++]};
      });
      walk.check(GetParam().loss);
    }
  }

  static std::size_t steps() {
    Walk walk(1, true);
    return GetParam().steps(walk.world()).size();
  }
};

TEST_P(StateWalk, ARotationBeginsAtAnyCall) {
  for (std::size_t now = 1; now <= steps(); ++now) {
    for (const bool has_news : {false, true}) {
      walk(
          fmt::format("{} steps, {}", now, has_news ? "news" : "no news"),
          [&](std::size_t step, std::size_t call) {
            return step == 0 ? call : step == now ? kAfterRun : 0;
          },
          has_news);
    }
  }
}

TEST_P(StateWalk, ARotationEndsAtAnyCall) {
  for (std::size_t before = 1; before < steps(); ++before) {
    walk(fmt::format("without {} steps", before),
         [&](std::size_t step, std::size_t call) { return step == before ? call : 0; });
  }
}

TEST_P(StateWalk, TwoStepsAreMadeSomeCallsApart) {
  for (std::size_t first = 1; first + 1 < steps(); ++first) {
    for (const std::size_t gap : {1u, 2u, 3u}) {
      walk(fmt::format("step {}, gap {}", first, gap), [&](std::size_t step, std::size_t call) {
        if (step == first) return call;
        return step == first + 1 ? gap : step == first + 2 ? kAfterRun : 0;
      });
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Rotations, StateWalk, ::testing::ValuesIn(kRotations),
                         [](const auto& tested) { return tested.param.name; });

// LOGSCAN_SIMULATIONS: how many.
std::uint64_t walks() {
  const char* const given = std::getenv("LOGSCAN_SIMULATIONS");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : 300;
}

// Several rotations, whose steps happen between any calls of any runs.
TEST(StateWalks, EachLineIsReadOnceWhateverHappensBetweenCalls) {
  for (std::uint64_t seed = 1; seed <= walks() && !::testing::Test::HasFailure(); ++seed) {
    std::mt19937_64 random(seed);
    Walk walk(seed, random() % 2 == 0);
    std::string words = "seed " + std::to_string(seed) + ":";
    std::uint64_t rotations = 1 + random() % 8;
    Steps steps;
    std::size_t step = 0;
    Loss loss = Loss::kNone;
    walk.run([&]() -> std::optional<Move> {
      while (step == steps.size()) {
        if (rotations-- == 0) return std::nullopt;
        const RotationKind& rotation = kRotations[random() % kRotations.size()];
        step = 0;
        steps.clear();
        if (rotation.loss != Loss::kNone) {
          if (random() % 8 != 0) continue;
          loss = Loss::kUnseen;
        }
        words += std::string(" ") + rotation.name;
        steps = rotation.steps(walk.world());
      }
      const std::size_t gaps[] = {0, 1, random() % 6, random() % 200};
      const std::size_t gap = gaps[random() % 4];
      words += " " + std::to_string(gap);
      return Move{gap, steps[step++]};
    });
    walk.check(loss);
    EXPECT_FALSE(HasFailure()) << words;
  }
}

}  // namespace
}  // namespace logscan
