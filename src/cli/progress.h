#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>

namespace logscan::cli {

/// A line on standard error that says how far the scan is: after the first second, a few times a
/// second. The caller makes sure that it is a terminal.
class Progress {
 public:
  /// `total` bytes; 0 when nobody knows.
  explicit Progress(std::uint64_t total) : total_(total) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  /// From any thread: so many bytes more.
  void add(std::uint64_t bytes);

  /// Takes the line away.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  const std::uint64_t total_;
  std::atomic<std::uint64_t> done_ = 0;
  std::mutex writing_;
  Clock::time_point next_ = Clock::now() + std::chrono::seconds(1);
  std::size_t shown_ = 0;  // columns on the line
};

}  // namespace logscan::cli
