// Logs that are written and rotated at full speed in every style: each line is counted exactly
// once. LOGSCAN_FOLLOW_LINES says how many lines there are of each kind of run.

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <random>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include "follow/follower.h"
#include "support/temp_folder.h"
#include <fmt/core.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

std::uint64_t lines_wanted() {
  const char* const text = std::getenv("LOGSCAN_FOLLOW_LINES");
  return text == nullptr ? 30'000 : std::strtoull(text, nullptr, 10);
}

// The counts of the following thread. The writer waits for them where an unread line would be lost.
std::atomic<std::uint64_t> counted;

/// Writes numbered lines, and rotates the log now and then. A style is kept until everything has
/// been read: nobody changes from numbers to dates within milliseconds.
class Writer {
 public:
  Writer(const test::TempFolder& folder, std::uint64_t lines) : folder_(folder), lines_(lines) {
    reopen();
  }
  ~Writer() { ::close(fd_); }

  void run() {
    for (unsigned phase = 0; written_ < lines_; ++phase) {
      write_some(1);
      wait_until_counted();
      for (unsigned rotations = 0; rotations < 12 && written_ < lines_; ++rotations) {
        write_some(1 + random_() % 300);
        rotate(phase % 6);
      }
      wait_until_counted();
    }
    write_some(1);
    wait_until_counted();
  }

  std::uint64_t written() const { return written_; }

 private:
  void write(std::string_view text) {
    ASSERT_EQ(::write(fd_, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }

  // Some lines come in one piece, some in two, some many at a time.
  void write_some(std::uint64_t count) {
    std::string text;
    for (std::uint64_t i = 0; i < count; ++i) {
      text += fmt::format(
          "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /{} HTTP/1.1\" 500 1 \"-\" \"-\"\n",
          written_++);
      const unsigned choice = random_() % 16;
      if (choice == 0) {
        const std::size_t part = random_() % text.size();
        write(std::string_view(text).substr(0, part));
        std::this_thread::yield();
        text.erase(0, part);
      } else if (choice < 4) {
        write(text);
        text.clear();
      }
    }
    write(text);
  }

  // Or for so long that the test has failed.
  void wait_until_counted() {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (counted.load() < written_ && !gave_up_) {
      std::this_thread::yield();
      gave_up_ = std::chrono::steady_clock::now() > until;
    }
  }

  void reopen() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = ::open(folder_.path("access.log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ASSERT_GE(fd_, 0);
  }

  void shift_numbers() {
    for (int number = 29; number > 0; --number) {
      const std::string name = fmt::format("access.log.{}", number);
      if (fs::exists(folder_.path(name)))
        folder_.rename(name, fmt::format("access.log.{}", number + 1));
    }
  }

  void rotate(unsigned style) {
    switch (style) {
      case 0:  // numbers
        shift_numbers();
        folder_.rename("access.log", "access.log.1");
        return reopen();
      case 1:  // dates
        folder_.rename("access.log", next_date());
        return reopen();
      case 2:  // the writer takes its time to see it
        shift_numbers();
        folder_.rename("access.log", "access.log.1");
        write_some(random_() % 50);
        std::this_thread::sleep_for(milliseconds(random_() % 8));
        write_some(random_() % 50);
        return reopen();
      case 3:  // copytruncate
        shift_numbers();
        folder_.copy("access.log", "access.log.1");
        ASSERT_EQ(::ftruncate(fd_, 0), 0);
        return;
      case 4:  // the same with dates
        folder_.copy("access.log", next_date());
        ASSERT_EQ(::ftruncate(fd_, 0), 0);
        return;
      default:  // deleted and created again: unread lines are lost
        wait_until_counted();
        folder_.remove("access.log");
        write_some(random_() % 50);
        return reopen();
    }
  }

  // Each later than the one before, some of a day of their own and some not.
  std::string next_date() {
    ++dates_;
    return fmt::format("access.log-2026{:02}{:02}{:02}", 1 + dates_ / (24 * 28) % 12,
                       1 + dates_ / 24 % 28, dates_ % 24);
  }

  const test::TempFolder& folder_;
  const std::uint64_t lines_;
  std::uint64_t written_ = 0;
  unsigned dates_ = 0;
  bool gave_up_ = false;
  int fd_ = -1;
  std::mt19937 random_{20260112};
};

void follow_a_writer(const FollowOptions& options, bool wait) {
  const test::TempFolder folder;
  folder.write("access.log", "");
  counted = 0;
  Follower follower({folder.path("access.log")}, options);
  WindowCounts counts(options.pipeline.query->spec, 1 << 20, 1u << 30);
  std::vector<FollowNote> notes;
  follower.look(FollowClock::now(), counts, notes);

  Writer writer(folder, lines_wanted());
  std::atomic<bool> is_done = false;
  std::thread thread([&] {
    writer.run();
    is_done = true;
  });
  while (!is_done) {
    const FollowClock::time_point now = FollowClock::now();
    const bool more = follower.look(now, counts, notes);
    counted = counts.accounting.lines;
    if (more || !wait) continue;
    pollfd event = {follower.descriptor(), POLLIN, 0};
    const auto patience = std::chrono::ceil<milliseconds>(follower.patience(now));
    ::poll(&event, 1, static_cast<int>(std::min(patience, milliseconds(100)).count()));
  }
  thread.join();
  follower.finish(FollowClock::now(), counts, notes);

  EXPECT_EQ(counts.accounting.lines, writer.written());
  EXPECT_EQ(counts.accounting.parsed, writer.written());
  const GroupSummary paths = counts.groups().at(0);
  EXPECT_TRUE(paths.exact);
  EXPECT_EQ(paths.distinct, writer.written());
  EXPECT_EQ(paths.rows.at(0).count, 1u);  // the largest
}

FollowOptions options_of(milliseconds poll) {
  FollowOptions options;
  options.poll = poll;
  QuerySpec spec;
  spec.groups = {{{"path"}, {Measure::kCount}, 1}};
  options.pipeline.query = compile_query(std::move(spec));
  return options;
}

TEST(Follow, CountsEachLineOnceByInotify) {
  follow_a_writer(options_of(milliseconds(0)), true);
}

TEST(Follow, CountsEachLineOnceByPolling) {
  follow_a_writer(options_of(milliseconds(2)), true);
}

TEST(Follow, CountsEachLineOnceLookingAllTheTime) {
  follow_a_writer(options_of(milliseconds(1)), false);
}

}  // namespace
}  // namespace logscan
