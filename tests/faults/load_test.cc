// Large loads. By default the sizes are small; LOGSCAN_LOAD=full uses the sizes in the names.

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>

#include "faults/faulty.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::faults {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kGigabyte = 1'000'000'000;
constexpr long kMostKilobytes = 64 * 1024;

bool full() {
  const char* text = std::getenv("LOGSCAN_LOAD");
  return text != nullptr && std::string_view(text) == "full";
}

// The result of a run on a stream.
struct Streamed {
  int status = 0;
  long kilobytes = 0;  // peak resident memory
  double seconds = 0;  // CPU time
};

Streamed stream_into(const Scratch& scratch, const std::string& piece, std::uint64_t times) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw std::system_error(errno, std::generic_category(), "pipe");
  }
  ::fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
  const std::string program = std::string(LOGSCAN_PROGRAM_DIR) + "/logscan";
  const std::string out = (scratch.folder() / "out.json").string();
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[0], STDIN_FILENO);
    ::execl(program.c_str(), "logscan", "--json", "-o", out.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(ends[0]);
  for (; times > 0; --times) {
    std::size_t written = 0;
    while (written < piece.size()) {
      const ssize_t got = ::write(ends[1], &piece[written], piece.size() - written);
      if (got < 0) throw std::system_error(errno, std::generic_category(), "write");
      written += static_cast<std::size_t>(got);
    }
  }
  ::close(ends[1]);
  Streamed streamed;
  struct rusage usage {};
  ::wait4(child, &streamed.status, 0, &usage);
  streamed.kilobytes = usage.ru_maxrss;
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  streamed.seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  return streamed;
}

TEST(Load, AStreamOf100GigabytesNeedsNoMoreMemory) {
  const Scratch scratch;
  const std::string piece = numbered_lines(0, 10'000);
  const std::uint64_t bytes = (full() ? 100 * kGigabyte : kGigabyte / 4);
  const std::uint64_t times = bytes / piece.size();
  const Streamed streamed = stream_into(scratch, piece, times);
  EXPECT_EQ(streamed.status, 0);
  EXPECT_LT(streamed.kilobytes, kMostKilobytes);
  const auto report = nlohmann::json::parse(contents(scratch, "out.json"));
  EXPECT_EQ(report.at("totals").at("parsed"), times * 10'000);
  EXPECT_EQ(report.at("totals").at("bytes"), times * piece.size());
  EXPECT_EQ(report.at("status").at("codes").at("503"), times * 1429);
  std::cout << times * piece.size() << " bytes, " << streamed.kilobytes << " KiB, "
            << streamed.seconds << " s of CPU\n";
}

TEST(Load, ASparseFileOf100GigabytesIsReadToItsEnd) {
  const Scratch scratch;
  const std::string first = numbered_lines(0, 100);
  const std::string last = numbered_lines(100, 300);
  const std::uint64_t size = full() ? 100 * kGigabyte : kGigabyte / 2;
  scratch.write("sparse.log", first);
  fs::resize_file(scratch.folder() / "sparse.log", size);
  std::ofstream(scratch.folder() / "sparse.log", std::ios::app) << last;
  const Seen seen = run(scratch, "logscan --json sparse.log");
  EXPECT_EQ(seen.exit, 0) << seen.err;
  const auto report = report_of(seen);
  EXPECT_EQ(report.at("totals").at("parsed"), 300);
  EXPECT_EQ(report.at("totals").at("malformed"), 0);
  EXPECT_EQ(report.at("totals").at("bytes"), size + last.size());
  EXPECT_LT(report.at("run").at("max_rss_bytes"), kMostKilobytes * 1024);
  std::cout << size << " bytes, " << report.at("run").at("elapsed_seconds") << " s\n";
}

// All directives differ, and each applies to one line.
TEST(Load, AFileOfDirectivesNeedsNoMoreMemory) {
  const Scratch scratch;
  const std::size_t count = full() ? 10'000'000 : 400'000;
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += "#Fields: x" + std::to_string(i) + " cs-method sc-status c-ip\n1 GET 404 192.0.2.1\n";
  scratch.write("directives.log", text);
  const Seen seen = run(scratch, "logscan --json --threads 2 directives.log");
  EXPECT_EQ(seen.exit, 0) << seen.err;
  const auto report = report_of(seen);
  EXPECT_EQ(report.at("totals").at("comment"), count);
  EXPECT_EQ(report.at("status").at("codes").at("404"), count);
  EXPECT_LT(report.at("run").at("max_rss_bytes"), kMostKilobytes * 1024);
  std::cout << text.size() << " bytes, " << report.at("run").at("max_rss_bytes") << " of memory\n";
}

class ManyFiles : public testing::Test {
 protected:
  ManyFiles() {
    for (std::size_t i = 0; i < count_; ++i) {
      scratch_.write("logs/" + std::to_string(i) + ".log", numbered_lines(3 * i, 3 * i + 3));
    }
  }

  void expect_all(const Seen& seen) {
    EXPECT_EQ(seen.exit, 0) << seen.err.substr(0, 1000);
    const auto report = report_of(seen);
    EXPECT_EQ(report.at("inputs").size(), count_);
    EXPECT_EQ(report.at("totals").at("parsed"), 3 * count_);
    EXPECT_EQ(report.at("totals").at("incomplete_last_line"), 0);
  }

  const std::size_t count_ = full() ? 10'000 : 1500;
  Scratch scratch_;
};

TEST_F(ManyFiles, AreReadWhateverTheLimitOfDescriptors) {
  expect_all(run(scratch_, "ulimit -n 1024; cd logs; logscan --json *.log"));
  expect_all(run(scratch_, "ulimit -n 16; cd logs; logscan --json --threads 2 *.log"));
}

}  // namespace
}  // namespace logscan::faults
